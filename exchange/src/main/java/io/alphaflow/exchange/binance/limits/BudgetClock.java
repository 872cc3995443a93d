package io.alphaflow.exchange.binance.limits;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The time a request budget goes by. */
public interface BudgetClock {

  /** Wall clock, epoch milliseconds UTC: the venue's windows are minutes of it. */
  long epochMillis();

  /** Never goes back; only differences mean something. */
  long nanos();

  /** Runs the task once, so much later. */
  void after(long millis, Runnable task);

  /** The machine's clock, and the JDK's one thread for delays. */
  BudgetClock SYSTEM =
      new BudgetClock() {
        @Override
        public long epochMillis() {
          return WallClock.micros() / 1_000;
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void after(long millis, Runnable task) {
          CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(task);
        }
      };
}
