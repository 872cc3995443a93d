package io.alphaflow.common.config;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The value of a secret for a process that runs for long: read at first use and then now and then,
 * so that a key is replaced without a restart. Reading again happens on another thread; meanwhile,
 * and when it fails, the value is the last one. Thread-safe.
 */
public final class RotatingSecret {

  private static final Logger LOG = LoggerFactory.getLogger(RotatingSecret.class);
  private static final Duration AGE = Duration.ofMinutes(1);

  private final Secret secret;
  private final Executor executor;
  private final LongSupplier nanos;
  private String value;
  private long readAt;
  private boolean reading;

  /** Reads the secret again when its value is a minute old. */
  public RotatingSecret(Secret secret) {
    this(secret, ForkJoinPool.commonPool(), System::nanoTime);
  }

  RotatingSecret(Secret secret, Executor executor, LongSupplier nanos) {
    this.secret = secret;
    this.executor = executor;
    this.nanos = nanos;
  }

  /**
   * The value.
   *
   * @throws IllegalStateException when it was never read and cannot be; see {@link Secret#resolve}
   */
  public synchronized String value() {
    if (value == null) {
      value = secret.resolve();
      readAt = nanos.getAsLong();
    } else if (nanos.getAsLong() - readAt >= AGE.toNanos()) {
      readAgain();
    }
    return value;
  }

  /** Whoever was shown the value refused it: it is read again soon. */
  public synchronized void refused() {
    if (value != null) {
      readAgain();
    }
  }

  private void readAgain() {
    if (!reading) {
      reading = true;
      executor.execute(this::read);
    }
  }

  private void read() {
    String read = null;
    try {
      read = secret.resolve();
    } catch (RuntimeException e) {
      LOG.warn("the secret is kept as it was: {}", e.getMessage());
    }
    synchronized (this) {
      reading = false;
      readAt = nanos.getAsLong();
      if (read != null && !read.equals(value)) {
        LOG.info("{} has changed", secret.reference());
        value = read;
      }
    }
  }

  @Override
  public String toString() {
    return secret.reference();
  }
}
