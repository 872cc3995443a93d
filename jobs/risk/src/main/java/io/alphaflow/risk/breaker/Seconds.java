package io.alphaflow.risk.breaker;

import io.alphaflow.common.money.Fixed8;

/** Spans of logical time for a person. */
final class Seconds {

  private static final long MICRO = Fixed8.ONE / 1_000_000;

  private Seconds() {}

  static String format(long micros) {
    return Fixed8.format(Math.multiplyExact(micros, MICRO));
  }
}
