package io.alphaflow.simulator.matching;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import java.util.List;
import java.util.Map;

/** An engine with accounts {@code a} and {@code b}, each with 10,000 USD and 10 BTC. */
final class EngineFixture {

  final MatchingEngine engine;
  SelfTradePrevention prevention = SelfTradePrevention.NONE;
  private int ids;

  EngineFixture(MatchingRules rules) {
    this(rules, BTCUSD);
  }

  EngineFixture(MatchingRules rules, SymbolSpec... symbols) {
    this(new MatchingEngine(List.of(symbols), rules));
  }

  EngineFixture(MatchingEngine engine) {
    this.engine = engine;
    for (String account : List.of("a", "b")) {
      engine.openAccount(account, Map.of("USD", amount("10000"), "BTC", amount("10")), Map.of());
    }
  }

  EngineFixture() {
    this(new MatchingRules(amount("0.001"), amount("0.002"), 1, amount("5")));
  }

  List<Execution> trade(String price, String quantity) {
    return engine.trade("BTCUSD", amount(price), amount(quantity), 1_000);
  }

  NewOrder limit(String account, Side side, TimeInForce tif, String quantity, String price) {
    return new NewOrder(
        account,
        "BTCUSD",
        "c-" + ++ids,
        side,
        VenueOrderType.LIMIT,
        tif,
        amount(quantity),
        0,
        amount(price),
        prevention,
        7);
  }

  /** A limit order that shows a part, or an order with a stop price; 0 is none. */
  NewOrder special(
      String account,
      Side side,
      VenueOrderType type,
      TimeInForce tif,
      String quantity,
      String price,
      String stopPrice,
      String iceberg) {
    return new NewOrder(
        account,
        "BTCUSD",
        "c-" + ++ids,
        side,
        type,
        tif,
        amount(quantity),
        0,
        amount(price),
        amount(stopPrice),
        amount(iceberg),
        prevention,
        7);
  }

  NewOrder stop(Side side, String quantity, String stopPrice) {
    return special(
        "a", side, VenueOrderType.STOP_LOSS, TimeInForce.GTC, quantity, "0", stopPrice, "0");
  }

  NewOrder stopLimit(Side side, String quantity, String price, String stopPrice) {
    return special(
        "a",
        side,
        VenueOrderType.STOP_LOSS_LIMIT,
        TimeInForce.GTC,
        quantity,
        price,
        stopPrice,
        "0");
  }

  /** What was told, as {@code id KIND STATUS} in order. */
  static List<String> told(List<Execution> events) {
    return events.stream()
        .map(e -> e.order().orderId() + " " + e.kind() + " " + e.order().status())
        .toList();
  }

  NewOrder maker(Side side, String quantity, String price) {
    return new NewOrder(
        "a",
        "BTCUSD",
        "c-" + ++ids,
        side,
        VenueOrderType.LIMIT_MAKER,
        TimeInForce.GTC,
        amount(quantity),
        0,
        amount(price),
        prevention,
        7);
  }

  NewOrder market(Side side, String quantity, String quoteQuantity) {
    return new NewOrder(
        "a",
        "BTCUSD",
        "c-" + ++ids,
        side,
        VenueOrderType.MARKET,
        TimeInForce.GTC,
        amount(quantity),
        amount(quoteQuantity),
        0,
        prevention,
        7);
  }

  List<Execution> accepted(NewOrder order) {
    PlaceResult result = engine.place(order, 2_000);
    if (result instanceof PlaceResult.Accepted accepted) {
      return accepted.executions();
    }
    throw new AssertionError("refused: " + result);
  }

  Refusal refused(NewOrder order) {
    PlaceResult result = engine.place(order, 2_000);
    if (result instanceof PlaceResult.Refused refused) {
      return refused.why();
    }
    throw new AssertionError("accepted: " + result);
  }

  /** An order that works. */
  long resting(String account, Side side, String quantity, String price) {
    return accepted(limit(account, side, TimeInForce.GTC, quantity, price))
        .get(0)
        .order()
        .orderId();
  }

  List<Execution> cancel(String account, long id, String cancelId) {
    return engine.cancel(account, "BTCUSD", id, cancelId, 9, 3_000);
  }

  OrderState order(long id) {
    return engine.orders("BTCUSD").get((int) id - 1);
  }

  Balance balance(String account, String asset) {
    return engine.balances(account).stream()
        .filter(b -> b.asset().equals(asset))
        .findFirst()
        .orElseThrow();
  }
}
