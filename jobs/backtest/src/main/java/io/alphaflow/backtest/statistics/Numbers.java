package io.alphaflow.backtest.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/** Arithmetic that answers NaN where something is undefined. */
final class Numbers {

  /** A deviation smaller than this part of the mean is rounding, and the ratio undefined. */
  private static final double ROUNDING = 1e-12;

  private Numbers() {}

  /** A quotient; NaN when it is not a number that one can read. */
  static double ratio(double dividend, double divisor) {
    double quotient = dividend / divisor;
    return divisor != 0 && Double.isFinite(quotient) ? quotient : Double.NaN;
  }

  static double mean(double[] values) {
    return values.length == 0 ? Double.NaN : StatUtils.mean(values);
  }

  /** Sample deviation (n−1); NaN below two values. */
  static double deviation(double[] values) {
    return values.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(values));
  }

  /** Mean over sample deviation; NaN when nothing deviates. */
  static double meanOverDeviation(double[] values) {
    double mean = mean(values);
    double deviation = deviation(values);
    return deviation <= ROUNDING * Math.abs(mean) ? Double.NaN : ratio(mean, deviation);
  }

  /** Quantile with linear interpolation between order statistics (type 7); NaN of nothing. */
  static double quantile(double[] values, double share) {
    return new Percentile().withEstimationType(EstimationType.R_7).evaluate(values, share * 100);
  }

  static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  static double max(double[] values) {
    return values.length == 0 ? Double.NaN : StatUtils.max(values);
  }

  static double min(double[] values) {
    return values.length == 0 ? Double.NaN : StatUtils.min(values);
  }

  /** Values less a constant. */
  static double[] less(double[] values, double constant) {
    return Arrays.stream(values).map(value -> value - constant).toArray();
  }

  static double[] positive(double[] values) {
    return Arrays.stream(values).filter(value -> value > 0).toArray();
  }

  static double[] negative(double[] values) {
    return Arrays.stream(values).filter(value -> value < 0).toArray();
  }
}
