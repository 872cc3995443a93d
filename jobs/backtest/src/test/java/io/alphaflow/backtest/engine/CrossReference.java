package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Bar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A moving-average crossover written a second time, with whole arrays and decimals: half of the
 * cash buys at the open after the fast average crossed above the slow one, all of it is sold at the
 * open after it crossed below.
 */
final class CrossReference {

  final List<BigDecimal> equity = new ArrayList<>();
  int trades;

  /**
   * Trades.
   *
   * @param fee fraction of the value, on both sides, in cash
   */
  CrossReference(List<Bar> bars, int fast, int slow, BigDecimal fee) {
    BigDecimal cash = new BigDecimal(100_000);
    BigDecimal held = BigDecimal.ZERO;
    int wanted = 0;
    int above = 0;
    for (int i = 0; i < bars.size(); i++) {
      BigDecimal open = price(bars.get(i).open());
      if (wanted == 1) {
        BigDecimal half = cash.divide(BigDecimal.valueOf(2), 8, RoundingMode.DOWN);
        held = half.divide(open, 6, RoundingMode.DOWN);
        BigDecimal paid = held.multiply(open);
        cash = cash.subtract(paid).subtract(fee(paid, fee));
        trades++;
      } else if (wanted == -1) {
        BigDecimal got = held.multiply(open);
        cash = cash.add(got).subtract(fee(got, fee));
        held = BigDecimal.ZERO;
        trades++;
      }
      wanted = 0;
      equity.add(cash.add(held.multiply(price(bars.get(i).close()))));
      if (i + 1 >= slow) {
        int side = mean(bars, i, fast, slow).compareTo(mean(bars, i, slow, fast));
        if (side != 0) {
          boolean isLong = held.signum() > 0;
          if (above == -1 && side == 1 && !isLong) {
            wanted = 1;
          } else if (above == 1 && side == -1 && isLong) {
            wanted = -1;
          }
          above = side;
        }
      }
    }
  }

  private static BigDecimal fee(BigDecimal value, BigDecimal fee) {
    return value.multiply(fee).setScale(8, RoundingMode.HALF_UP);
  }

  private static BigDecimal price(long amount) {
    return BigDecimal.valueOf(amount, 8);
  }

  /** The mean of the last closes, times {@code factor} for a comparison without division. */
  private static BigDecimal mean(List<Bar> bars, int at, int length, int factor) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = at - length + 1; i <= at; i++) {
      sum = sum.add(price(bars.get(i).close()));
    }
    return sum.multiply(BigDecimal.valueOf(factor));
  }
}
