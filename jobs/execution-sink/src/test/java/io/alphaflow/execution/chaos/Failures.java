package io.alphaflow.execution.chaos;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a task fail where and when a test wants it to. Of the JVM: Flink makes the writers itself,
 * from what was serialised.
 */
final class Failures {

  private static final Map<String, AtomicInteger> ORDERS = new ConcurrentHashMap<>();

  private Failures() {}

  /** Whoever passes the place for the {@code passes}th time from now on fails. */
  static void order(String place, int passes) {
    ORDERS.put(place, new AtomicInteger(passes));
  }

  /** Takes an order back; whether it was still there and nobody has failed. */
  static boolean takeBack(String place) {
    return ORDERS.remove(place) != null;
  }

  /** A task is at this place. */
  static void pass(String place) {
    AtomicInteger left = ORDERS.get(place);
    if (left != null && left.decrementAndGet() <= 0 && ORDERS.remove(place, left)) {
      throw new IllegalStateException("a failure was ordered at " + place);
    }
  }
}
