package io.alphaflow.indicator;

/**
 * How many standard deviations a number lies above the mean of the last N, itself included: {@code
 * (x - mean) / deviation}.
 *
 * <p>Source: any textbook; the deviation is that of the population, see {@link StandardDeviation}.
 * Warm-up: N numbers; before that {@link Double#NaN}. When all N are equal it is 0.
 */
public final class ZScore implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "zscore", "Z-score", values -> new ZScore(values.integer("period")))
          .formula("(x[t] - mean) / population standard deviation, of the last N with x[t]")
          .reference("any textbook")
          .parameters(IndicatorDescriptor.period(20))
          .output("value", "distance in deviations; 0 when all N are equal")
          .warmUp("N")
          .build();

  private StandardDeviation deviation;
  private double last;

  /** Used by the state codec. */
  ZScore() {}

  /**
   * A score within the last {@code period} numbers.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public ZScore(int period) {
    deviation = new StandardDeviation(period);
  }

  @Override
  public double update(double number) {
    last = number;
    deviation.update(number);
    return value();
  }

  @Override
  public double value() {
    double spread = deviation.value();
    return spread == 0 ? 0 : (last - deviation.mean()) / spread;
  }

  @Override
  public boolean isReady() {
    return deviation.isReady();
  }

  @Override
  public int warmUp() {
    return deviation.warmUp();
  }
}
