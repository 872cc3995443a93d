package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.OrderListState;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PreventedMatch;
import java.math.RoundingMode;

/** Events of the user data stream. Event and transaction times are market time. */
public final class UserEventJson {

  private UserEventJson() {}

  /** What happened to an order. */
  public static ObjectNode executionReport(Execution event, VenueTimeUnit unit) {
    OrderState order = event.order();
    long time = unit.of(event.timeMicros());
    ObjectNode out =
        Json.object()
            .put("e", "executionReport")
            .put("E", time)
            .put("s", order.symbol())
            .put("c", event.cancelId().orElse(order.clientOrderId()))
            .put("S", order.side().name())
            .put("o", order.request().type().name())
            .put("f", order.timeInForce().name())
            .put("q", Json.amount(order.quantity()))
            .put("p", Json.amount(order.price()))
            .put("P", Json.amount(order.request().stopPrice()))
            .put("F", Json.amount(order.request().icebergQuantity()))
            .put("g", order.orderListId())
            .put("C", originalId(event))
            .put("x", event.kind().name())
            .put("X", order.status().name())
            .put("r", "NONE")
            .put("i", order.orderId());
    fill(out, event, order);
    event.prevented().ifPresent(match -> prevented(out, match, order));
    out.put("T", time)
        .put("t", event.fill().map(Fill::tradeId).orElse(-1L))
        .put("I", event.executionId())
        .put("w", order.status().isOpen() && order.working())
        .put("m", event.fill().map(Fill::maker).orElse(false))
        .put("M", false)
        .put("O", unit.of(order.acceptedMicros()))
        .put("Z", Json.amount(order.executedQuote()))
        .put("Y", Json.amount(event.fill().map(Fill::quoteQuantity).orElse(0L)))
        .put("Q", Json.amount(order.request().quoteQuantity()));
    if (order.working()) {
      out.put("W", unit.of(order.workingMicros()));
    }
    out.put("V", order.request().selfTradePrevention().name());
    order.expiryReason().ifPresent(reason -> out.put("eR", reason.name()));
    return out;
  }

  /** The order's id when the event carries another: of a cancel, or of the order before. */
  private static String originalId(Execution event) {
    return event
        .cancelId()
        .map(id -> event.order().clientOrderId())
        .or(event::replacedId)
        .orElse("");
  }

  private static void prevented(ObjectNode out, PreventedMatch match, OrderState order) {
    long quote = Fixed8.multiply(match.price(), match.quantity(), RoundingMode.UNNECESSARY);
    out.put("v", match.id())
        .put("A", Json.amount(order.preventedQuantity()))
        .put("B", Json.amount(match.lostBy(order.orderId())))
        .put("u", -1)
        .put("U", match.counterOrderId(order.orderId()))
        .put("pl", Json.amount(match.quantity()))
        .put("pL", Json.amount(match.price()))
        .put("pY", Json.amount(quote));
  }

  private static void fill(ObjectNode out, Execution event, OrderState order) {
    out.put("l", Json.amount(event.fill().map(Fill::quantity).orElse(0L)))
        .put("z", Json.amount(order.executedQuantity()))
        .put("L", Json.amount(event.fill().map(Fill::price).orElse(0L)))
        .put("n", event.fill().map(f -> Json.amount(f.commission())).orElse("0"))
        .put("N", event.fill().map(Fill::commissionAsset).orElse(null));
  }

  /** A list of orders began, changed an id or ended with an event. */
  public static ObjectNode listStatus(
      Execution event, OrderListState list, MatchingEngine engine, VenueTimeUnit unit) {
    boolean renamed = event.kind() == Execution.Kind.REPLACED;
    ObjectNode out =
        Json.object()
            .put("e", "listStatus")
            .put("E", unit.of(event.timeMicros()))
            .put("s", list.symbol())
            .put("g", list.orderListId())
            .put("c", "OCO")
            .put("l", renamed ? "UPDATED" : OrderListJson.statusType(list))
            .put("L", OrderListJson.orderStatus(list))
            .put("r", "NONE")
            .put("C", list.listClientOrderId())
            .put("T", unit.of(list.transactionMicros()));
    ArrayNode orders = out.putArray("O");
    for (long id : list.orderIds()) {
      OrderState order = engine.order(list.account(), list.symbol(), id).orElseThrow();
      orders.addObject().put("s", list.symbol()).put("i", id).put("c", order.clientOrderId());
    }
    return out;
  }

  /** The balances that the event may have changed: base, quote, and what paid a commission. */
  public static ObjectNode accountPosition(Execution event, VenueTimeUnit unit) {
    long time = unit.of(event.timeMicros());
    ObjectNode out =
        Json.object().put("e", "outboundAccountPosition").put("E", time).put("u", time);
    out.set(
        "B",
        Json.array(
            event.balances(),
            b ->
                Json.object()
                    .put("a", b.asset())
                    .put("f", Json.amount(b.free()))
                    .put("l", Json.amount(b.locked()))));
    return out;
  }
}
