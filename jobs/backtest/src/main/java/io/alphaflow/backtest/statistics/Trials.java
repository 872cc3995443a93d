package io.alphaflow.backtest.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.moment.Variance;

/**
 * The search that a result was chosen from; the deflated Sharpe ratio holds it against the result.
 *
 * @param count parameter sets that were tried; 0 when the result's assumptions say it
 * @param variance sample variance of their Sharpe ratios per period (not a year); NaN when it is
 *     not known
 */
public record Trials(int count, double variance) {

  /** As many as the result's assumptions say, of unknown variance. */
  public static final Trials OF_THE_RESULT = new Trials(0, Double.NaN);

  /**
   * The trials of a sweep.
   *
   * @param sharpes Sharpe ratio of each per period; NaN where it is undefined
   */
  public static Trials of(double[] sharpes) {
    double[] defined = Arrays.stream(sharpes).filter(Double::isFinite).toArray();
    double variance = defined.length < 2 ? Double.NaN : new Variance().evaluate(defined);
    return new Trials(sharpes.length, variance);
  }
}
