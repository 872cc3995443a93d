package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;

/** Limits and observed values as text with their unit. */
final class Text {

  private static final long SECOND = 1_000_000L;

  private Text() {}

  /** {@code 5000 USD}. */
  static String amount(long value, String unit) {
    return Fixed8.format(value) + " " + unit;
  }

  /** {@code 60 s}, {@code 0.25 s}. */
  static String seconds(long micros) {
    return Fixed8.format(Math.multiplyExact(micros, Fixed8.ONE / SECOND)) + " s";
  }
}
