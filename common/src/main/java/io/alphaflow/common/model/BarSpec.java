package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.alphaflow.common.money.Fixed8;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What makes a bar: a length of time, a number of trades, or a volume. Bars of time begin at whole
 * multiples of their length since the epoch, UTC.
 *
 * @param label as records show it: {@code 1s}, {@code 1m}, {@code 4h}, {@code 1d}, {@code 100t} for
 *     trades, {@code 10v} for base quantity
 * @param kind what is counted
 * @param size microseconds, trades, or base quantity in units of 1e-8; above 0
 */
public record BarSpec(String label, Kind kind, long size) implements Serializable {

  /** What a bar counts. */
  public enum Kind {
    /** Market time, microseconds. */
    TIME,
    /** Trades. */
    TICKS,
    /** Base quantity, units of 1e-8. */
    VOLUME
  }

  /** The bars that are built and published when nothing is configured. */
  public static final List<BarSpec> PUBLISHED =
      Stream.of("1s", "1m", "5m", "15m", "1h", "4h", "1d").map(BarSpec::parse).toList();

  private static final String EXPECTED =
      "expected a time such as 1s, 5m, 4h or 1d, a number of trades such as 100t, or a base volume"
          + " such as 10v";

  /**
   * Reads a label.
   *
   * @throws IllegalArgumentException when it is none; the message says what would be
   */
  @JsonCreator
  public static BarSpec parse(String label) {
    String text = label.strip();
    if (text.length() < 2) {
      throw wrong(label);
    }
    String number = text.substring(0, text.length() - 1);
    try {
      if (text.endsWith("ms")) {
        return time(Duration.ofMillis(positive(text.substring(0, text.length() - 2))));
      }
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> time(Duration.ofSeconds(positive(number)));
        case 'm' -> time(Duration.ofMinutes(positive(number)));
        case 'h' -> time(Duration.ofHours(positive(number)));
        case 'd' -> time(Duration.ofDays(positive(number)));
        case 't' -> new BarSpec(positive(number) + "t", Kind.TICKS, positive(number));
        case 'v' -> volume(Fixed8.parse(number));
        default -> throw wrong(label);
      };
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(label);
    }
  }

  /**
   * Bars of a length of time.
   *
   * @throws IllegalArgumentException when it is not a whole number of milliseconds above 0
   */
  public static BarSpec time(Duration length) {
    long millis = length.toMillis();
    if (millis <= 0 || !Duration.ofMillis(millis).equals(length)) {
      throw new IllegalArgumentException(
          "a bar of " + length + " is not possible, expected whole milliseconds above 0");
    }
    return new BarSpec(timeLabel(millis), Kind.TIME, TimeUnit.MILLISECONDS.toMicros(millis));
  }

  private static BarSpec volume(long quantity) {
    if (quantity <= 0) {
      throw new NumberFormatException();
    }
    return new BarSpec(Fixed8.format(quantity) + "v", Kind.VOLUME, quantity);
  }

  private static long positive(String number) {
    long value = Long.parseLong(number);
    if (value <= 0) {
      throw new NumberFormatException();
    }
    return value;
  }

  private static IllegalArgumentException wrong(String label) {
    return new IllegalArgumentException("\"" + label + "\" is not a bar, " + EXPECTED);
  }

  private static String timeLabel(long millis) {
    if (millis % 86_400_000 == 0) {
      return millis / 86_400_000 + "d";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }

  /** Whether bars of this label are counted 1, 2, 3, … instead of being numbered by their time. */
  public static boolean isCounted(String label) {
    return label.endsWith("t") || label.endsWith("v");
  }

  /** Whether it is a length of time. */
  public boolean isTime() {
    return kind == Kind.TIME;
  }

  /** Start of the bar of time that a time falls into, epoch microseconds UTC. */
  public long openTime(long time) {
    return time - Math.floorMod(time, size);
  }

  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
