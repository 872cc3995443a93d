package io.alphaflow.ingest.feed;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A feed's one timer thread, for back-off and for noticing silence; never for reading. */
final class FeedTimer implements AutoCloseable {

  /** How often silence is looked for. */
  static final Duration SILENCE_CHECK = Duration.ofSeconds(10);

  /** Silence after which the venue is asked for a sign of life; Binance pings every 20 s. */
  static final Duration PING_AFTER = Duration.ofSeconds(25);

  /** Silence after which a connection is given up, though nobody closed it. */
  static final Duration DEAD_AFTER = Duration.ofSeconds(60);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "market-feed-timer");
            thread.setDaemon(true);
            return thread;
          });

  void after(long millis, Runnable task) {
    if (!executor.isShutdown()) {
      executor.schedule(task, millis, TimeUnit.MILLISECONDS);
    }
  }

  void every(Duration period, Runnable task) {
    executor.scheduleWithFixedDelay(
        task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
