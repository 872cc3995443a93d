package io.alphaflow.backtest.statistics;

import io.alphaflow.backtest.result.EquityCurve;
import java.util.Arrays;

/**
 * An equity curve sampled at UTC day ends. The first sample is the start, the others are the last
 * point of each day; the last day may be a part of one. With 365 periods a year a day without a
 * point has the equity of the day before, with any other number it is left out.
 *
 * <p>An account that is worth nothing ends the series: there is no return on nothing.
 *
 * @param days counted from 1970-01-01, of each sample
 * @param equity of each sample
 * @param drawdown of each sample below the highest so far, 0 or less, a fraction
 * @param returns of each sample but the first, fractions
 * @param benchmark price at each sample; empty without one
 * @param elapsedDays between the first and the last sample, with fractions
 */
public record DailySeries(
    long[] days,
    double[] equity,
    double[] drawdown,
    double[] returns,
    double[] benchmark,
    double elapsedDays) {

  /** Samples a curve. */
  static DailySeries of(EquityCurve curve, int periodsPerYear) {
    int size = curve.size();
    if (size == 0) {
      double[] none = {};
      return new DailySeries(new long[0], none, none, none, none, Double.NaN);
    }
    boolean everyDay = periodsPerYear == TradingCalendar.EVERY_DAY;
    long[] times = curve.times();
    long first = TradingCalendar.day(times[0]);
    boolean startsWithin = size > 1 && TradingCalendar.day(times[1]) == first;
    Samples samples = new Samples(curve);
    samples.add(startsWithin ? first - 1 : first, 0);
    for (int i = 1; i < size && samples.lastEquity() > 0; i++) {
      long day = TradingCalendar.day(times[i]);
      if (i + 1 < size && TradingCalendar.day(times[i + 1]) == day) {
        continue;
      }
      while (everyDay && samples.lastDay() + 1 < day) {
        samples.add(samples.lastDay() + 1, samples.lastPoint());
      }
      samples.add(day, i);
    }
    return samples.series();
  }

  /** How many returns. */
  public int size() {
    return returns.length;
  }

  /** Returns of the benchmark; empty without one. */
  double[] benchmarkReturns() {
    return benchmark.length == 0 ? benchmark : changes(benchmark);
  }

  /** Change of each value from the one before. */
  static double[] changes(double[] values) {
    double[] changes = new double[Math.max(0, values.length - 1)];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = values[i + 1] / values[i] - 1;
    }
    return changes;
  }

  /** How far each value is below the highest so far, 0 or less. */
  static double[] drawdown(double[] values) {
    double[] drawdown = new double[values.length];
    double peak = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      peak = Math.max(peak, values[i]);
      drawdown[i] = values[i] / peak - 1;
    }
    return drawdown;
  }

  /** Samples as they are taken: of which day, and which point of the curve. */
  private static final class Samples {
    private final EquityCurve curve;
    private long[] days = new long[64];
    private int[] points = new int[64];
    private int size;

    Samples(EquityCurve curve) {
      this.curve = curve;
    }

    void add(long day, int point) {
      if (size == days.length) {
        days = Arrays.copyOf(days, size * 2);
        points = Arrays.copyOf(points, size * 2);
      }
      days[size] = day;
      points[size++] = point;
    }

    long lastDay() {
      return days[size - 1];
    }

    int lastPoint() {
      return points[size - 1];
    }

    double lastEquity() {
      return curve.equity()[lastPoint()];
    }

    DailySeries series() {
      double[] equity = column(curve.equity());
      double elapsed = curve.times()[lastPoint()] - curve.times()[0];
      return new DailySeries(
          Arrays.copyOf(days, size),
          equity,
          DailySeries.drawdown(equity),
          changes(equity),
          curve.benchmark().length == 0 ? new double[0] : column(curve.benchmark()),
          elapsed / TradingCalendar.DAY);
    }

    private double[] column(double[] values) {
      double[] column = new double[size];
      for (int i = 0; i < size; i++) {
        column[i] = values[points[i]];
      }
      return column;
    }
  }
}
