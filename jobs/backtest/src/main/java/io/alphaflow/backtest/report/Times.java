package io.alphaflow.backtest.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as people read them, UTC. */
final class Times {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Times() {}

  /** A moment to the minute. */
  static String minute(long micros) {
    return MINUTES.format(instant(micros));
  }

  /** A moment to the second. */
  static String text(long micros) {
    return SECONDS.format(instant(micros));
  }

  /** A moment to the microsecond, ISO 8601. */
  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** A day that is counted from 1970-01-01. */
  static String day(long day) {
    return LocalDate.ofEpochDay(day).toString();
  }
}
