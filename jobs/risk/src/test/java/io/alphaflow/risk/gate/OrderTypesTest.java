package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.limit.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mark 100 USD, collar 1 %, step 0.0001, tick 0.01; the account has 10000 USD and 10 BTC. */
class OrderTypesTest {

  private final Play play = new Play();

  private OrderIntent order() {
    return play.run().last().approvedOrder().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "SELL, STOP_LOSS, 95.001, 95.01",
    "BUY, STOP_LOSS, 105.009, 105",
    "SELL, TAKE_PROFIT, 105.009, 105",
    "BUY, TAKE_PROFIT, 95.001, 95.01"
  })
  void aTriggerIsRoundedSoThatItIsNotReachedLater(
      Side side, OrderType type, String asked, String trigger) {
    play.opened().triggered(side, "1", type, asked);
    assertThat(order().orderType()).isEqualTo(type);
    assertThat(order().triggerPrice()).isEqualTo(Fixed8.parse(trigger));
    assertThat(order().limitPrice()).isZero();
    assertThat(order().timeInForce()).isEqualTo(TimeInForce.GTC);
  }

  @ParameterizedTest
  @CsvSource({
    "SELL, STOP_LOSS, 100",
    "SELL, STOP_LOSS, 101",
    "BUY, STOP_LOSS, 100",
    "BUY, STOP_LOSS, 100.005",
    "SELL, TAKE_PROFIT, 99",
    "BUY, TAKE_PROFIT, 101",
    "SELL, STOP_LOSS, 0",
    "BUY, STOP_LOSS, 1000001"
  })
  void whatWouldBeginAtOnceIsNoOrder(Side side, OrderType type, String trigger) {
    play.opened().triggered(side, "1", type, trigger);
    assertThat(play.run().codes()).contains("TRIGGER_PRICE_OUT_OF_RANGE");
  }

  @Test
  void aPurchaseThatWaitsIsValuedAndReservedAtWhatItMayCost() {
    play.limit(Limit.MAX_ORDER_VALUE, "242.4")
        .opened()
        .triggered(Side.BUY, "2", OrderType.STOP_LOSS, "120");
    // 2 × 120 × 1.01, and the fee of 0.1 %.
    assertThat(play.run().approved()).isTrue();
    assertThat(play.run().account(ACCOUNT).reserved("USD")).isEqualTo(Fixed8.parse("242.6424"));
    play.triggered(Side.BUY, "2.0001", OrderType.STOP_LOSS, "120");
    assertThat(play.run().codes()).contains("MAX_ORDER_VALUE");
  }

  @Test
  void aSizeInMoneyIsBoughtAtTheTrigger() {
    Signal signal =
        play.opened().journal().market(ACCOUNT, Side.BUY, SizingMode.QUOTE_AMOUNT, "1212");
    play.read(signal.beginning(OrderType.STOP_LOSS, Fixed8.of(120)));
    assertThat(order().quantity()).isEqualTo(Fixed8.of(10));
  }

  @Test
  void theCollarOfALimitThatWaitsIsAroundItsTrigger() {
    play.limitText(Limit.PRICE_COLLAR, "5%").opened();
    play.triggered(Side.SELL, "1", OrderType.STOP_LOSS_LIMIT, "80", "76");
    assertThat(order().limitPrice()).isEqualTo(Fixed8.of(76));
    play.triggered(Side.SELL, "2", OrderType.STOP_LOSS_LIMIT, "80", "75.99");
    assertThat(play.run().codes()).containsExactly("PRICE_COLLAR");
  }

  @Test
  void aSaleThatWaitsHoldsWhatItSells() {
    play.opened("10000", "3").triggered(Side.SELL, "3", OrderType.STOP_LOSS, "95");
    assertThat(play.run().account(ACCOUNT).reserved("BTC")).isEqualTo(Fixed8.of(3));
    play.mark("100", 1_001 * SECOND).sell("1");
    assertThat(play.run().codes()).contains("INSUFFICIENT_BALANCE");
  }

  @ParameterizedTest
  @CsvSource({"LIMIT, IOC", "LIMIT, FOK", "LIMIT, GTC", "LIMIT_MAKER, GTC"})
  void aLimitOrderWorksAsLongAsItIsWanted(OrderType type, TimeInForce force) {
    play.opened();
    play.read(play.journal().limit(ACCOUNT, Side.BUY, "1", "99").as(type, force));
    assertThat(order().orderType()).isEqualTo(type);
    assertThat(order().timeInForce()).isEqualTo(force);
    assertThat(order().limitPrice()).isEqualTo(Fixed8.of(99));
  }

  @Test
  void whatIsUsualIsNotWritten() {
    play.opened().limitOrder(Side.BUY, "1", "99");
    String signal =
        new String(Topics.JOURNAL.codec().encode(play.journal().market(ACCOUNT, Side.BUY, "1")));
    assertThat(signal).doesNotContain("timeInForce", "triggerPrice");
    assertThat(new String(Topics.DECISIONS.codec().encode(play.run().last())))
        .doesNotContain("triggerPrice");
  }
}
