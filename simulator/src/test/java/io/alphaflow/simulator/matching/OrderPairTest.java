package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two orders of which one cancels the other; the market is at 800. */
class OrderPairTest {

  private final EngineFixture market = new EngineFixture();

  @BeforeEach
  void openAt800() {
    market.trade("800", "1");
  }

  private NewOrderPair pair(Side side, String limit, String stopLimit, String stop) {
    return new NewOrderPair(
        "list",
        market.stopLimit(side, "2", stopLimit, stop),
        market.special(
            "a", side, VenueOrderType.LIMIT_MAKER, TimeInForce.GTC, "2", limit, "0", "0"));
  }

  private PairResult.Accepted accepted(NewOrderPair pair) {
    PairResult result = market.engine.place(pair, 2_000);
    if (result instanceof PairResult.Accepted accepted) {
      return accepted;
    }
    throw new AssertionError("refused: " + result);
  }

  private Refusal refused(NewOrderPair pair) {
    return ((PairResult.Refused) market.engine.place(pair, 2_000)).why();
  }

  private OrderListState list() {
    return market.engine.orderList("a", 0).orElseThrow();
  }

  @Test
  void holdsBackOnceWhatTheDearerOfBothNeeds() {
    PairResult.Accepted placed = accepted(pair(BUY, "790", "815", "810"));
    assertThat(EngineFixture.told(placed.executions())).containsExactly("1 NEW NEW", "2 NEW NEW");
    assertThat(placed.executions().get(1).list()).hasValue(placed.list());
    assertThat(placed.list().open()).isTrue();
    assertThat(market.balance("a", "USD").locked()).isEqualTo(amount("1630"));
    accepted(
        new NewOrderPair("sell", market.stop(SELL, "4", "700"), market.maker(SELL, "4", "900")));
    assertThat(market.balance("a", "BTC").locked()).isEqualTo(amount("4"));
  }

  @Test
  void limitThatFillsEndsTheStop() {
    accepted(pair(BUY, "790", "815", "810"));
    List<Execution> events = market.trade("789", "0.5");
    assertThat(EngineFixture.told(events))
        .containsExactly("2 TRADE PARTIALLY_FILLED", "1 EXPIRED EXPIRED");
    assertThat(events.get(1).order().expiryReason()).hasValue(ExpiryReason.OCO_TRIGGER);
    assertThat(market.balance("a", "USD").locked()).isEqualTo(amount("1185"));
    assertThat(list().open()).isTrue();
    List<Execution> last = market.trade("789", "9");
    assertThat(EngineFixture.told(last)).containsExactly("2 TRADE FILLED");
    assertThat(last.get(0).list()).hasValue(list());
    assertThat(list().open()).isFalse();
    assertThat(market.balance("a", "USD").locked()).isZero();
  }

  @Test
  void stopThatTriggersEndsTheLimit() {
    accepted(pair(SELL, "820", "780", "790"));
    List<Execution> events = market.trade("790", "1");
    assertThat(EngineFixture.told(events))
        .containsExactly("2 EXPIRED EXPIRED", "1 NEW NEW", "1 TRADE FILLED");
    assertThat(events.get(2).list()).isPresent();
    assertThat(list().open()).isFalse();
    assertThat(market.balance("a", "BTC")).isEqualTo(new Balance("BTC", amount("8"), 0));
    assertThat(market.trade("900", "10")).isEmpty();
  }

  @Test
  void takeProfitAndStopLossCanBePaired() {
    accepted(
        new NewOrderPair(
            "list",
            market.stop(SELL, "1", "700"),
            market.special(
                "a",
                SELL,
                VenueOrderType.TAKE_PROFIT_LIMIT,
                TimeInForce.GTC,
                "1",
                "895",
                "900",
                "0")));
    assertThat(EngineFixture.told(market.trade("900", "1")))
        .containsExactly("1 EXPIRED EXPIRED", "2 NEW NEW", "2 TRADE FILLED");
    assertThat(market.balance("a", "BTC").locked()).isZero();
  }

  @Test
  void cancelOfOneEndsBoth() {
    accepted(pair(BUY, "790", "815", "810"));
    List<Execution> events = market.cancel("a", 2, "x");
    assertThat(EngineFixture.told(events))
        .containsExactly("1 CANCELED CANCELED", "2 CANCELED CANCELED");
    assertThat(events.get(1).list()).hasValue(list());
    assertThat(list().open()).isFalse();
    assertThat(market.balance("a", "USD").locked()).isZero();
    assertThat(market.cancel("a", 1, "x")).isEmpty();
  }

  @Test
  void namesWhatIsWrong() {
    assertThat(refused(pair(SELL, "799", "780", "790"))).isEqualTo(Refusal.PAIR_PRICES);
    assertThat(refused(pair(BUY, "790", "800", "799"))).isEqualTo(Refusal.PAIR_PRICES);
    assertThat(refused(pair(BUY, "790", "8150", "810"))).isEqualTo(Refusal.PERCENT_PRICE_BY_SIDE);
    assertThat(refused(pair(BUY, "790", "815.001", "810"))).isEqualTo(Refusal.PRICE_FILTER);
    accepted(pair(BUY, "790", "815", "810"));
    assertThat(refused(pair(BUY, "790", "815", "810"))).isEqualTo(Refusal.DUPLICATE_ORDER);
    NewOrder stop = market.stop(SELL, "11", "700");
    assertThat(refused(new NewOrderPair("other", stop, market.maker(SELL, "11", "900"))))
        .isEqualTo(Refusal.INSUFFICIENT_BALANCE);
    assertThat(market.engine.orders("BTCUSD")).hasSize(2);
  }

  @Test
  void amendmentChangesBoth() {
    accepted(pair(BUY, "790", "815", "810"));
    PlaceResult.Accepted amended =
        (PlaceResult.Accepted) market.engine.amend("a", "BTCUSD", 1, "new", amount("1.5"), 3_000);
    assertThat(EngineFixture.told(amended.executions()))
        .containsExactly("1 REPLACED NEW", "2 REPLACED NEW");
    assertThat(market.order(2).quantity()).isEqualTo(amount("1.5"));
    assertThat(market.balance("a", "USD").locked()).isEqualTo(amount("1222.5"));
  }
}
