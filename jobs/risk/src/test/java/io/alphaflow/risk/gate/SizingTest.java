package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mark 100 USD, collar 1 %, step 0.0001, tick 0.01; the account has 10000 USD and 10 BTC. */
class SizingTest {

  private static OrderIntent order(Play play) {
    return play.run().last().approvedOrder().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // 1000 USD ÷ 101 USD = 9.90099…
    "BUY, QUOTE_AMOUNT, 1000, 9.9009",
    // 5 % of 11000 USD = 550 USD; ÷ 101 USD = 5.44554…
    "BUY, PERCENT_OF_EQUITY, 5, 5.4455",
    "BUY, BASE_QUANTITY, 1.23456789, 1.2345",
    "SELL, CLOSE_POSITION, 0, 10"
  })
  void marketOrderIsSizedDownToTheStep(Side side, SizingMode mode, String size, String quantity) {
    OrderIntent order = order(new Play().opened().market(side, mode, size));
    assertThat(Fixed8.format(order.quantity())).isEqualTo(quantity);
    assertThat(order.limitPrice()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"BUY, 90.019, 90.01", "SELL, 110.011, 110.02", "SELL, 110.02, 110.02"})
  void limitPriceIsRoundedToThePassiveSide(Side side, String asked, String price) {
    OrderIntent order = order(new Play().opened().limitOrder(side, "1", asked));
    assertThat(Fixed8.format(order.limitPrice())).isEqualTo(price);
  }

  @Test
  void closeLeavesOutWhatWorkingOrdersSellAlready() {
    OrderIntent order = order(new Play().opened().sell("3.5").close());
    assertThat(Fixed8.format(order.quantity())).isEqualTo("6.5");
  }

  @Test
  void closeOfDustIsNothingToClose() {
    assertThat(new Play().opened("10000", "0.00009").close().run().codes())
        .containsExactly("NOTHING_TO_CLOSE");
  }

  @Test
  void percentOfEquityOnlyCountsTheMoneyThatIsThere() {
    GateRun run = new Play().opened().market(Side.BUY, SizingMode.PERCENT_OF_EQUITY, "100").run();
    assertThat(run.codes()).containsExactly("INSUFFICIENT_BALANCE");
  }
}
