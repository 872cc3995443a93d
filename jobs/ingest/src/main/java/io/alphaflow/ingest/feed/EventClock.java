package io.alphaflow.ingest.feed;

/**
 * Market time as the highest time that was seen. A leap of more than an hour is not followed until
 * three times in a row say the same, so that one broken time does not move the clock for good.
 */
final class EventClock {

  private static final long LEAP_MICROS = 3_600_000_000L;
  private static final int WITNESSES = 3;

  private long now;
  private int leaps;

  /** Epoch microseconds UTC; 0 before the first time. */
  long now() {
    return now;
  }

  /**
   * Takes a time.
   *
   * @return false when it is the first of a leap, which is not followed yet
   */
  boolean observe(long time) {
    if (now > 0 && time - now > LEAP_MICROS) {
      leaps++;
      if (leaps < WITNESSES) {
        return leaps > 1;
      }
    }
    leaps = 0;
    now = Math.max(now, time);
    return true;
  }
}
