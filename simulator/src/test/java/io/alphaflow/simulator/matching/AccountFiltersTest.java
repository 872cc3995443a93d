package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static io.alphaflow.common.model.TimeInForce.GTC;
import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.money.Fixed8;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The filters that count what an account has open, and those about large orders. */
class AccountFiltersTest {

  private static final SymbolLimits TIGHT =
      new SymbolLimits(
          Fixed8.ONE / 2,
          Fixed8.of(2),
          amount("4"),
          amount("5000"),
          amount("12"),
          10,
          3,
          2,
          1,
          1,
          10);

  private final EngineFixture market =
      new EngineFixture(MatchingRules.DEFAULT, BTCUSD.withLimits(TIGHT));

  @BeforeEach
  void openAt800() {
    market.trade("800", "1");
  }

  private NewOrder iceberg(String quantity, String shown) {
    return market.special("a", SELL, VenueOrderType.LIMIT, GTC, quantity, "900", "0", shown);
  }

  @Test
  void countsOpenOrders() {
    for (int i = 0; i < 3; i++) {
      market.resting("a", SELL, "0.1", "900");
    }
    NewOrder fourth = market.limit("a", SELL, GTC, "0.1", "900");
    assertThat(market.refused(fourth)).isEqualTo(Refusal.MAX_NUM_ORDERS);
    market.resting("b", SELL, "0.1", "900");
    market.cancel("a", 1, "x");
    market.accepted(fourth);
  }

  @Test
  void countsContingentOrdersIcebergsAndLists() {
    market.accepted(market.stop(SELL, "0.1", "700"));
    market.accepted(market.stop(SELL, "0.1", "700"));
    assertThat(market.refused(market.stop(SELL, "0.1", "700")))
        .isEqualTo(Refusal.MAX_NUM_ALGO_ORDERS);
    market.cancel("a", 1, "x");
    market.cancel("a", 2, "x");
    market.accepted(iceberg("1", "0.1"));
    assertThat(market.refused(iceberg("1", "0.1"))).isEqualTo(Refusal.MAX_NUM_ICEBERG_ORDERS);
    market.cancel("a", 3, "x");
    assertThat(market.refused(iceberg("1", "0.09"))).isEqualTo(Refusal.ICEBERG_PARTS);
    assertThat(market.refused(iceberg("1", "1"))).isEqualTo(Refusal.ICEBERG_TOO_LARGE);
    NewOrderPair pair =
        new NewOrderPair("one", market.stop(SELL, "0.1", "700"), market.maker(SELL, "0.1", "900"));
    assertThat(market.engine.place(pair, 1)).isInstanceOf(PairResult.Accepted.class);
    market.engine.openAccount("c", Map.of("BTC", amount("9")), Map.of());
    NewOrderPair second =
        new NewOrderPair("two", market.stop(SELL, "0.1", "700"), market.maker(SELL, "0.1", "900"));
    assertThat(market.engine.place(second, 1))
        .isEqualTo(new PairResult.Refused(Refusal.MAX_NUM_ORDERS));
  }

  @Test
  void limitsPricesNotionalsAndPositions() {
    assertThat(market.refused(market.limit("a", BUY, GTC, "1", "399.99")))
        .isEqualTo(Refusal.PERCENT_PRICE_BY_SIDE);
    assertThat(market.refused(market.limit("a", SELL, GTC, "1", "1600.01")))
        .isEqualTo(Refusal.PERCENT_PRICE_BY_SIDE);
    assertThat(market.refused(market.limit("a", SELL, GTC, "6", "900")))
        .isEqualTo(Refusal.NOTIONAL);
    assertThat(market.refused(market.market(SELL, "4.0001", "0")))
        .isEqualTo(Refusal.MARKET_LOT_SIZE);
    market.resting("a", BUY, "1.5", "700");
    assertThat(market.refused(market.limit("a", BUY, GTC, "0.5001", "700")))
        .isEqualTo(Refusal.MAX_POSITION);
    // By an amount counts what it buys; 800 is the price, and a half may be added.
    assertThat(market.refused(market.market(BUY, "0", "500"))).isEqualTo(Refusal.MAX_POSITION);
    assertThat(market.engine.check(market.market(BUY, "0", "300"))).isEmpty();
    market.resting("a", BUY, "0.5", "700");
    assertThat(List.of(market.order(1), market.order(2)))
        .allMatch(o -> o.status() == OrderStatus.NEW);
  }

  @Test
  void countsListsByThemselves() {
    EngineFixture one =
        new EngineFixture(
            MatchingRules.DEFAULT,
            BTCUSD.withLimits(
                new SymbolLimits(0, Fixed8.of(5), 0, Long.MAX_VALUE, 0, 10, 100, 100, 10, 1, 10)));
    one.trade("800", "1");
    for (int i = 0; i < 2; i++) {
      PairResult result =
          one.engine.place(
              new NewOrderPair(
                  "l" + i, one.stop(SELL, "0.1", "700"), one.maker(SELL, "0.1", "900")),
              1);
      assertThat(result instanceof PairResult.Accepted).isEqualTo(i == 0);
      if (result instanceof PairResult.Refused refused) {
        assertThat(refused.why()).isEqualTo(Refusal.MAX_NUM_ORDER_LISTS);
      }
    }
  }
}
