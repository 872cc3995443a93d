package io.alphaflow.indicator;

import java.math.BigDecimal;
import java.math.MathContext;

/** The definitions, from scratch, over a whole series and in exact decimals where sums are long. */
final class Naive {

  private static final MathContext DIGITS = new MathContext(60);

  private Naive() {}

  static double mean(double[] series, int end, int period) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = end - period; i < end; i++) {
      sum = sum.add(new BigDecimal(series[i]));
    }
    return sum.divide(BigDecimal.valueOf(period), DIGITS).doubleValue();
  }

  static double deviation(double[] series, int end, int period) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = end - period; i < end; i++) {
      sum = sum.add(new BigDecimal(series[i]));
    }
    BigDecimal mean = sum.divide(BigDecimal.valueOf(period), DIGITS);
    BigDecimal squares = BigDecimal.ZERO;
    for (int i = end - period; i < end; i++) {
      squares = squares.add(new BigDecimal(series[i]).subtract(mean).pow(2));
    }
    return Math.sqrt(squares.divide(BigDecimal.valueOf(period), DIGITS).doubleValue());
  }

  static double ema(double[] series, int end, int period) {
    double average = mean(series, period, period);
    double alpha = 2.0 / (period + 1);
    for (int i = period; i < end; i++) {
      average = alpha * series[i] + (1 - alpha) * average;
    }
    return average;
  }

  static double rsi(double[] series, int end, int period) {
    double rise = 0;
    double fall = 0;
    for (int i = 1; i <= period; i++) {
      rise += Math.max(series[i] - series[i - 1], 0) / period;
      fall += Math.max(series[i - 1] - series[i], 0) / period;
    }
    for (int i = period + 1; i < end; i++) {
      rise = (rise * (period - 1) + Math.max(series[i] - series[i - 1], 0)) / period;
      fall = (fall * (period - 1) + Math.max(series[i - 1] - series[i], 0)) / period;
    }
    return rise + fall == 0 ? 50 : 100 - 100 / (1 + rise / fall);
  }

  static double highest(double[] series, int end, int period) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = end - period; i < end; i++) {
      highest = Math.max(highest, series[i]);
    }
    return highest;
  }

  static double lowest(double[] series, int end, int period) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = end - period; i < end; i++) {
      lowest = Math.min(lowest, series[i]);
    }
    return lowest;
  }
}
