package io.alphaflow.backtest.statistics;

/**
 * What the numbers were taken by; stands beside them.
 *
 * @param periodsPerYear of the annualisation
 * @param periodsFrom {@code options}, or {@code data} when the data decided
 * @param riskFree annual rate, a fraction
 * @param riskFreePerPeriod (1 + annual)^(1/p) − 1
 * @param confidence of the Sharpe ratio's interval
 * @param bootstrapSamples of it
 * @param seed of it
 * @param rollingWindow periods of the rolling Sharpe ratio
 * @param trials parameter sets that were tried, 1 or more
 * @param trialsVariance of their Sharpe ratios per period
 * @param trialsVarianceFrom {@code trials}, or {@code assumed} when it was not known and is that of
 *     an estimate without skill, 1/(n−1)
 */
public record Conventions(
    int periodsPerYear,
    String periodsFrom,
    double riskFree,
    double riskFreePerPeriod,
    double confidence,
    int bootstrapSamples,
    long seed,
    int rollingWindow,
    int trials,
    double trialsVariance,
    String trialsVarianceFrom) {

  private static final int QUARTERS = 4;

  static Conventions of(StatisticsOptions options, int periods, int variants, long observations) {
    boolean known = Double.isFinite(options.trials().variance());
    int trials = options.trials().count() > 0 ? options.trials().count() : variants;
    return new Conventions(
        periods,
        options.periodsPerYear() > 0 ? "options" : "data",
        options.riskFree(),
        Math.pow(1 + options.riskFree(), 1.0 / periods) - 1,
        options.confidence(),
        options.bootstrapSamples(),
        options.seed(),
        options.rollingWindow() > 0 ? options.rollingWindow() : Math.max(2, periods / QUARTERS),
        Math.max(1, trials),
        known ? options.trials().variance() : SharpeTests.varianceWithoutSkill(observations),
        known ? "trials" : "assumed");
  }
}
