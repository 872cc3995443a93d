package io.alphaflow.cli.local;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was started, last first, once: at the end of the run or when the process is asked to
 * end (Ctrl-C, SIGTERM), whichever comes first.
 */
public final class Shutdown implements AutoCloseable {

  /** Exit code after Ctrl-C, as shells have it. */
  public static final int INTERRUPTED = 130;

  private static final long LONGEST_START_SECONDS = 60;
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch mainLeft = new CountDownLatch(1);
  private volatile boolean requested;
  private boolean closing;

  /** Closes everything when the process is asked to end. */
  public void onSignal(PrintStream out) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (done.getCount() > 0) {
                    requested = true;
                    out.println("\nStopping ...");
                    closeParts();
                    awaitMain();
                  }
                },
                "shutdown"));
  }

  /** Closes {@code part} at the end, before what was added earlier. */
  public <T extends AutoCloseable> T add(T part) {
    synchronized (parts) {
      if (!closing) {
        parts.push(part);
        return part;
      }
    }
    closeOne(part);
    throw new IllegalStateException("the demo is ending");
  }

  /** Whether the process was asked to end. */
  public boolean requested() {
    return requested;
  }

  /** Waits until everything is closed. */
  public void await() throws InterruptedException {
    done.await();
  }

  /** A part that is being started just now is closed when the main thread adds it. */
  private void awaitMain() {
    try {
      mainLeft.await(LONGEST_START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Called by the main thread when it is done, however it ended. */
  @Override
  public void close() {
    closeParts();
    mainLeft.countDown();
  }

  private void closeParts() {
    synchronized (parts) {
      if (closing) {
        return;
      }
      closing = true;
    }
    while (!parts.isEmpty()) {
      closeOne(parts.pop());
    }
    done.countDown();
  }

  private static void closeOne(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("{} did not close cleanly", part, e);
    }
  }
}
