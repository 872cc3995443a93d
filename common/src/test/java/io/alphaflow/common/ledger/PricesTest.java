package io.alphaflow.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Mark;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.NamedValues;
import org.junit.jupiter.api.Test;

class PricesTest {

  private final NamedValues<Mark> marks = new NamedValues<>();
  private final Prices prices = new Prices(marks);

  private void mark(String instrument, String price) {
    marks.put(instrument, new Mark(instrument, 1, Fixed8.parse(price), 1, 1));
    prices.changed();
  }

  private String worth(String amount, String asset, String currency) {
    return prices
        .way(asset, currency)
        .map(way -> Fixed8.format(way.worth(Fixed8.parse(amount))))
        .orElse("none");
  }

  @Test
  void pairThenInverseThenBridgesInTheirOrder() {
    assertThat(worth("2", "BNB", "USD")).isEqualTo("none");
    mark("sim:BNB/BTC", "0.01");
    assertThat(worth("2", "BNB", "USD")).isEqualTo("none");
    mark("sim:BTC/USD", "50000");
    assertThat(worth("2", "BNB", "USD")).isEqualTo("1000");
    mark("sim:BNB/USDC", "510");
    mark("sim:USD/USDC", "0.5");
    assertThat(worth("2", "BNB", "USD")).isEqualTo("2040");
    mark("sim:BNB/USDT", "520");
    mark("sim:USDT/USD", "1.5");
    assertThat(worth("2", "BNB", "USD")).isEqualTo("1560");
    mark("sim:USD/BNB", "0.002");
    assertThat(worth("2", "BNB", "USD")).isEqualTo("1000");
    mark("sim:BNB/USD", "499");
    assertThat(worth("2", "BNB", "USD")).isEqualTo("998");
    assertThat(worth("-2", "BNB", "USD")).isEqualTo("-998");
    assertThat(worth("2", "XYZ", "USD")).isEqualTo("none");
  }

  @Test
  void bridgeIsAnAssetLikeAnyOther() {
    mark("sim:BTC/USDT", "50000");
    mark("b:EUR/USDT", "1.1");
    assertThat(worth("1", "USDT", "EUR")).isEqualTo("0.90909091");
    assertThat(worth("1", "BTC", "EUR")).isEqualTo("45454.54545455");
    assertThat(worth("1", "USDT", "BTC")).isEqualTo("0.00002");
  }

  @Test
  void firstVenueByNameCountsAndALaterMarkIsUsed() {
    mark("b:BNB/USD", "10");
    mark("a:BNB/USD", "11");
    assertThat(worth("1", "BNB", "USD")).isEqualTo("11");
    marks.put("a:BNB/USD", new Mark("a:BNB/USD", 2, Fixed8.of(12), 2, 2));
    assertThat(worth("1", "BNB", "USD")).isEqualTo("12");
  }
}
