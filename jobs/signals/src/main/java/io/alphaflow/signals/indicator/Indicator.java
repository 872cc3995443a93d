package io.alphaflow.signals.indicator;

/** A statistic of a series of numbers, for example of closing prices, taken one at a time. */
public interface Indicator {

  /**
   * Takes the next number of the series.
   *
   * @return {@link #value()} after it
   * @throws IllegalArgumentException when it is not finite: one such number would spoil every later
   *     value
   */
  double update(double number);

  /** The value after the last update; {@link Double#NaN} until {@link #isReady()}. */
  double value();

  /** Whether as many numbers came as the definition needs. */
  boolean isReady();

  /** How many numbers it takes until the first value. */
  int warmUp();
}
