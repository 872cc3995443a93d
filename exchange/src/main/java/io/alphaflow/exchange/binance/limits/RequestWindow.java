package io.alphaflow.exchange.binance.limits;

/**
 * What is used of a limit in the current window. Binance counts in windows that are aligned to the
 * wall clock. Its own count in an answer is right when it was made, so what we know is the highest
 * of those, what is still on its way, and what was answered without a count. Not thread-safe.
 */
final class RequestWindow {

  private final long millis;
  private long window = Long.MIN_VALUE;
  private int counted;
  private int uncounted;
  private int open;

  /** A window of so many milliseconds. */
  RequestWindow(long millis) {
    this.millis = millis;
  }

  /** Begins another window when it is time, and says which one it is. */
  long at(long epochMillis) {
    long now = Math.floorDiv(epochMillis, millis);
    if (now != window) {
      window = now;
      counted = 0;
      uncounted = 0;
    }
    return window;
  }

  long untilNext(long epochMillis) {
    return untilNext(epochMillis, millis);
  }

  static long untilNext(long epochMillis, long millis) {
    return millis - Math.floorMod(epochMillis, millis);
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
