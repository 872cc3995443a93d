package io.alphaflow.backtest.statistics;

import java.util.Arrays;

/**
 * Sharpe ratio of a year over a window that moves on by a day.
 *
 * @param days counted from 1970-01-01, the last one of each window
 * @param values NaN where nothing deviates
 */
public record RollingSharpe(long[] days, double[] values) {

  static RollingSharpe of(DailySeries series, Conventions conventions) {
    int window = conventions.rollingWindow();
    int count = Math.max(0, series.size() - window + 1);
    double[] excess = Numbers.less(series.returns(), conventions.riskFreePerPeriod());
    long[] days = new long[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      days[i] = series.days()[i + window];
      values[i] =
          Numbers.meanOverDeviation(Arrays.copyOfRange(excess, i, i + window))
              * Math.sqrt(conventions.periodsPerYear());
    }
    return new RollingSharpe(days, values);
  }
}
