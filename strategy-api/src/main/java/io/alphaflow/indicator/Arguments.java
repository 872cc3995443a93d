package io.alphaflow.indicator;

/** Checks that all indicators share. */
final class Arguments {

  /** The longest window that a spec may ask for; it bounds the state. */
  static final int LONGEST = 10_000;

  private Arguments() {}

  static int period(int period) {
    if (period < 1) {
      throw new IllegalArgumentException("period must be at least 1, is " + period);
    }
    return period;
  }

  static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("an indicator takes finite numbers, got " + number);
    }
    return number;
  }
}
