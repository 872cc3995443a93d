package io.alphaflow.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times of records, epoch microseconds UTC, for persons. */
public final class Micros {

  private Micros() {}

  /** The clock of this machine. */
  public static long now() {
    return of(Instant.now());
  }

  /** A point in time. */
  public static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /**
   * Reads {@code 2024-01-31} or {@code 2024-01-31T09:30:00Z}, UTC.
   *
   * @throws DateTimeException when it is neither
   * @throws ArithmeticException when it is too far away
   */
  public static long parse(String text) {
    return of(
        text.length() == 10
            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
            : Instant.parse(text.endsWith("Z") ? text : text + "Z"));
  }

  /**
   * What an option says, epoch microseconds UTC.
   *
   * @param otherwise when it is not given
   * @throws UsageError when it is no time
   */
  public static long option(String option, String text, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new UsageError(
          option
              + " "
              + text
              + ": expected a time such as 2024-01-31 or 2024-01-31T09:30:00Z, UTC");
    }
  }

  /**
   * The day that an option says, UTC.
   *
   * @throws UsageError when it is none
   */
  public static LocalDate day(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new UsageError(option + " " + text + ": expected a day such as 2024-01-31, UTC");
    }
  }

  /** ISO-8601, UTC. */
  public static String iso(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
