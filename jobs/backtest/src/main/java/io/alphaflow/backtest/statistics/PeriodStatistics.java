package io.alphaflow.backtest.statistics;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Kurtosis;
import org.apache.commons.math3.stat.descriptive.moment.Skewness;

/**
 * Period-based metrics: of the returns from day end to day end, whatever trades made them. {@link
 * Metric} has each one's formula. Fractions, not percent.
 *
 * @param observations how many returns
 * @param totalReturn of the span
 * @param cagr compound growth in a year of 365 days
 * @param volatility of a year
 * @param sharpe of a year
 * @param sharpeLow lower end of its interval
 * @param sharpeHigh upper end
 * @param probabilisticSharpe probability that the true ratio is above 0
 * @param luckySharpe of a year, what the best of the trials is expected to show without skill
 * @param deflatedSharpe probability that the true ratio is above that
 * @param sortino of a year
 * @param maxDrawdown at day ends, 0 or less
 * @param maxDrawdownEveryPoint at any point of the curve, 0 or less
 * @param longestDrawdownDays longest time below a peak
 * @param recoveryDays from the deepest valley until its peak was reached again; NaN when it was not
 * @param calmar growth over the deepest drawdown
 * @param omega gains over losses
 * @param tailRatio right tail over left tail
 * @param gainToPain sum of returns over sum of losses
 * @param ulcer index
 * @param martin return over the Ulcer index
 * @param var95 value at risk, a return
 * @param var99 value at risk, a return
 * @param cvar95 mean of the returns at or below it
 * @param cvar99 mean of the returns at or below it
 * @param skew bias-corrected
 * @param kurtosis bias-corrected, 0 for normal returns
 * @param bestDay highest return
 * @param worstDay lowest return
 * @param winningDays share of the days that were not flat
 */
public record PeriodStatistics(
    long observations,
    double totalReturn,
    double cagr,
    double volatility,
    double sharpe,
    double sharpeLow,
    double sharpeHigh,
    double probabilisticSharpe,
    double luckySharpe,
    double deflatedSharpe,
    double sortino,
    double maxDrawdown,
    double maxDrawdownEveryPoint,
    double longestDrawdownDays,
    double recoveryDays,
    double calmar,
    double omega,
    double tailRatio,
    double gainToPain,
    double ulcer,
    double martin,
    double var95,
    double var99,
    double cvar95,
    double cvar99,
    double skew,
    double kurtosis,
    double bestDay,
    double worstDay,
    double winningDays) {

  private static final double DAYS_OF_A_YEAR = 365;

  static PeriodStatistics of(
      DailySeries series,
      List<Drawdown> drawdowns,
      double maxDrawdownEveryPoint,
      Conventions conventions,
      StatisticsOptions options) {
    double[] returns = series.returns();
    double[] excess = Numbers.less(returns, conventions.riskFreePerPeriod());
    double yearly = Math.sqrt(conventions.periodsPerYear());
    double sharpe = Numbers.meanOverDeviation(excess);
    StationaryBootstrap.Interval interval =
        StationaryBootstrap.sharpe(
            excess, options.bootstrapSamples(), options.confidence(), options.seed());
    double skew = isFlat(returns) ? Double.NaN : new Skewness().evaluate(returns);
    double kurtosis = isFlat(returns) ? Double.NaN : new Kurtosis().evaluate(returns);
    int count = returns.length;
    double lucky = SharpeTests.expectedMaximum(conventions.trials(), conventions.trialsVariance());
    double total = growth(series.equity()) - 1;
    double cagr = annual(growth(series.equity()), series.elapsedDays());
    double maxDrawdown = count == 0 ? Double.NaN : Numbers.min(series.drawdown());
    double gains = Numbers.sum(Numbers.positive(returns));
    double losses = -Numbers.sum(Numbers.negative(returns));
    double ulcer = ulcer(series.drawdown());
    double var95 = Numbers.quantile(returns, 0.05);
    double var99 = Numbers.quantile(returns, 0.01);
    return new PeriodStatistics(
        count,
        total,
        cagr,
        Numbers.deviation(returns) * yearly,
        sharpe * yearly,
        interval.low() * yearly,
        interval.high() * yearly,
        SharpeTests.probabilistic(sharpe, 0, count, skew, kurtosis + 3),
        lucky * yearly,
        SharpeTests.probabilistic(sharpe, lucky, count, skew, kurtosis + 3),
        Numbers.ratio(Numbers.mean(excess), downside(excess)) * yearly,
        maxDrawdown,
        count == 0 ? Double.NaN : maxDrawdownEveryPoint,
        count == 0 ? Double.NaN : drawdowns.stream().mapToLong(Drawdown::length).max().orElse(0),
        recovery(drawdowns),
        Numbers.ratio(cagr, Math.abs(maxDrawdown)),
        Numbers.ratio(gains, losses),
        Math.abs(Numbers.ratio(Numbers.quantile(returns, 0.95), var95)),
        Numbers.ratio(gains - losses, losses),
        ulcer,
        Numbers.ratio(total, ulcer),
        var95,
        var99,
        meanUpTo(returns, var95),
        meanUpTo(returns, var99),
        skew,
        kurtosis,
        Numbers.max(returns),
        Numbers.min(returns),
        Numbers.ratio(
            Numbers.positive(returns).length,
            Numbers.positive(returns).length + Numbers.negative(returns).length));
  }

  private static boolean isFlat(double[] returns) {
    return returns.length == 0 || Numbers.max(returns) == Numbers.min(returns);
  }

  /** Last value over the first; NaN below two. */
  static double growth(double[] values) {
    return values.length < 2 ? Double.NaN : Numbers.ratio(values[values.length - 1], values[0]);
  }

  /** Growth less 1 in a year; NaN when nothing is left, or it took no time. */
  static double annual(double growth, double days) {
    double annual = Math.pow(growth, DAYS_OF_A_YEAR / days) - 1;
    return growth > 0 && days > 0 && Double.isFinite(annual) ? annual : Double.NaN;
  }

  /** Root mean square of the losses over all returns. */
  private static double downside(double[] returns) {
    double squares = 0;
    for (double r : returns) {
      squares += r < 0 ? r * r : 0;
    }
    return Math.sqrt(squares / returns.length);
  }

  /** The first sample, from which nothing can have fallen, is not counted. */
  private static double ulcer(double[] drawdown) {
    double squares = 0;
    for (double d : drawdown) {
      squares += d * d;
    }
    int returns = drawdown.length - 1;
    return returns < 2 ? Double.NaN : Math.sqrt(squares / (returns - 1));
  }

  private static double recovery(List<Drawdown> drawdowns) {
    if (drawdowns.isEmpty() || drawdowns.get(0).recovered().isEmpty()) {
      return Double.NaN;
    }
    return drawdowns.get(0).recovered().getAsLong() - drawdowns.get(0).valley();
  }

  private static double meanUpTo(double[] returns, double limit) {
    double sum = 0;
    int count = 0;
    for (double r : returns) {
      if (r <= limit) {
        sum += r;
        count++;
      }
    }
    return Numbers.ratio(sum, count);
  }
}
