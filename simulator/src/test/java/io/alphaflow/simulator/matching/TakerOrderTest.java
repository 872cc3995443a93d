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
import org.junit.jupiter.api.Test;

class TakerOrderTest {

  private final EngineFixture market = new EngineFixture();

  private static List<Kind> kinds(List<Execution> events) {
    return events.stream().map(Execution::kind).toList();
  }

  @Test
  void refusesMarketOrderBeforeTheFirstTrade() {
    assertThat(market.refused(market.market(BUY, "1", "0"))).isEqualTo(Refusal.NO_MARKET);
  }

  @Test
  void ignoresTradesWithoutPriceOrQuantity() {
    market.trade("800", "0");
    market.trade("0", "1");
    assertThat(market.engine.top("BTCUSD")).isEmpty();
    market.trade("800", "1");
    market.trade("900", "0");
    assertThat(market.engine.top("BTCUSD"))
        .hasValue(new TopOfBook(amount("799.99"), amount("800.01"), amount("5"), amount("800")));
  }

  @Test
  void marketBuyPaysTheAskAndTheFeeInBase() {
    market.trade("800", "1");
    List<Execution> events = market.accepted(market.market(BUY, "1", "0"));
    assertThat(kinds(events)).containsExactly(Kind.NEW, Kind.TRADE);
    Fill fill = events.get(1).fill().orElseThrow();
    assertThat(fill.price()).isEqualTo(amount("800.01"));
    assertThat(fill.commission()).isEqualTo(amount("0.002"));
    assertThat(fill.commissionAsset()).isEqualTo("BTC");
    assertThat(market.balance("a", "USD")).isEqualTo(new Balance("USD", amount("9199.99"), 0));
    assertThat(market.balance("a", "BTC")).isEqualTo(new Balance("BTC", amount("10.998"), 0));
  }

  @Test
  void marketSellGetsTheBidAndPaysTheFeeInQuote() {
    market.trade("800", "1");
    market.accepted(market.market(SELL, "2", "0"));
    assertThat(market.balance("a", "USD").free()).isEqualTo(amount("11596.78004"));
    assertThat(market.balance("a", "BTC").free()).isEqualTo(amount("8"));
  }

  @Test
  void roundsTheFeeHalfUp() {
    EngineFixture tiny = new EngineFixture(new MatchingRules(0, 5_000, 0, amount("5")));
    tiny.trade("200000", "1");
    // 0.0001 × 0.00005 = 0.000000005, half of the last digit.
    Fill fill = tiny.accepted(tiny.market(BUY, "0.0001", "0")).get(1).fill().orElseThrow();
    assertThat(fill.commission()).isEqualTo(1);
  }

  @Test
  void marketOrderBeyondTheTopFillsWhatIsThereAndExpires() {
    market.trade("800", "1");
    List<Execution> events = market.accepted(market.market(BUY, "7", "0"));
    assertThat(kinds(events)).containsExactly(Kind.NEW, Kind.TRADE, Kind.EXPIRED);
    OrderState order = events.get(2).order();
    assertThat(order.executedQuantity()).isEqualTo(amount("5"));
    assertThat(order.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(market.balance("a", "USD").locked()).isZero();
  }

  @Test
  void marketSellBeyondTheTopLeavesTheRestFree() {
    market.trade("800", "1");
    market.accepted(market.market(SELL, "7", "0"));
    assertThat(market.balance("a", "BTC")).isEqualTo(new Balance("BTC", amount("5"), 0));
  }

  @Test
  void quoteQuantityBuysWholeLotsForAtMostThatMuch() {
    market.trade("800", "1");
    List<Execution> events = market.accepted(market.market(BUY, "0", "1000"));
    OrderState order = events.get(1).order();
    assertThat(order.quantity()).isEqualTo(amount("1.2499"));
    assertThat(order.executedQuote()).isLessThanOrEqualTo(amount("1000"));
    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void refusesMarketOrderWithoutTheMoney() {
    market.trade("3000", "1");
    assertThat(market.refused(market.market(BUY, "4", "0")))
        .isEqualTo(Refusal.INSUFFICIENT_BALANCE);
    market.trade("800", "1");
    market.accepted(market.market(SELL, "5", "0"));
    market.accepted(market.market(SELL, "5", "0"));
    assertThat(market.refused(market.market(SELL, "0.1", "0")))
        .isEqualTo(Refusal.INSUFFICIENT_BALANCE);
  }

  @Test
  void marketableLimitFillsAtTheBookAndGetsTheDifferenceBack() {
    market.trade("800", "1");
    market.accepted(market.limit("a", BUY, GTC, "1", "900"));
    assertThat(market.balance("a", "USD")).isEqualTo(new Balance("USD", amount("9199.99"), 0));
  }

  @Test
  void marketableLimitBeyondTheTopRestsWithTheRemainder() {
    market.trade("800", "1");
    List<Execution> events = market.accepted(market.limit("a", BUY, GTC, "7", "900"));
    assertThat(kinds(events)).containsExactly(Kind.NEW, Kind.TRADE);
    assertThat(events.get(1).order().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(market.balance("a", "USD").locked()).isEqualTo(amount("1800"));
  }

  @Test
  void immediateOrCancelExpiresWithWhatItCannotFill() {
    market.trade("800", "1");
    assertThat(kinds(market.accepted(market.limit("a", BUY, IOC, "7", "900"))))
        .containsExactly(Kind.NEW, Kind.TRADE, Kind.EXPIRED);
    assertThat(kinds(market.accepted(market.limit("a", BUY, IOC, "1", "700"))))
        .containsExactly(Kind.NEW, Kind.EXPIRED);
    assertThat(market.balance("a", "USD").locked()).isZero();
  }

  @Test
  void fillOrKillFillsWholeOrNotAtAll() {
    market.trade("800", "1");
    assertThat(kinds(market.accepted(market.limit("a", BUY, FOK, "7", "900"))))
        .containsExactly(Kind.NEW, Kind.EXPIRED);
    assertThat(market.balance("a", "USD").free()).isEqualTo(amount("10000"));
    assertThat(kinds(market.accepted(market.limit("a", BUY, FOK, "5", "900"))))
        .containsExactly(Kind.NEW, Kind.TRADE);
  }

  @Test
  void refusesLimitMakerThatWouldTake() {
    market.trade("800", "1");
    assertThat(market.refused(market.maker(BUY, "1", "800.01"))).isEqualTo(Refusal.WOULD_TAKE);
    assertThat(market.refused(market.maker(SELL, "1", "799.99"))).isEqualTo(Refusal.WOULD_TAKE);
    assertThat(market.accepted(market.maker(BUY, "1", "800"))).hasSize(1);
  }

  @Test
  void namesTheFilterThatIsBroken() {
    market.trade("800", "1");
    assertThat(market.refused(market.limit("a", BUY, GTC, "1", "800.001")))
        .isEqualTo(Refusal.PRICE_FILTER);
    assertThat(market.refused(market.limit("a", BUY, GTC, "1", "1000000001")))
        .isEqualTo(Refusal.PRICE_FILTER);
    assertThat(market.refused(market.limit("a", BUY, GTC, "0.00005", "800")))
        .isEqualTo(Refusal.LOT_SIZE);
    assertThat(market.refused(market.limit("a", BUY, GTC, "0.00015", "800")))
        .isEqualTo(Refusal.LOT_SIZE);
    assertThat(market.refused(market.market(SELL, "1000.0001", "0"))).isEqualTo(Refusal.LOT_SIZE);
    assertThat(market.refused(market.limit("a", BUY, GTC, "0.0124", "800")))
        .isEqualTo(Refusal.NOTIONAL);
    assertThat(market.refused(market.market(BUY, "0.0124", "0"))).isEqualTo(Refusal.NOTIONAL);
    assertThat(market.refused(market.market(BUY, "0", "9.99"))).isEqualTo(Refusal.NOTIONAL);
    assertThat(market.refused(market.market(BUY, "0", "90000000000"))).isEqualTo(Refusal.LOT_SIZE);
    assertThat(market.accepted(market.limit("a", BUY, GTC, "0.0125", "800"))).hasSize(1);
  }
}
