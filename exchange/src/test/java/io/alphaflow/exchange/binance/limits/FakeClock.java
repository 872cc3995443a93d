package io.alphaflow.exchange.binance.limits;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that goes only when it is told to. */
final class FakeClock implements BudgetClock {

  private record Timer(long millis, long number, Runnable task) {}

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::millis).thenComparingLong(Timer::number));
  private long millis;
  private long number;

  FakeClock(long epochMillis) {
    this.millis = epochMillis;
  }

  @Override
  public long epochMillis() {
    return millis;
  }

  @Override
  public long nanos() {
    return millis * 1_000_000;
  }

  @Override
  public void after(long delay, Runnable task) {
    timers.add(new Timer(millis + Math.max(0, delay), number++, task));
  }

  /** How many timers were ever set. */
  long timersSet() {
    return number;
  }

  void advance(long by) {
    long end = millis + by;
    while (!timers.isEmpty() && timers.peek().millis() <= end) {
      Timer next = timers.poll();
      millis = next.millis();
      next.task().run();
    }
    millis = end;
  }
}
