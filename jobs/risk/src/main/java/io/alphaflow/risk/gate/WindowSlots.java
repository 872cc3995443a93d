package io.alphaflow.risk.gate;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * Numbers within a rolling window of logical time, kept in sixty slots: what is older than the
 * window by up to a slot may still count. Bounded by {@value #SLOTS} + 1 slots.
 */
final class WindowSlots {

  private static final int SLOTS = 60;

  private final SortedMap<Long, Long> slots = new TreeMap<>();

  /** Combines a number with those of its slot, and forgets what is older than the window. */
  void add(long time, long window, long number, LongBinaryOperator combine) {
    long slot = Math.max(1, window / SLOTS);
    slots.merge(Math.floorDiv(time, slot) * slot, number, combine::applyAsLong);
    forget(time, window);
  }

  private void forget(long time, long window) {
    slots.headMap(oldest(time, window)).clear();
  }

  private static long oldest(long time, long window) {
    return time - window - Math.max(1, window / SLOTS) + 1;
  }

  /** The numbers of the window, combined; {@code none} when there are none. */
  long combined(long time, long window, long none, LongBinaryOperator combine) {
    long result = none;
    for (long number : slots.tailMap(oldest(time, window)).values()) {
      result = combine.applyAsLong(result, number);
    }
    return result;
  }
}
