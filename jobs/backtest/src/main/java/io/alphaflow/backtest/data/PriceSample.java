package io.alphaflow.backtest.data;

/**
 * What the first rows of an instrument say about its prices, units of 1e-8.
 *
 * @param tickSize the finest decimal place in use: 0.01 for 123.45
 * @param lowest price
 * @param highest price
 */
public record PriceSample(long tickSize, long lowest, long highest) {

  private static final long COARSEST = 100_000_000L;

  /**
   * A grid for prices of this size: the finest in use, but not finer than a ten-millionth of the
   * lowest price, as data with averaged prices would have it.
   */
  public long usualTick() {
    long tick = tickSize;
    while (tick < COARSEST && tick * 10 <= lowest / 10_000_000) {
      tick *= 10;
    }
    return tick;
  }

  static PriceSample none() {
    return new PriceSample(COARSEST, Long.MAX_VALUE, 0);
  }

  PriceSample and(long price) {
    PriceSample finer = onGrid(price);
    return new PriceSample(finer.tickSize, Math.min(lowest, price), Math.max(highest, price));
  }

  /** There is such a price too, at which nothing was traded. */
  PriceSample onGrid(long price) {
    long tick = tickSize;
    while (price % tick != 0) {
      tick /= 10;
    }
    return new PriceSample(tick, lowest, highest);
  }
}
