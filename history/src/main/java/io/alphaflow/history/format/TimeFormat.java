package io.alphaflow.history.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a column says the time. */
public enum TimeFormat {
  /** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size. */
  EPOCH,
  /** Seconds since 1970. */
  S,
  /** Milliseconds since 1970. */
  MS,
  /** Microseconds since 1970. */
  US,
  /** Nanoseconds since 1970. */
  NS,
  /** {@code 2017-01-31}, {@code 2017-01-31 09:30}, {@code 2017-01-31T09:30:00.5Z}. */
  ISO,
  /** {@code 1/31/2017} or {@code 01/31/2017 09:30:00}: month first. */
  MONTH_FIRST,
  /** {@code 31/1/2017}: day first. */
  DAY_FIRST;

  /** As it is written on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a label.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static TimeFormat parse(String label) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + label
                        + "\" is not a time format, expected one of "
                        + Arrays.stream(values())
                            .map(TimeFormat::label)
                            .collect(Collectors.joining(", "))));
  }

  boolean isNumber() {
    return compareTo(ISO) < 0;
  }
}
