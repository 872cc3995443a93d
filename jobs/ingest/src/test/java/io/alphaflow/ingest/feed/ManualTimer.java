package io.alphaflow.ingest.feed;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Time that stands still until a test moves it; tasks run in the test's thread. */
public final class ManualTimer implements FeedTimer {

  private record Task(long due, long number, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
  private final Random chance;
  private long nanos = 7_000_000_000L;
  private long numbers;

  /** Always with the same chances. */
  public ManualTimer() {
    this(1);
  }

  /** With other chances. */
  public ManualTimer(long seed) {
    chance = new Random(seed);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void after(long millis, Runnable task) {
    tasks.add(new Task(nanos + millis * 1_000_000, numbers++, task));
  }

  /** Moves on to what is due next, but by at most {@code most}; whether there was anything. */
  public boolean step(Duration most) {
    long end = nanos + most.toNanos();
    Task task = tasks.peek();
    if (task == null || task.due() > end) {
      nanos = end;
      return false;
    }
    nanos = Math.max(nanos, task.due());
    tasks.remove().work().run();
    return true;
  }

  @Override
  public long chance(long bound) {
    return chance.nextLong(bound);
  }

  @Override
  public void close() {
    tasks.clear();
  }
}
