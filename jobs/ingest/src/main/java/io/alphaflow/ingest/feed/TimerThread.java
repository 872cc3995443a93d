package io.alphaflow.ingest.feed;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A feed's one timer thread; never for reading. */
final class TimerThread implements FeedTimer {

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "market-feed-timer");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void after(long millis, Runnable task) {
    try {
      executor.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      if (!executor.isShutdown()) {
        throw e;
      }
    }
  }

  @Override
  public long chance(long bound) {
    return ThreadLocalRandom.current().nextLong(bound);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
