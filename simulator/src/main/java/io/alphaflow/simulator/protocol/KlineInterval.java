package io.alphaflow.simulator.protocol;

import java.time.Duration;
import java.util.Map;

/**
 * A kline interval of fixed length. Intervals begin at whole multiples of their length since the
 * epoch, weeks on Mondays; the venue's calendar month is not among them.
 *
 * @param micros its length in µs
 * @param offsetMicros where the first begins, epoch µs
 */
record KlineInterval(long micros, long offsetMicros) {

  private static final Map<String, Duration> LENGTHS =
      Map.ofEntries(
          Map.entry("1s", Duration.ofSeconds(1)),
          Map.entry("1m", Duration.ofMinutes(1)),
          Map.entry("3m", Duration.ofMinutes(3)),
          Map.entry("5m", Duration.ofMinutes(5)),
          Map.entry("15m", Duration.ofMinutes(15)),
          Map.entry("30m", Duration.ofMinutes(30)),
          Map.entry("1h", Duration.ofHours(1)),
          Map.entry("2h", Duration.ofHours(2)),
          Map.entry("4h", Duration.ofHours(4)),
          Map.entry("6h", Duration.ofHours(6)),
          Map.entry("8h", Duration.ofHours(8)),
          Map.entry("12h", Duration.ofHours(12)),
          Map.entry("1d", Duration.ofDays(1)),
          Map.entry("3d", Duration.ofDays(3)),
          Map.entry("1w", Duration.ofDays(7)));

  // 1970-01-05 was a Monday.
  private static final Duration FIRST_MONDAY = Duration.ofDays(4);

  static KlineInterval parse(String name) {
    Duration length = LENGTHS.get(name);
    if (length == null) {
      throw ApiException.of(-1120, "Invalid interval.");
    }
    long offset = name.equals("1w") ? FIRST_MONDAY.toMillis() * 1_000 : 0;
    return new KlineInterval(length.toMillis() * 1_000, offset);
  }

  /** The beginning of the interval in which a time lies, epoch µs. */
  long start(long timeMicros) {
    return Math.floorDiv(timeMicros - offsetMicros, micros) * micros + offsetMicros;
  }
}
