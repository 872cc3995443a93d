package io.alphaflow.cli.parity;

import java.util.Arrays;
import java.util.Optional;

/** What an instrument traded at, by time; 16 bytes for each trade. */
final class TradedPrices {

  /**
   * Prices of a stretch of time, units of 1e-8.
   *
   * @param low the lowest
   * @param high the highest
   */
  record Range(long low, long high) {

    /** Whether a price is in it, or at most so far beside it. */
    boolean includes(long price, long tolerance) {
      return low - tolerance <= price && price <= high + tolerance;
    }
  }

  private long[] times = new long[1_024];
  private long[] prices = new long[1_024];
  private int size;

  /** The next trade. */
  void add(long time, long price) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      prices = Arrays.copyOf(prices, 2 * size);
    }
    times[size] = size == 0 ? time : Math.max(times[size - 1], time);
    prices[size++] = price;
  }

  /** What was traded from a time to another, the last price before it and both ends included. */
  Optional<Range> between(long from, long to) {
    int begin = firstAtOrAfter(from);
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = Math.max(0, begin - 1); i < size && (i < begin || times[i] <= to); i++) {
      low = Math.min(low, prices[i]);
      high = Math.max(high, prices[i]);
    }
    return low > high ? Optional.empty() : Optional.of(new Range(low, high));
  }

  private int firstAtOrAfter(long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
