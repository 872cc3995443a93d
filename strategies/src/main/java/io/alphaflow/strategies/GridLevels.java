package io.alphaflow.strategies;

import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;

/**
 * The prices of a grid, lowest first; what is bought at one of them is sold at the next. All are
 * units of 1e-8 and multiples of the tick.
 */
final class GridLevels {

  private GridLevels() {}

  /**
   * Levels at equal distances.
   *
   * @param steps how many distances there are; one less than there are prices
   * @throws IllegalArgumentException when two of them fall on the same tick
   */
  static long[] between(long lower, long upper, int steps, long tick) {
    long[] prices = new long[steps + 1];
    for (int i = 0; i <= steps; i++) {
      long above = Fixed8.multiplyDivide(upper - lower, i, steps, RoundingMode.HALF_UP);
      prices[i] = onTick(Fixed8.add(lower, above), tick);
    }
    return rising(prices);
  }

  /**
   * Levels whose distance is a percentage of the anchor, half of them below it, half above.
   *
   * @param spacing units of 1e-8: 1e8 is one percent
   * @throws IllegalArgumentException when two of them fall on the same tick
   */
  static long[] around(long anchor, long spacing, int steps, long tick) {
    long[] prices = new long[steps + 1];
    for (int i = 0; i <= steps; i++) {
      long percent = Math.multiplyExact(spacing, (long) i - steps / 2);
      long away = Fixed8.multiplyDivide(anchor, percent, Fixed8.of(100), RoundingMode.HALF_UP);
      prices[i] = onTick(Fixed8.add(anchor, away), tick);
    }
    return rising(prices);
  }

  private static long onTick(long price, long tick) {
    return Fixed8.floorTo(Fixed8.add(price, tick / 2), tick);
  }

  private static long[] rising(long[] prices) {
    for (int i = 0; i < prices.length; i++) {
      if (prices[i] <= (i == 0 ? 0 : prices[i - 1])) {
        throw new IllegalArgumentException(
            "level "
                + i
                + " of the grid would be "
                + Fixed8.format(prices[i])
                + (i == 0
                    ? ": every level must be above 0"
                    : ", not above the one below it: fewer levels or a finer tick are needed"));
      }
    }
    return prices;
  }
}
