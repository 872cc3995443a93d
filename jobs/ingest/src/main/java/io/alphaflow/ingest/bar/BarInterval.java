package io.alphaflow.ingest.bar;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The length of bars. Bars begin at whole multiples of it since the epoch, UTC.
 *
 * @param label as records show it, for example {@code 1m}
 * @param micros length in microseconds
 */
public record BarInterval(String label, long micros) implements Serializable {

  /**
   * The interval of a length.
   *
   * @throws IllegalArgumentException when it is not a whole number of milliseconds above 0
   */
  public static BarInterval of(Duration length) {
    long millis = length.toMillis();
    if (millis <= 0 || !Duration.ofMillis(millis).equals(length)) {
      throw new IllegalArgumentException(
          "a bar of " + length + " is not possible, expected whole milliseconds above 0");
    }
    return new BarInterval(label(millis), TimeUnit.MILLISECONDS.toMicros(millis));
  }

  private static String label(long millis) {
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

  /** Start of the bar that a time falls into. */
  public long openTime(long time) {
    return time - Math.floorMod(time, micros);
  }
}
