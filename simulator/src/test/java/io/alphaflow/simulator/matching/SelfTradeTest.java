package io.alphaflow.simulator.matching;

import static io.alphaflow.common.model.Side.BUY;
import static io.alphaflow.common.model.Side.SELL;
import static io.alphaflow.common.model.TimeInForce.FOK;
import static io.alphaflow.common.model.TimeInForce.GTC;
import static io.alphaflow.common.model.TimeInForce.IOC;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.simulator.matching.Execution.Kind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cases of the venue's FAQ about self-trade prevention, as far as they have one account. */
class SelfTradeTest {

  private final EngineFixture market = new EngineFixture();
  private long first;
  private long second;

  /** The book is 799.99 to 800.01 with 5 on each side; own buys work at 800 and at 790. */
  @BeforeEach
  void buysWork() {
    market.trade("800", "1");
    first = market.resting("a", BUY, "1.2", "800");
    second = market.resting("a", BUY, "1", "790");
  }

  private List<Execution> place(SelfTradePrevention mode, NewOrder order) {
    return market.accepted(with(mode, order));
  }

  private static NewOrder with(SelfTradePrevention mode, NewOrder o) {
    return new NewOrder(
        o.account(),
        o.symbol(),
        o.clientOrderId(),
        o.side(),
        o.type(),
        o.timeInForce(),
        o.quantity(),
        o.quoteQuantity(),
        o.price(),
        mode,
        0);
  }

  private static String told(Execution e) {
    return e.order().orderId() + " " + e.kind() + " " + e.order().status();
  }

  @Test
  void expireTakerEndsTheOrderThatArrivesBeforeItTrades() {
    List<Execution> events =
        place(SelfTradePrevention.EXPIRE_TAKER, market.limit("a", SELL, GTC, "3", "790"));
    assertThat(events)
        .extracting(SelfTradeTest::told)
        .containsExactly("3 NEW NEW", "3 TRADE_PREVENTION EXPIRED_IN_MATCH");
    assertThat(events.get(1).prevented())
        .hasValue(
            new PreventedMatch(
                0,
                "a",
                3,
                first,
                amount("800"),
                amount("1.2"),
                amount("3"),
                0,
                SelfTradePrevention.EXPIRE_TAKER,
                2_000));
    assertThat(market.order(first).status()).isEqualTo(OrderStatus.NEW);
    assertThat(market.balance("a", "BTC").locked()).isZero();
    assertThat(market.balance("a", "BTC").free()).isEqualTo(amount("10"));
  }

  @Test
  void expireMakerEndsTheOrdersThatWorkAndGoesOn() {
    PlaceResult.Accepted placed =
        (PlaceResult.Accepted)
            market.engine.place(
                with(SelfTradePrevention.EXPIRE_MAKER, market.limit("a", SELL, GTC, "7", "790")),
                2_000);
    assertThat(placed.executions())
        .extracting(SelfTradeTest::told)
        .containsExactly(
            "3 NEW NEW",
            "1 TRADE_PREVENTION EXPIRED_IN_MATCH",
            "3 TRADE PARTIALLY_FILLED",
            "2 TRADE_PREVENTION EXPIRED_IN_MATCH");
    assertThat(placed.order()).isEqualTo(market.order(3));
    assertThat(market.order(3).remaining()).isEqualTo(amount("2"));
    assertThat(market.order(first).prevented().orElseThrow().lostBy(first))
        .isEqualTo(amount("1.2"));
    assertThat(market.balance("a", "USD").locked()).isZero();
  }

  @Test
  void expireBothEndsBoth() {
    List<Execution> events =
        place(SelfTradePrevention.EXPIRE_BOTH, market.limit("a", SELL, GTC, "1", "800"));
    assertThat(events)
        .extracting(SelfTradeTest::told)
        .containsExactly(
            "3 NEW NEW",
            "1 TRADE_PREVENTION EXPIRED_IN_MATCH",
            "3 TRADE_PREVENTION EXPIRED_IN_MATCH");
    assertThat(market.order(second).status()).isEqualTo(OrderStatus.NEW);
    assertThat(market.trade("780", "0.5"))
        .extracting(e -> e.order().orderId())
        .containsExactly(second);
  }

  @Test
  void marketOrderTakesTheBookFirstWhenOwnOrdersAreBehindIt() {
    market.engine.cancel("a", "BTCUSD", first, "x", 9, 3_000);
    assertThat(place(SelfTradePrevention.EXPIRE_TAKER, market.market(SELL, "5", "0")))
        .extracting(Execution::kind)
        .containsExactly(Kind.NEW, Kind.TRADE);
    assertThat(place(SelfTradePrevention.EXPIRE_MAKER, market.market(SELL, "5.1", "0")))
        .extracting(SelfTradeTest::told)
        .containsExactly(
            "4 NEW NEW",
            "4 TRADE PARTIALLY_FILLED",
            "2 TRADE_PREVENTION EXPIRED_IN_MATCH",
            "4 EXPIRED EXPIRED");
  }

  @Test
  void marketOrderThatMeetsAnOwnOrderFirstLocksNothing() {
    List<Execution> events = place(SelfTradePrevention.EXPIRE_TAKER, market.market(SELL, "3", "0"));
    assertThat(events.get(1).order().status()).isEqualTo(OrderStatus.EXPIRED_IN_MATCH);
    assertThat(market.balance("a", "BTC")).isEqualTo(new Balance("BTC", amount("10"), 0));
  }

  @Test
  void immediateOrderMeetsOwnOrdersBehindTheBookAndFillOrKillDoesNot() {
    market.engine.cancel("a", "BTCUSD", first, "x", 9, 3_000);
    assertThat(place(SelfTradePrevention.EXPIRE_TAKER, market.limit("a", SELL, IOC, "6", "780")))
        .extracting(SelfTradeTest::told)
        .containsExactly(
            "3 NEW NEW", "3 TRADE PARTIALLY_FILLED", "3 TRADE_PREVENTION EXPIRED_IN_MATCH");
    assertThat(place(SelfTradePrevention.EXPIRE_MAKER, market.limit("b", SELL, FOK, "6", "780")))
        .extracting(SelfTradeTest::told)
        .containsExactly("4 NEW NEW", "4 EXPIRED EXPIRED");
  }

  @Test
  void noneAndOtherAccountsAreNotConcerned() {
    assertThat(place(SelfTradePrevention.NONE, market.limit("a", SELL, GTC, "1", "800")))
        .extracting(Execution::kind)
        .containsExactly(Kind.NEW);
    assertThat(place(SelfTradePrevention.EXPIRE_BOTH, market.limit("b", SELL, GTC, "1", "799")))
        .extracting(Execution::kind)
        .containsExactly(Kind.NEW, Kind.TRADE);
    assertThat(market.order(first).status()).isEqualTo(OrderStatus.NEW);
  }

  @Test
  void theOrderThatArrivesDecides() {
    market.prevention = SelfTradePrevention.EXPIRE_MAKER;
    long sell = market.resting("a", SELL, "1", "850");
    market.trade("900", "1");
    List<Execution> events =
        place(SelfTradePrevention.EXPIRE_TAKER, market.limit("a", BUY, GTC, "1", "860"));
    assertThat(events).hasSize(1);
    assertThat(market.order(sell).status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void makerOnlyOrderThatWouldMeetAnOwnOneIsRefused() {
    market.prevention = SelfTradePrevention.EXPIRE_TAKER;
    assertThat(market.refused(market.maker(SELL, "1", "800"))).isEqualTo(Refusal.WOULD_TAKE);
  }
}
