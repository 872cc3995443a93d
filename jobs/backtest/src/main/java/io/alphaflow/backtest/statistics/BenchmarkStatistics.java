package io.alphaflow.backtest.statistics;

import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * Against buying the benchmark and holding it over the same days. All NaN without one.
 *
 * @param totalReturn of the benchmark
 * @param cagr of the benchmark
 * @param volatility of the benchmark, a year
 * @param maxDrawdown of the benchmark at day ends
 * @param excessReturn total return above the benchmark's
 * @param alpha of a year, what β does not explain
 * @param beta slope of the returns over the benchmark's
 * @param correlation of the returns with the benchmark's
 * @param informationRatio of a year
 * @param trackingError deviation of the difference, a year
 */
public record BenchmarkStatistics(
    double totalReturn,
    double cagr,
    double volatility,
    double maxDrawdown,
    double excessReturn,
    double alpha,
    double beta,
    double correlation,
    double informationRatio,
    double trackingError) {

  static BenchmarkStatistics of(DailySeries series, Conventions conventions) {
    double[] benchmark = series.benchmarkReturns();
    double nan = Double.NaN;
    if (benchmark.length < 2) {
      return new BenchmarkStatistics(nan, nan, nan, nan, nan, nan, nan, nan, nan, nan);
    }
    double[] returns = series.returns();
    int periods = conventions.periodsPerYear();
    double yearly = Math.sqrt(periods);
    double covariance = new Covariance().covariance(returns, benchmark);
    double deviation = Numbers.deviation(benchmark);
    double beta = Numbers.ratio(covariance, deviation * deviation);
    double riskFree = conventions.riskFreePerPeriod();
    double alpha = Numbers.mean(returns) - riskFree - beta * (Numbers.mean(benchmark) - riskFree);
    double[] difference = new double[returns.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = returns[i] - benchmark[i];
    }
    double growth = PeriodStatistics.growth(series.benchmark());
    return new BenchmarkStatistics(
        growth - 1,
        PeriodStatistics.annual(growth, series.elapsedDays()),
        deviation * yearly,
        Numbers.min(DailySeries.drawdown(series.benchmark())),
        PeriodStatistics.growth(series.equity()) - growth,
        alpha * periods,
        beta,
        Numbers.ratio(covariance, deviation * Numbers.deviation(returns)),
        Numbers.meanOverDeviation(difference) * yearly,
        Numbers.deviation(difference) * yearly);
  }
}
