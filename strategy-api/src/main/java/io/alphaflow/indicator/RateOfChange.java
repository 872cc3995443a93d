package io.alphaflow.indicator;

/**
 * Rate of change in percent, {@code 100 (x[t] / x[t-N] - 1)}, and momentum, {@code x[t] - x[t-N]}.
 *
 * <p>Source: any textbook; checked against TA-Lib's ROC and MOM. Warm-up: N + 1 numbers; before
 * that {@link Double#NaN}. From 0 there is no rate: then it is 0.
 */
public final class RateOfChange implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "roc",
              "Rate of change, and momentum",
              values -> new RateOfChange(values.integer("period")))
          .formula("100 (x[t] - x[t-N]) / x[t-N]; momentum: x[t] - x[t-N]")
          .reference("any textbook; checked against TA-Lib")
          .parameters(IndicatorDescriptor.period(10))
          .output("value", "the rate in percent; 0 when x[t-N] is 0")
          .output("momentum", "the difference")
          .warmUp("N + 1")
          .build();

  private LastNumbers window;
  private double before;
  private double last;
  private boolean ready;

  /** Used by the state codec. */
  RateOfChange() {}

  /**
   * A rate over {@code period} steps.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public RateOfChange(int period) {
    window = new LastNumbers(period);
  }

  @Override
  public double update(double number) {
    last = Arguments.finite(number);
    if (window.isFull()) {
      before = window.oldest();
      ready = true;
    }
    window.add(number);
    return value();
  }

  @Override
  public double value() {
    if (!ready) {
      return Double.NaN;
    }
    return before == 0 ? 0 : 100 * ((last - before) / before);
  }

  /** The difference. */
  public double momentum() {
    return ready ? last - before : Double.NaN;
  }

  @Override
  public double value(int output) {
    return output == 0 ? value() : momentum();
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public int warmUp() {
    return window.length() + 1;
  }
}
