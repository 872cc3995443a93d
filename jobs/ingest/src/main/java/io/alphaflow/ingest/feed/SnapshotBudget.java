package io.alphaflow.ingest.feed;

import java.util.concurrent.TimeUnit;

/** Lets so many snapshots of order books through in any minute, whatever the number of books. */
final class SnapshotBudget {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final long[] taken;
  private long count;

  SnapshotBudget(int perMinute) {
    taken = new long[Math.max(1, perMinute)];
  }

  /**
   * Takes one if there is one.
   *
   * @param now nanoseconds of a clock that goes forward
   */
  boolean take(long now) {
    int slot = (int) (count % taken.length);
    if (count >= taken.length && now - taken[slot] < MINUTE) {
      return false;
    }
    taken[slot] = now;
    count++;
    return true;
  }
}
