package io.alphaflow.simulator.server;

import java.util.Arrays;

/** How often a client speaks: never more than so many messages within any second. */
final class MessageRate {

  private static final long SECOND_MICROS = 1_000_000;

  private final long[] times;
  private int oldest;

  MessageRate(int perSecond) {
    times = new long[perSecond];
    Arrays.fill(times, -SECOND_MICROS);
  }

  /** Counts a message; false when it is one too many. */
  boolean count(long nowMicros) {
    boolean allowed = nowMicros - times[oldest] >= SECOND_MICROS;
    times[oldest] = nowMicros;
    oldest = (oldest + 1) % times.length;
    return allowed;
  }
}
