package io.alphaflow.backtest.statistics;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Stationary bootstrap (Politis and Romano, 1994): series of the same length, joined of blocks of
 * the observed one with geometrically distributed lengths, so that what is near in time stays
 * together. Blocks are ⌈n^⅓⌉ long on average; the series is a circle.
 *
 * <p>Deterministic: the generator is the library's, whose numbers a seed fixes on every machine.
 */
final class StationaryBootstrap {

  /** Of fewer returns an interval says nothing. */
  static final int FEWEST = 10;

  private StationaryBootstrap() {}

  /** Lower and upper end of an interval. */
  record Interval(double low, double high) {
    static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);
  }

  /**
   * Percentile interval of mean ÷ deviation.
   *
   * @param returns observed
   * @param samples how many series are drawn
   * @param confidence of the interval
   * @param seed of the draws
   */
  static Interval sharpe(double[] returns, int samples, double confidence, long seed) {
    if (returns.length < FEWEST || samples == 0) {
      return Interval.UNDEFINED;
    }
    RandomGenerator random = new Well19937c(seed);
    double newBlock = 1 / Math.ceil(Math.cbrt(returns.length));
    double[] ratios = new double[samples];
    double[] drawn = new double[returns.length];
    for (int i = 0; i < samples; i++) {
      draw(returns, newBlock, random, drawn);
      ratios[i] = Numbers.meanOverDeviation(drawn);
      if (Double.isNaN(ratios[i])) {
        return Interval.UNDEFINED;
      }
    }
    double tail = (1 - confidence) / 2;
    return new Interval(Numbers.quantile(ratios, tail), Numbers.quantile(ratios, 1 - tail));
  }

  private static void draw(
      double[] returns, double newBlock, RandomGenerator random, double[] drawn) {
    int at = random.nextInt(returns.length);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = returns[at];
      at =
          random.nextDouble() < newBlock
              ? random.nextInt(returns.length)
              : (at + 1) % returns.length;
    }
  }
}
