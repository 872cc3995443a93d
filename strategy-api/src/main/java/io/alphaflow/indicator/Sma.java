package io.alphaflow.indicator;

/**
 * Simple moving average: {@code (x[t-N+1] + … + x[t]) / N}.
 *
 * <p>Source: any textbook; checked against the tables of Skender's Stock.Indicators. Warm-up: N
 * numbers; before that {@link Double#NaN}. Error: at most N roundings, however long it runs (see
 * the package).
 */
public final class Sma implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "sma", "Simple moving average", values -> new Sma(values.integer("period")))
          .formula("(x[t-N+1] + … + x[t]) / N")
          .reference("any textbook; checked against Skender's Stock.Indicators")
          .parameters(IndicatorDescriptor.period(20))
          .output("value", "the mean")
          .warmUp("N")
          .build();

  private WindowSum sum;

  /** Used by the state codec. */
  Sma() {}

  /**
   * An average of the last {@code period} numbers.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Sma(int period) {
    sum = new WindowSum(period);
  }

  @Override
  public double update(double number) {
    sum.add(Arguments.finite(number));
    return value();
  }

  @Override
  public double value() {
    return sum.value() / sum.period();
  }

  @Override
  public boolean isReady() {
    return sum.isFull();
  }

  @Override
  public int warmUp() {
    return sum.period();
  }
}
