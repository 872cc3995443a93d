package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.money.Fixed8;

/**
 * Exits that protect what an entry buys. They belong to the position: the risk gate holds them and
 * fires them on marks, whatever the strategy does.
 *
 * @param stopLoss sell when a mark is at or below this price, units of 1e-8; 0 for none
 * @param takeProfit sell when a mark is at or above this price, units of 1e-8; 0 for none
 * @param trailingStop sell when a mark is this far or farther below the highest mark since the
 *     first fill, units of 1e-8; 0 for none. It begins with the mark in force at the first fill,
 *     not with that of the signal and not with the price of the fill
 */
public record Protection(
    @Decimal8 long stopLoss, @Decimal8 long takeProfit, @Decimal8 long trailingStop) {

  /** No exits. */
  public static final Protection NONE = new Protection(0, 0, 0);

  /**
   * Checks the prices.
   *
   * @throws IllegalArgumentException when one is negative, or the stop is not below the profit
   */
  public Protection {
    if (stopLoss < 0 || takeProfit < 0 || trailingStop < 0) {
      throw new IllegalArgumentException(
          "a protective price below 0: stop loss %s, take profit %s, trailing stop %s"
              .formatted(
                  Fixed8.format(stopLoss), Fixed8.format(takeProfit), Fixed8.format(trailingStop)));
    }
    if (stopLoss > 0 && takeProfit > 0 && stopLoss >= takeProfit) {
      throw new IllegalArgumentException(
          "stop loss %s is not below take profit %s"
              .formatted(Fixed8.format(stopLoss), Fixed8.format(takeProfit)));
    }
  }

  /** Whether there is any. */
  public boolean any() {
    return stopLoss > 0 || takeProfit > 0 || trailingStop > 0;
  }
}
