package io.alphaflow.history.format;

import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.csv.Lines;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Reads times: epoch microseconds UTC of a cell. */
final class TimeColumn {

  /** 1971-01-01: a smaller number was meant as something else. */
  private static final long EARLIEST = 365L * 86_400 * 1_000_000;

  // Up to the year 5138 in each unit; what is larger is of the next finer unit.
  private static final long SECONDS_BELOW = 100_000_000_000L;
  private static final long MILLIS_BELOW = SECONDS_BELOW * 1_000;
  private static final long MICROS_BELOW = MILLIS_BELOW * 1_000;

  private final int cell;
  private final TimeFormat format;
  private final ZoneId zone;
  private final long latest;
  private final DateTimeFormatter text;

  /**
   * A column.
   *
   * @param zone of times that say none
   * @param latest the latest plausible time, epoch microseconds UTC
   */
  TimeColumn(int cell, TimeFormat format, ZoneId zone, long latest) {
    this.cell = cell;
    this.format = format;
    this.zone = zone;
    this.latest = latest;
    this.text =
        switch (format) {
          case MONTH_FIRST -> withTime("M/d/yyyy");
          case DAY_FIRST -> withTime("d/M/yyyy");
          default -> iso();
        };
  }

  private static DateTimeFormatter withTime(String date) {
    return new DateTimeFormatterBuilder()
        .appendPattern(date + "[[','][ ]H:mm[:ss]]")
        .appendOptional(DateTimeFormatter.ofPattern(" a", Locale.ENGLISH))
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
        .toFormatter(Locale.ROOT);
  }

  private static DateTimeFormatter iso() {
    return new DateTimeFormatterBuilder()
        .appendPattern("[yyyy-MM-dd][yyyyMMdd]['T'][' ']")
        .optionalStart()
        .appendPattern("HH:mm[:ss]")
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
        .optionalEnd()
        .appendPattern("[ ]['UTC'][XXX][XX][X]")
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .toFormatter(Locale.ROOT);
  }

  int cell() {
    return cell;
  }

  TimeFormat format() {
    return format;
  }

  /** The time of the line. */
  long micros(Lines line) throws BadLine {
    long micros = format.isNumber() ? ofNumber(line) : ofText(line.text(cell));
    if (micros < EARLIEST || micros > latest) {
      throw new BadLine(
          Fault.TIME_IMPLAUSIBLE,
          "the time \"%s\" is %s, expected from 1971 until now"
              .formatted(line.text(cell), Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
    }
    return micros;
  }

  private long ofNumber(Lines line) throws BadLine {
    long number;
    try {
      number = line.integer(cell, "time");
    } catch (BadLine e) {
      if (e.fault() == Fault.EMPTY_VALUE) {
        throw e;
      }
      return ofFraction(line);
    }
    TimeUnit unit = unit(number);
    if (unit != TimeUnit.MICROSECONDS && Math.abs(number) > Long.MAX_VALUE / 1_000_000) {
      return unit == TimeUnit.NANOSECONDS ? number / 1_000 : Long.MAX_VALUE;
    }
    return unit.toMicros(number);
  }

  /** Such as {@code 1385337600.25}: seconds, unless the option says something else. */
  private long ofFraction(Lines line) throws BadLine {
    try {
      if (format == TimeFormat.EPOCH || format == TimeFormat.S) {
        return line.decimal(cell, "time") / 100;
      }
    } catch (BadLine e) {
      // Told below, as a time.
    }
    throw unreadable(line.text(cell), "a number of " + format.label());
  }

  private TimeUnit unit(long number) {
    return switch (format) {
      case S -> TimeUnit.SECONDS;
      case MS -> TimeUnit.MILLISECONDS;
      case US -> TimeUnit.MICROSECONDS;
      case NS -> TimeUnit.NANOSECONDS;
      default -> unitOf(number);
    };
  }

  /** The unit that puts a number of an epoch near our time. */
  static TimeUnit unitOf(long number) {
    if (number < SECONDS_BELOW) {
      return TimeUnit.SECONDS;
    }
    if (number < MILLIS_BELOW) {
      return TimeUnit.MILLISECONDS;
    }
    return number < MICROS_BELOW ? TimeUnit.MICROSECONDS : TimeUnit.NANOSECONDS;
  }

  private long ofText(String value) throws BadLine {
    if (value.isEmpty()) {
      throw new BadLine(Fault.EMPTY_VALUE, "time is empty");
    }
    try {
      TemporalAccessor parsed = text.parse(value);
      ZoneId own =
          parsed.isSupported(ChronoField.OFFSET_SECONDS)
              ? ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))
              : value.endsWith("UTC") ? ZoneOffset.UTC : zone;
      Instant instant = LocalDateTime.from(parsed).atZone(own).toInstant();
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    } catch (DateTimeException | ArithmeticException e) {
      throw unreadable(value, "a date as --time-format " + format.label() + " has it");
    }
  }

  private static BadLine unreadable(String value, String expected) {
    return new BadLine(Fault.TIME_UNREADABLE, "the time \"" + value + "\" is not " + expected);
  }
}
