package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Limits and observed values as text with their unit. */
final class Text {

  private static final long SECOND = 1_000_000L;

  private Text() {}

  /** {@code 5000 USD}. */
  static String amount(long value, String unit) {
    return Fixed8.format(value) + " " + unit;
  }

  /** A value that may be as high as the limit, both with their unit. */
  static void atMost(Checks checks, DecisionCode code, long limit, long value, String unit) {
    checks.most(code, limit, value, unit);
    checks.require(code, value <= limit, () -> amount(limit, unit), () -> amount(value, unit));
  }

  /** A whole number in units of 1e-8; one that has no place there is the largest or smallest. */
  static long whole(long number) {
    return scaled(number, Fixed8.ONE);
  }

  /** Microseconds as seconds in units of 1e-8, bounded like {@link #whole}. */
  static long inSeconds(long micros) {
    return scaled(micros, Fixed8.ONE / SECOND);
  }

  private static long scaled(long number, long factor) {
    if (Math.abs(number) <= Long.MAX_VALUE / factor && number != Long.MIN_VALUE) {
      return number * factor;
    }
    return number < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** A time of day, UTC. */
  static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  /** {@code 60 s}, {@code 0.25 s}. */
  static String seconds(long micros) {
    return Fixed8.format(Math.multiplyExact(micros, Fixed8.ONE / SECOND)) + " s";
  }
}
