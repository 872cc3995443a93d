package io.alphaflow.strategies;

/** Two parameters that must be in order. */
final class Thresholds {

  private Thresholds() {}

  /**
   * Checks that the first is below the second.
   *
   * @throws IllegalArgumentException when it is not, naming both
   */
  static void requireBelow(String low, double lowValue, String high, double highValue) {
    if (lowValue >= highValue) {
      throw new IllegalArgumentException(
          low
              + " "
              + plain(lowValue)
              + " is not accepted with "
              + high
              + " "
              + plain(highValue)
              + "; expected "
              + low
              + " below "
              + high);
    }
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
