package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.simulator.matching.Execution.Kind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestingOrderTest {

  private final EngineFixture market = new EngineFixture();

  @BeforeEach
  void openAt800() {
    market.trade("800", "1");
  }

  @Test
  void doesNotFillWhenTheMarketOnlyTouchesItsPrice() {
    market.resting("a", BUY, "1", "790");
    market.resting("a", SELL, "1", "810");
    assertThat(market.trade("790", "100")).isEmpty();
    assertThat(market.trade("810", "100")).isEmpty();
  }

  @Test
  void fillsAtItsOwnPriceWhenTheMarketGoesThrough() {
    market.resting("a", BUY, "1", "790");
    List<Execution> events = market.trade("789.99", "100");
    assertThat(events).hasSize(1);
    Fill fill = events.get(0).fill().orElseThrow();
    assertThat(fill.price()).isEqualTo(amount("790"));
    assertThat(fill.maker()).isTrue();
    assertThat(fill.commission()).isEqualTo(amount("0.001"));
    assertThat(market.balance("a", "USD")).isEqualTo(new Balance("USD", amount("9210"), 0));
    assertThat(market.balance("a", "BTC")).isEqualTo(new Balance("BTC", amount("10.999"), 0));
  }

  @Test
  void getsAtMostTheTradesQuantityOnTheLotGrid() {
    long id = market.resting("a", SELL, "1", "810");
    market.trade("810.01", "0.30009");
    assertThat(market.order(id).executedQuantity()).isEqualTo(amount("0.3000"));
    assertThat(market.order(id).status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    market.trade("811", "0.00009");
    assertThat(market.order(id).executedQuantity()).isEqualTo(amount("0.3000"));
    market.trade("811", "5");
    assertThat(market.order(id).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(market.trade("811", "5")).isEmpty();
  }

  @Test
  void sharesATradeByPriceAndThenByTime() {
    long first = market.resting("a", BUY, "1", "790");
    long second = market.resting("b", BUY, "1", "790");
    long better = market.resting("b", BUY, "1", "791");
    List<Execution> events = market.trade("780", "2.5");
    assertThat(events).extracting(e -> e.order().orderId()).containsExactly(better, first, second);
    assertThat(market.order(second).executedQuantity()).isEqualTo(amount("0.5"));
  }

  @Test
  void cancelGivesBackWhatIsLeft() {
    long id = market.resting("a", BUY, "2", "790");
    market.trade("789", "0.5");
    Execution cancel = market.cancel("a", id, "cancel-1").get(0);
    assertThat(cancel.kind()).isEqualTo(Kind.CANCELED);
    assertThat(cancel.cancelId()).hasValue("cancel-1");
    assertThat(market.balance("a", "USD")).isEqualTo(new Balance("USD", amount("9605"), 0));
    assertThat(market.trade("1", "100")).isEmpty();
    assertThat(market.cancel("a", id, "cancel-2")).isEmpty();
  }

  @Test
  void cannotBeCancelledOrSeenByAnotherAccount() {
    long id = market.resting("a", BUY, "1", "790");
    assertThat(market.cancel("b", id, "x")).isEmpty();
    assertThat(market.engine.order("b", "BTCUSD", id)).isEmpty();
    assertThat(market.engine.order("a", "BTCUSD", 99)).isEmpty();
  }

  @Test
  void refusesAnOpenClientOrderIdAndTakesItAgainAfterwards() {
    NewOrder order = market.limit("a", BUY, TimeInForce.GTC, "1", "790");
    long id = market.accepted(order).get(0).order().orderId();
    assertThat(market.refused(order)).isEqualTo(Refusal.DUPLICATE_ORDER);
    market.cancel("a", id, "x");
    market.accepted(order);
    assertThat(market.engine.order("a", "BTCUSD", order.clientOrderId()))
        .hasValueSatisfying(o -> assertThat(o.orderId()).isEqualTo(id + 1));
  }

  @Test
  void locksFundsSoThatTheyCannotBeSpentTwice() {
    market.resting("a", BUY, "10", "790");
    assertThat(market.refused(market.limit("a", BUY, TimeInForce.GTC, "3", "790")))
        .isEqualTo(Refusal.INSUFFICIENT_BALANCE);
    assertThat(market.balance("a", "USD"))
        .isEqualTo(new Balance("USD", amount("2100"), amount("7900")));
  }

  @Test
  void checkChangesNothing() {
    NewOrder order = market.limit("a", BUY, TimeInForce.GTC, "1", "790");
    assertThat(market.engine.check(order)).isEmpty();
    assertThat(market.engine.orders("BTCUSD")).isEmpty();
    assertThat(market.balance("a", "USD").locked()).isZero();
  }

  @Test
  void refusesASpecWhosePriceTimesQuantityIsNotExact() {
    assertThatThrownBy(() -> new SymbolSpec("XY", "X", "Y", amount("0.01"), 1, 1, amount("1"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("XY: tickSize × stepSize");
  }
}
