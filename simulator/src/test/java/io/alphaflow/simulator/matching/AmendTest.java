package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AmendTest {

  private final EngineFixture market = new EngineFixture();
  private long first;
  private long second;

  @BeforeEach
  void twoBuysAt790() {
    market.trade("800", "1");
    first = market.resting("a", BUY, "2", "790");
    second = market.resting("b", BUY, "2", "790");
  }

  private PlaceResult amend(String clientOrderId, String quantity) {
    return market.engine.amend("a", "BTCUSD", first, clientOrderId, amount(quantity), 3_000);
  }

  private Refusal refused(String clientOrderId, String quantity) {
    return ((PlaceResult.Refused) amend(clientOrderId, quantity)).why();
  }

  @Test
  void keepsItsPlaceFreesMoneyAndTakesTheNewName() {
    Execution event = ((PlaceResult.Accepted) amend("new", "1.5")).executions().get(0);
    assertThat(event.kind()).isEqualTo(Execution.Kind.REPLACED);
    assertThat(event.replacedId()).hasValue("c-1");
    assertThat(market.balance("a", "USD").locked()).isEqualTo(amount("1185"));
    assertThat(market.engine.order("a", "BTCUSD", "c-1")).isEmpty();
    assertThat(market.engine.order("a", "BTCUSD", "new")).isPresent();
    assertThat(market.trade("789", "1.6"))
        .extracting(e -> e.order().orderId())
        .containsExactly(first, second);
    assertThat(market.order(first).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(market.engine.amendments("BTCUSD"))
        .containsExactly(
            new Amendment(
                event.executionId(), first, "a", "c-1", "new", amount("2"), amount("1.5"), 3_000));
  }

  @Test
  void mayKeepItsName() {
    assertThat(amend("c-1", "1")).isInstanceOf(PlaceResult.Accepted.class);
    assertThat(market.engine.order("a", "BTCUSD", "c-1")).isPresent();
  }

  @Test
  void refusesWhatIsNotSmallerOrHasFilled() {
    assertThat(refused("x", "2")).isEqualTo(Refusal.NO_CHANGE);
    assertThat(refused("x", "3")).isEqualTo(Refusal.INCREASE);
    assertThat(refused("x", "90000000000")).isEqualTo(Refusal.INCREASE);
    assertThat(refused("x", "1.00001")).isEqualTo(Refusal.LOT_SIZE);
    assertThat(refused("x", "0.01")).isEqualTo(Refusal.NOTIONAL);
    market.trade("789", "0.5");
    assertThat(refused("x", "0.5")).isEqualTo(Refusal.UNKNOWN_ORDER);
    long other = market.resting("a", BUY, "1", "780");
    assertThat(refused(market.order(other).clientOrderId(), "1"))
        .isEqualTo(Refusal.DUPLICATE_ORDER);
    market.cancel("a", first, "x");
    assertThat(refused("x", "1")).isEqualTo(Refusal.UNKNOWN_ORDER);
  }

  @Test
  void countsAmendments() {
    assertThat(BTCUSD.limits().maxAmends()).isEqualTo(10);
    for (int i = 1; i <= 10; i++) {
      assertThat(amend("n" + i, "1." + (90 - i))).isInstanceOf(PlaceResult.Accepted.class);
    }
    assertThat(refused("n11", "1")).isEqualTo(Refusal.MAX_NUM_ORDER_AMENDS);
  }
}
