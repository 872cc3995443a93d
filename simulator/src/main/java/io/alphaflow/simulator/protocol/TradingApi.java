package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PlaceResult;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Placing, cancelling and asking for orders. */
final class TradingApi {

  private static final int DEFAULT_ORDERS = 500;
  private static final int MOST_ORDERS = 1_000;

  private final Venue venue;
  private long generatedIds;

  TradingApi(Venue venue) {
    this.venue = venue;
  }

  JsonNode place(Call call) {
    SymbolSpec symbol = venue.symbol(call.params());
    NewOrder order = OrderRequest.read(call, symbol, this::generateId);
    OrderJson.Detail detail = detail(call.params(), order.type());
    venue.limits().requireOrderRoom(order.account(), venue.wall().getAsLong());
    PlaceResult result = venue.engine().place(order, venue.playback().marketMicros());
    if (result instanceof PlaceResult.Refused refused) {
      throw OrderRequest.refused(refused.why());
    }
    PlaceResult.Accepted placed = (PlaceResult.Accepted) result;
    venue.limits().placed(order.account(), venue.wall().getAsLong());
    venue.publish(placed.executions());
    return OrderJson.placed(placed, detail, call.unit());
  }

  /** Checks an order and changes nothing. */
  JsonNode test(Call call) {
    NewOrder order = OrderRequest.read(call, venue.symbol(call.params()), this::generateId);
    venue
        .engine()
        .check(order)
        .ifPresent(
            why -> {
              throw OrderRequest.refused(why);
            });
    return Json.object();
  }

  JsonNode status(Call call) {
    OrderState order =
        find(call).orElseThrow(() -> ApiException.of(-2013, "Order does not exist."));
    return OrderJson.order(order, call.unit());
  }

  JsonNode cancel(Call call) {
    String cancelId = OrderRequest.clientId(call.params(), "newClientOrderId", this::generateId);
    Execution cancel =
        find(call)
            .flatMap(o -> cancel(o, cancelId))
            .orElseThrow(() -> ApiException.of(-2011, "Unknown order sent."));
    return OrderJson.cancelled(cancel, call.unit());
  }

  JsonNode cancelAll(Call call) {
    String symbol = venue.symbol(call.params()).symbol();
    List<OrderState> open = open(call.accountName(), Stream.of(symbol));
    if (open.isEmpty()) {
      throw ApiException.of(-2011, "Unknown order sent.");
    }
    ArrayNode out = Json.array();
    for (OrderState order : open) {
      cancel(order, generateId()).ifPresent(c -> out.add(OrderJson.cancelled(c, call.unit())));
    }
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

  private Optional<Execution> cancel(OrderState order, String cancelId) {
    Optional<Execution> cancel =
        venue
            .engine()
            .cancel(
                order.account(),
                order.symbol(),
                order.orderId(),
                cancelId,
                venue.wall().getAsLong(),
                venue.playback().marketMicros());
    cancel.ifPresent(c -> venue.publish(List.of(c)));
    return cancel;
  }

  private Optional<OrderState> find(Call call) {
    MatchingEngine engine = venue.engine();
    String symbol = venue.symbol(call.params()).symbol();
    OptionalLong orderId = call.params().whole("orderId");
    Optional<String> clientId = call.params().text("origClientOrderId");
    if (orderId.isEmpty()) {
      String id =
          clientId.orElseThrow(
              () ->
                  ApiException.of(
                      -1102,
                      "Param 'origClientOrderId' or 'orderId' must be sent, but both were"
                          + " empty/null!"));
      return engine.order(call.accountName(), symbol, id);
    }
    Optional<OrderState> order = engine.order(call.accountName(), symbol, orderId.getAsLong());
    if (order.isPresent()
        && clientId.isPresent()
        && !order.get().clientOrderId().equals(clientId.get())) {
      throw ApiException.of(-2039, "Client order ID is not correct for this order ID.");
    }
    return order;
  }

  private List<OrderState> open(String account, Stream<String> symbols) {
    return symbols.flatMap(s -> venue.engine().openOrders(account, s).stream()).toList();
  }

  private static OrderJson.Detail detail(Params params, VenueOrderType type) {
    String byDefault = type == VenueOrderType.LIMIT_MAKER ? "ACK" : "FULL";
    return OrderRequest.constant(
        OrderJson.Detail.class,
        params.text("newOrderRespType").orElse(byDefault),
        -1102,
        ApiException.missing("newOrderRespType").getMessage());
  }

  private String generateId() {
    return "venue-" + ++generatedIds;
  }
}
