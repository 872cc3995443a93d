package io.alphaflow.cli.backtest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C ends the reading, not the program: what is done until then is shown as always. A second
 * one, or a minute, ends the program.
 */
public final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch shown = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private volatile boolean wanted;

  /** Watches from now on. */
  public Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt() {
    wanted = true;
    try {
      shown.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether reading should end. */
  public boolean isWanted() {
    return wanted;
  }

  /** Everything is shown. */
  @Override
  public void close() {
    shown.countDown();
    if (!wanted) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
