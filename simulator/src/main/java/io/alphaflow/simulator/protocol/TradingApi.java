package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PlaceResult;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Placing, cancelling and asking for orders. */
final class TradingApi {

  private static final int DEFAULT_ORDERS = 500;
  private static final int MOST_ORDERS = 1_000;
  private static final int RATES_WEIGHT = 20;

  private final OrderDesk desk;
  private final Venue venue;

  TradingApi(OrderDesk desk) {
    this.desk = desk;
    this.venue = desk.venue();
  }

  JsonNode place(Call call) {
    NewOrder order = desk.read(call);
    OrderJson.Detail detail = OrderJson.Detail.of(call.params(), order.type());
    desk.requireRoom(order.account(), 1);
    PlaceResult.Accepted placed = desk.place(order);
    return OrderJson.placed(placed.order(), placed.executions(), detail, call.unit());
  }

  static int testWeight(Params params) {
    return asksForRates(params) ? RATES_WEIGHT : 1;
  }

  private static boolean asksForRates(Params params) {
    return params.text("computeCommissionRates").filter("true"::equals).isPresent();
  }

  /** Checks an order and changes nothing. */
  JsonNode test(Call call) {
    NewOrder order = desk.read(call);
    venue
        .engine()
        .check(order)
        .ifPresent(
            why -> {
              throw Refusals.ofPlacing(why);
            });
    return asksForRates(call.params())
        ? AccountJson.ratesOfOrder(venue.engine(), order.account())
        : Json.object();
  }

  JsonNode status(Call call) {
    OrderState order =
        desk.find(call, "orderId", "origClientOrderId")
            .orElseThrow(() -> ApiException.of(-2013, "Order does not exist."));
    return OrderJson.order(order, call.unit());
  }

  JsonNode cancel(Call call) {
    String cancelId = OrderRequest.clientId(call.params(), "newClientOrderId", desk::generateId);
    return OrderListJson.cancelled(
        venue.engine(), desk.cancel(call, "orderId", "origClientOrderId", cancelId), call.unit());
  }

  JsonNode cancelAll(Call call) {
    String symbol = venue.symbol(call.params()).symbol();
    List<OrderState> open = open(call.accountName(), Stream.of(symbol));
    if (open.isEmpty()) {
      throw ApiException.of(-2011, "Unknown order sent.");
    }
    List<List<Execution>> cancelled = new ArrayList<>();
    for (OrderState order : open) {
      cancelled.add(desk.commands().cancel(order, desk.generateId()));
    }
    ArrayNode out = Json.array();
    cancelled.stream()
        .filter(c -> !c.isEmpty())
        .forEach(c -> out.add(OrderListJson.cancelled(venue.engine(), c, call.unit())));
    return out;
  }

  static int openOrdersWeight(Params params) {
    return params.text("symbol").isPresent() ? 6 : 80;
  }

  JsonNode openOrders(Call call) {
    Stream<String> symbols =
        call.params().text("symbol").isPresent()
            ? Stream.of(venue.symbol(call.params()).symbol())
            : venue.engine().symbols().stream().map(SymbolSpec::symbol);
    return Json.array(open(call.accountName(), symbols), o -> OrderJson.order(o, call.unit()));
  }

  JsonNode allOrders(Call call) {
    Params params = call.params();
    params.requireOneDay();
    String symbol = venue.symbol(params).symbol();
    OptionalLong fromId = params.whole("orderId");
    long start = params.time("startTime").orElse(Long.MIN_VALUE);
    long end = params.time("endTime").orElse(Long.MAX_VALUE);
    List<OrderState> own =
        venue.engine().orders(symbol).stream()
            .filter(o -> o.account().equals(call.accountName()))
            .filter(o -> o.orderId() >= fromId.orElse(0))
            .filter(o -> o.acceptedMicros() >= start && o.acceptedMicros() <= end)
            .toList();
    boolean oldestFirst = fromId.isPresent() || start != Long.MIN_VALUE;
    int limit = params.limit(DEFAULT_ORDERS, MOST_ORDERS);
    return Json.array(Page.of(own, limit, oldestFirst), o -> OrderJson.order(o, call.unit()));
  }

  private List<OrderState> open(String account, Stream<String> symbols) {
    return symbols.flatMap(s -> venue.engine().openOrders(account, s).stream()).toList();
  }
}
