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

  // What is known of the slots for one window, so that most calls need not go through them.
  private transient long window;
  private transient long newest;
  private transient long all;
  private transient long nextBegins = Long.MIN_VALUE;
  private transient long oldestEnds = Long.MIN_VALUE;

  /**
   * Combines a number with those of its slot, and forgets what is older than the window.
   *
   * @param time never before that of an earlier call
   */
  void add(long time, long ofWindow, long number, LongBinaryOperator combine) {
    long slot = slot(ofWindow);
    if (ofWindow == window && time < sameUntil()) {
      long combined = combine.applyAsLong(newest, number);
      if (combined != newest) {
        newest = combined;
        all = combine.applyAsLong(all, number);
        slots.put(nextBegins - slot, newest);
      }
      return;
    }
    long begin = Math.floorDiv(time, slot) * slot;
    newest = slots.merge(begin, number, combine::applyAsLong);
    slots.headMap(oldest(time, ofWindow)).clear();
    window = ofWindow;
    nextBegins = begin + slot;
    oldestEnds = slots.firstKey() + window + slot;
    all = slots.values().stream().mapToLong(n -> n).reduce(combine).orElseThrow();
  }

  /** Time from which to add the number that was added last can change something. */
  long sameUntil() {
    return Math.min(nextBegins, oldestEnds);
  }

  private static long slot(long window) {
    return Math.max(1, window / SLOTS);
  }

  private static long oldest(long time, long window) {
    return time - window - slot(window) + 1;
  }

  /** The numbers of the window, combined; {@code none} when there are none. */
  long combined(long time, long ofWindow, long none, LongBinaryOperator combine) {
    if (ofWindow == window && time < oldestEnds) {
      return combine.applyAsLong(none, all);
    }
    long result = none;
    for (long number : slots.tailMap(oldest(time, ofWindow)).values()) {
      result = combine.applyAsLong(result, number);
    }
    return result;
  }
}
