package io.alphaflow.backtest.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * A fall of the equity at day ends from a peak until it is reached again. Days are counted from
 * 1970-01-01.
 *
 * @param start the day of the peak
 * @param valley the day of the lowest equity
 * @param recovered the first day on which the peak was reached again; empty when it was not
 * @param end that day, or the last one of the series
 * @param depth of the valley below the peak, negative, a fraction
 */
public record Drawdown(long start, long valley, OptionalLong recovered, long end, double depth) {

  /** Days below the peak. */
  public long length() {
    return end - start;
  }

  /** All of a series, the deepest first, of equal ones the earlier. */
  static List<Drawdown> of(DailySeries series) {
    List<Drawdown> all = new ArrayList<>();
    double[] drawdown = series.drawdown();
    long[] days = series.days();
    int i = 1;
    while (i < drawdown.length) {
      if (drawdown[i] >= 0) {
        i++;
        continue;
      }
      int start = i - 1;
      int valley = i;
      while (i < drawdown.length && drawdown[i] < 0) {
        valley = drawdown[i] < drawdown[valley] ? i : valley;
        i++;
      }
      boolean recovered = i < drawdown.length;
      all.add(
          new Drawdown(
              days[start],
              days[valley],
              recovered ? OptionalLong.of(days[i]) : OptionalLong.empty(),
              recovered ? days[i] : days[days.length - 1],
              drawdown[valley]));
    }
    all.sort(Comparator.comparingDouble(Drawdown::depth).thenComparingLong(Drawdown::start));
    return all;
  }
}
