package io.alphaflow.indicator;

/** An indicator of a series of numbers, for example of closing prices. */
public interface SeriesIndicator extends Indicator {

  /**
   * Takes the next number of the series.
   *
   * @return {@link #value()} after it
   * @throws IllegalArgumentException when it is not finite: one such number would spoil every later
   *     value
   */
  double update(double number);
}
