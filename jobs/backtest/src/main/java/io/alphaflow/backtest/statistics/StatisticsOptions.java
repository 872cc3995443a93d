package io.alphaflow.backtest.statistics;

/**
 * How statistics are taken.
 *
 * @param periodsPerYear 365 for markets that never close, 252 for stocks; 0 lets the data decide
 *     ({@link TradingCalendar})
 * @param riskFree annual rate, a fraction
 * @param bootstrapSamples of the Sharpe ratio's interval; 0 leaves it out, as a sweep does
 * @param seed of the bootstrap
 * @param confidence of the interval, a fraction
 * @param rollingWindow periods of the rolling Sharpe ratio; 0 for a quarter of a year
 * @param drawdowns how many of the worst are listed
 * @param trials the search that the result was chosen from
 */
public record StatisticsOptions(
    int periodsPerYear,
    double riskFree,
    int bootstrapSamples,
    long seed,
    double confidence,
    int rollingWindow,
    int drawdowns,
    Trials trials) {

  /** Checks the ranges. */
  public StatisticsOptions {
    if (periodsPerYear < 0 || bootstrapSamples < 0 || rollingWindow < 0 || drawdowns < 0) {
      throw new IllegalArgumentException("negative option of statistics");
    }
    if (!(riskFree > -1) || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "risk-free rate " + riskFree + " or confidence " + confidence + " out of range");
    }
  }

  /** By the data, without a risk-free rate, 95 % interval of 2,000 samples. */
  public static StatisticsOptions defaults() {
    return new StatisticsOptions(0, 0, 2_000, 20_240_101, 0.95, 0, 10, Trials.OF_THE_RESULT);
  }

  /** The same with a number of periods in a year. */
  public StatisticsOptions withPeriodsPerYear(int periods) {
    return new StatisticsOptions(
        periods, riskFree, bootstrapSamples, seed, confidence, rollingWindow, drawdowns, trials);
  }

  /** The same with an annual risk-free rate. */
  public StatisticsOptions withRiskFree(double annual) {
    return new StatisticsOptions(
        periodsPerYear,
        annual,
        bootstrapSamples,
        seed,
        confidence,
        rollingWindow,
        drawdowns,
        trials);
  }

  /** The same with a number of bootstrap samples. */
  public StatisticsOptions withBootstrapSamples(int samples) {
    return new StatisticsOptions(
        periodsPerYear, riskFree, samples, seed, confidence, rollingWindow, drawdowns, trials);
  }

  /** The same with a window of the rolling Sharpe ratio. */
  public StatisticsOptions withRollingWindow(int window) {
    return new StatisticsOptions(
        periodsPerYear, riskFree, bootstrapSamples, seed, confidence, window, drawdowns, trials);
  }

  /** The same for a result that was chosen from these. */
  public StatisticsOptions withTrials(Trials search) {
    return new StatisticsOptions(
        periodsPerYear,
        riskFree,
        bootstrapSamples,
        seed,
        confidence,
        rollingWindow,
        drawdowns,
        search);
  }
}
