package io.alphaflow.exchange.binance.market;

/**
 * The weight used in the current window. Binance counts in minutes of the wall clock. Its own count
 * in an answer is right when it was made, so what we know is the highest of those, what is still on
 * its way, and what was answered without a count. Not thread-safe.
 */
final class WeightWindow {

  static final long MILLIS = 60_000;

  private long window = Long.MIN_VALUE;
  private int counted;
  private int uncounted;
  private int open;

  /** Begins another window when it is time, and says which one it is. */
  long at(long epochMillis) {
    long now = Math.floorDiv(epochMillis, MILLIS);
    if (now != window) {
      window = now;
      counted = 0;
      uncounted = 0;
    }
    return window;
  }

  static long untilNext(long epochMillis) {
    return MILLIS - Math.floorMod(epochMillis, MILLIS);
  }

  int used() {
    return counted + uncounted + open;
  }

  void sent(int weight) {
    open += weight;
  }

  /**
   * A call is over.
   *
   * @param sentIn the window that it was sent in
   * @param venueCount the venue's count; negative when it did not say
   */
  void answered(int weight, long sentIn, long venueCount) {
    open -= weight;
    if (venueCount >= 0 && sentIn == window) {
      counted = (int) Math.min(Math.max(counted, venueCount), Integer.MAX_VALUE / 4);
    } else {
      // Sent before the window began: the venue's count may be that of the window before.
      uncounted += weight;
    }
  }
}
