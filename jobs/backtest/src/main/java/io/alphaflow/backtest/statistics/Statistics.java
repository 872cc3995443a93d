package io.alphaflow.backtest.statistics;

import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.EquityCurve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All statistics of a result. The same result and options give the same numbers, to the last bit.
 *
 * @param conventions what they were taken by
 * @param period of returns at day ends
 * @param benchmark against buying and holding it
 * @param trades of round trips
 * @param exposure how much was at stake
 * @param costs what trading cost
 * @param execution quality of it
 * @param drawdowns the worst, deepest first
 * @param months returns of calendar months
 * @param rollingSharpe over a moving window
 * @param daily the samples that they are taken of
 */
public record Statistics(
    Conventions conventions,
    PeriodStatistics period,
    BenchmarkStatistics benchmark,
    TradeStatistics trades,
    ExposureStatistics exposure,
    CostStatistics costs,
    ExecutionStatistics execution,
    List<Drawdown> drawdowns,
    List<MonthlyReturn> months,
    RollingSharpe rollingSharpe,
    DailySeries daily) {

  /** Takes them. */
  public static Statistics of(BacktestResult result, StatisticsOptions options) {
    EquityCurve curve = result.equity();
    int periods =
        options.periodsPerYear() > 0
            ? options.periodsPerYear()
            : TradingCalendar.periodsPerYear(curve);
    DailySeries daily = DailySeries.of(curve, periods);
    Conventions conventions =
        Conventions.of(options, periods, result.assumptions().variants(), daily.size());
    List<Drawdown> drawdowns = Drawdown.of(daily);
    double deepest = Numbers.min(DailySeries.drawdown(curve.equity()));
    return new Statistics(
        conventions,
        PeriodStatistics.of(daily, drawdowns, deepest, conventions, options),
        BenchmarkStatistics.of(daily, conventions),
        TradeStatistics.of(result.roundTrips()),
        ExposureStatistics.of(curve, result.fills()),
        CostStatistics.of(result.fills(), result.roundTrips()),
        ExecutionStatistics.of(result),
        List.copyOf(drawdowns.subList(0, Math.min(options.drawdowns(), drawdowns.size()))),
        List.copyOf(MonthlyReturn.of(daily)),
        RollingSharpe.of(daily, conventions),
        daily);
  }

  /** Sharpe ratio per period, what {@link Trials#of} wants. */
  public double sharpePerPeriod() {
    return period.sharpe() / Math.sqrt(conventions.periodsPerYear());
  }

  /** Every metric by its key, in the order of {@link Metric}. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      values.put(metric.key(), metric.of(this));
    }
    return values;
  }

  /** As JSON: fields in the order of the records, what is undefined is {@code null}. */
  public String toJson() {
    return StatisticsJson.write(this);
  }
}
