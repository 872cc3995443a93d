package io.alphaflow.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against the numbers that Bailey and López de Prado published. */
class SharpeTestsTest {

  private static final double YEAR = 250;
  private static final double FOUR_DECIMALS = 0.5e-4;

  /**
   * "The Deflated Sharpe Ratio" (2014), numerical example: 2.5 a year over five years of 250 days,
   * variance of the trials' annual ratios 1/2, skew −3, kurtosis 10.
   */
  private static double deflated(int trials, double skew, double kurtosis) {
    double threshold = SharpeTests.expectedMaximum(trials, 0.5 / YEAR);
    return SharpeTests.probabilistic(2.5 / Math.sqrt(YEAR), threshold, 1_250, skew, kurtosis);
  }

  @Test
  void bestOfAHundredTrialsIsNotSignificantAsPublished() {
    assertThat(SharpeTests.expectedMaximum(100, 0.5 / YEAR)).isCloseTo(0.1132, within(5e-5));
    assertThat(deflated(100, -3, 10)).isCloseTo(0.9004, within(FOUR_DECIMALS));
  }

  @Test
  void bestOf46TrialsIsSignificantAsPublished() {
    assertThat(deflated(46, -3, 10)).isCloseTo(0.9505, within(FOUR_DECIMALS));
  }

  @Test
  void normalReturnsCarry88TrialsAsPublished() {
    assertThat(deflated(88, 0, 3)).isCloseTo(0.9505, within(FOUR_DECIMALS));
  }

  /**
   * "The Sharpe Ratio Efficient Frontier" (2012), numerical example: two years of months with a
   * ratio of 0.458 a month.
   */
  @Test
  void probabilisticSharpeOfAHedgeFundIsAsPublished() {
    assertThat(SharpeTests.probabilistic(0.458, 0, 24, 0, 3)).isCloseTo(0.982, within(5e-4));
    assertThat(SharpeTests.probabilistic(0.458, 0, 24, -2.448, 10.164))
        .isCloseTo(0.913, within(5e-4));
  }

  @Test
  void oneTrialHasNothingToBeDeflatedBy() {
    assertThat(SharpeTests.expectedMaximum(1, 0.5)).isZero();
    assertThat(SharpeTests.expectedMaximum(0, Double.NaN)).isZero();
  }

  @Test
  void unlikelyMomentsAreUndefinedInsteadOfCertain() {
    assertThat(SharpeTests.probabilistic(2, 0, 100, 30, 3)).isNaN();
  }
}
