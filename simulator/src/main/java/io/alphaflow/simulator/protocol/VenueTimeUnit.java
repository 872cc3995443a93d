package io.alphaflow.simulator.protocol;

import java.util.Locale;

/** The unit of the times in an answer; the client chooses, milliseconds unless told. */
public enum VenueTimeUnit {
  /** Epoch milliseconds. */
  MILLISECOND,
  /** Epoch microseconds. */
  MICROSECOND;

  // 1e14 ms is the year 5138, 1e14 µs is 1973.
  private static final long FIRST_MICROS = 100_000_000_000_000L;

  /**
   * Reads a client's choice.
   *
   * @param text null or empty for the default
   */
  public static VenueTimeUnit parse(String text) {
    if (text == null || text.isEmpty()) {
      return MILLISECOND;
    }
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "MILLISECOND" -> MILLISECOND;
      case "MICROSECOND" -> MICROSECOND;
      default ->
          throw ApiException.of(
              -1194, "Invalid value for time unit; expected either MICROSECOND or MILLISECOND.");
    };
  }

  /** A time in this unit. */
  public long of(long micros) {
    return this == MICROSECOND ? micros : Math.floorDiv(micros, 1_000L);
  }

  /** A client's epoch time, milliseconds or microseconds by its size, as epoch µs. */
  public static long toMicros(long clientTime) {
    return clientTime >= FIRST_MICROS ? clientTime : Math.multiplyExact(clientTime, 1_000L);
  }
}
