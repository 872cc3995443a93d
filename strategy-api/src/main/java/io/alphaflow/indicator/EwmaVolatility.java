package io.alphaflow.indicator;

import io.alphaflow.parameter.ParameterSpec;

/**
 * Exponentially weighted volatility: the root of {@code v[t] = λ v[t-1] + (1 - λ) r[t]²} with the
 * log return {@code r[t] = ln(x[t] / x[t-1])}; for one step, not scaled to a year.
 *
 * <p>Source: J.P. Morgan/Reuters, RiskMetrics Technical Document, 4th edition, 1996; λ = 0.94 for
 * daily numbers. Seed: by default the mean of the first N squared returns at the N-th; with {@link
 * Seed#FIRST_VALUE} the first of them. Warm-up: N + 1 numbers; before that {@link Double#NaN}. A
 * number that is not above 0 has no logarithm: the steps to it and from it are passed over.
 *
 * <p>The logarithm is {@link StrictMath#log}: that of {@link Math} may differ in the last digit
 * from machine to machine, and a replay elsewhere must give the same signals.
 */
public final class EwmaVolatility implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "ewma-volatility",
              "Exponentially weighted volatility of log returns",
              values ->
                  new EwmaVolatility(
                      values.number("lambda"), values.integer("period"), Seed.of(values)))
          .formula("sqrt(v); v[t] = λ v[t-1] + (1 - λ) ln(x[t] / x[t-1])²; for one step")
          .reference("J.P. Morgan/Reuters, RiskMetrics Technical Document, 1996")
          .parameters(
              ParameterSpec.number("lambda", 0.94, 0, 0.999999, "λ, weight of the past"),
              IndicatorDescriptor.period("period", 20, "N, returns for the seed"),
              Seed.PARAMETER)
          .output("value", "standard deviation of a step's log return; 0.01 is about 1 %")
          .warmUp("N + 1")
          .seeding("mean: of the first N squared returns; first-value: the first of them")
          .build();

  private double lambda;
  private int period;
  private Seed seed = Seed.MEAN;
  private int returns;
  private double last;
  private double variance;

  /** Used by the state codec. */
  EwmaVolatility() {}

  /**
   * A volatility.
   *
   * @param lambda weight of the past, from 0 to below 1
   * @param period returns for the seed
   * @throws IllegalArgumentException when one is out of its bounds
   */
  public EwmaVolatility(double lambda, int period, Seed seed) {
    if (!(lambda >= 0 && lambda < 1)) {
      throw new IllegalArgumentException("lambda must be from 0 to below 1, is " + lambda);
    }
    this.lambda = lambda;
    this.period = Arguments.period(period);
    this.seed = seed;
  }

  @Override
  public double update(double number) {
    Arguments.finite(number);
    if (last > 0 && number > 0) {
      double step = StrictMath.log(number / last);
      add(step * step);
    }
    last = number;
    return value();
  }

  private void add(double square) {
    boolean filling = returns < period;
    if (filling) {
      returns++;
    }
    if (filling && (seed == Seed.MEAN || returns == 1)) {
      variance += (square - variance) / returns;
    } else {
      variance += (1 - lambda) * (square - variance);
    }
  }

  @Override
  public double value() {
    return isReady() ? Math.sqrt(variance) : Double.NaN;
  }

  @Override
  public boolean isReady() {
    return returns == period;
  }

  @Override
  public int warmUp() {
    return period + 1;
  }
}
