package io.alphaflow.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.simulator.MarketTrade;
import org.junit.jupiter.api.Test;

class MinuteKlineTest {

  private static final long MINUTE = MinuteKline.LENGTH_MICROS;
  private static final long ONE = 100_000_000L;

  private final MinuteKline kline = new MinuteKline();

  private void trade(long id, long price, long quantity, boolean buyerIsMaker, long time) {
    kline.add(new MarketTrade(id, price * ONE, quantity * ONE, buyerIsMaker, time));
  }

  @Test
  void holdsTheTradesOfItsMinute() {
    trade(7, 10, 1, true, 5 * MINUTE + 1);
    trade(8, 12, 2, false, 5 * MINUTE + 2);
    trade(9, 9, 3, true, 6 * MINUTE - 1);
    assertThat(kline.now().closed()).isFalse();
    assertThat(kline.closeAt(6 * MINUTE))
        .isEqualTo(
            new MinuteKline.Kline(
                5 * MINUTE,
                7,
                9,
                10 * ONE,
                12 * ONE,
                9 * ONE,
                9 * ONE,
                6 * ONE,
                61 * ONE,
                3,
                2 * ONE,
                24 * ONE,
                true));
  }

  @Test
  void aMinuteWithoutTradesRepeatsTheLastClose() {
    assertThat(kline.hasBegun()).isFalse();
    trade(7, 10, 1, true, 5 * MINUTE);
    kline.closeAt(6 * MINUTE);
    assertThat(kline.closeAt(7 * MINUTE))
        .isEqualTo(
            new MinuteKline.Kline(
                6 * MINUTE, -1, -1, 10 * ONE, 10 * ONE, 10 * ONE, 10 * ONE, 0, 0, 0, 0, 0, true));
    trade(8, 11, 1, true, 8 * MINUTE + 5);
    assertThat(kline.now().openTime()).isEqualTo(8 * MINUTE);
    assertThat(kline.now().open()).isEqualTo(11 * ONE);
  }

  @Test
  void tradesWithoutQuantityDoNotCount() {
    trade(7, 10, 0, true, 5 * MINUTE);
    assertThat(kline.hasBegun()).isFalse();
  }
}
