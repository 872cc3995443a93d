package io.alphaflow.backtest.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How likely a Sharpe ratio is more than luck. Sharpe ratios are per period here, not of a year.
 *
 * <p>Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier" (2012) and "The Deflated
 * Sharpe Ratio" (2014).
 */
public final class SharpeTests {

  /** Euler–Mascheroni constant. */
  private static final double EULER = 0.577_215_664_901_532_9;

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private SharpeTests() {}

  /**
   * Probability that the true ratio is above a threshold.
   *
   * @param sharpe observed
   * @param threshold to be above
   * @param observations how many returns it is of
   * @param skew of the returns
   * @param kurtosis of the returns, 3 for normal ones
   */
  public static double probabilistic(
      double sharpe, double threshold, long observations, double skew, double kurtosis) {
    double spread = 1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
    double z = (sharpe - threshold) * Math.sqrt(observations - 1.0) / Math.sqrt(spread);
    return Double.isNaN(z) || spread <= 0 ? Double.NaN : NORMAL.cumulativeProbability(z);
  }

  /**
   * The ratio that the best of so many trials without any skill is expected to show: the threshold
   * of the deflated Sharpe ratio. 0 for a single trial.
   *
   * @param trials independent ones
   * @param variance of their ratios
   */
  public static double expectedMaximum(int trials, double variance) {
    if (trials <= 1) {
      return 0;
    }
    return Math.sqrt(variance)
        * ((1 - EULER) * NORMAL.inverseCumulativeProbability(1 - 1.0 / trials)
            + EULER * NORMAL.inverseCumulativeProbability(1 - 1 / (trials * Math.E)));
  }

  /** Variance of the estimate when there is no skill and returns are normal: 1 ÷ (n − 1). */
  static double varianceWithoutSkill(long observations) {
    return Numbers.ratio(1, observations - 1.0);
  }
}
