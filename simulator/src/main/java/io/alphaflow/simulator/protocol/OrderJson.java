package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.OrderState;
import java.util.List;

/** Orders and own trades in the venue's words. */
final class OrderJson {

  /** How much the answer to a new order tells. */
  enum Detail {
    /** Only that it was accepted. */
    ACK,
    /** Also what became of it. */
    RESULT,
    /** Also each fill. */
    FULL
  }

  private OrderJson() {}

  /** The answer to a new order. */
  static ObjectNode placed(List<Execution> events, Detail detail, VenueTimeUnit unit) {
    OrderState order = events.get(events.size() - 1).order();
    ObjectNode out =
        ids(order)
            .put("clientOrderId", order.clientOrderId())
            .put("transactTime", unit.of(order.updatedMicros()));
    if (detail == Detail.ACK) {
      return out;
    }
    state(out, order);
    out.put("workingTime", unit.of(order.acceptedMicros())).put("selfTradePreventionMode", "NONE");
    if (detail == Detail.FULL) {
      List<Fill> fills = events.stream().flatMap(e -> e.fill().stream()).toList();
      out.set("fills", Json.array(fills, OrderJson::fillOfOrder));
    }
    return out;
  }

  /** The answer to a cancel. */
  static ObjectNode cancelled(Execution cancel, VenueTimeUnit unit) {
    OrderState order = cancel.order();
    ObjectNode out =
        ids(order)
            .put("origClientOrderId", order.clientOrderId())
            .put("clientOrderId", cancel.cancelId().orElseThrow())
            .put("transactTime", unit.of(cancel.timeMicros()));
    state(out, order);
    return out.put("selfTradePreventionMode", "NONE");
  }

  /** An order that was asked for. */
  static ObjectNode order(OrderState order, VenueTimeUnit unit) {
    ObjectNode out = ids(order).put("clientOrderId", order.clientOrderId());
    state(out, order);
    return out.put("stopPrice", Json.amount(0))
        .put("icebergQty", Json.amount(0))
        .put("time", unit.of(order.acceptedMicros()))
        .put("updateTime", unit.of(order.updatedMicros()))
        .put("isWorking", true)
        .put("workingTime", unit.of(order.acceptedMicros()))
        .put("selfTradePreventionMode", "NONE");
  }

  /** An own trade. */
  static ObjectNode fill(Fill fill, VenueTimeUnit unit) {
    return Json.object()
        .put("symbol", fill.symbol())
        .put("id", fill.tradeId())
        .put("orderId", fill.orderId())
        .put("orderListId", -1)
        .put("price", Json.amount(fill.price()))
        .put("qty", Json.amount(fill.quantity()))
        .put("quoteQty", Json.amount(fill.quoteQuantity()))
        .put("commission", Json.amount(fill.commission()))
        .put("commissionAsset", fill.commissionAsset())
        .put("time", unit.of(fill.timeMicros()))
        .put("isBuyer", fill.side() == Side.BUY)
        .put("isMaker", fill.maker())
        .put("isBestMatch", true);
  }

  private static ObjectNode fillOfOrder(Fill fill) {
    return Json.object()
        .put("price", Json.amount(fill.price()))
        .put("qty", Json.amount(fill.quantity()))
        .put("commission", Json.amount(fill.commission()))
        .put("commissionAsset", fill.commissionAsset())
        .put("tradeId", fill.tradeId());
  }

  private static ObjectNode ids(OrderState order) {
    return Json.object()
        .put("symbol", order.symbol())
        .put("orderId", order.orderId())
        .put("orderListId", -1);
  }

  private static void state(ObjectNode out, OrderState order) {
    out.put("price", Json.amount(order.price()))
        .put("origQty", Json.amount(order.quantity()))
        .put("executedQty", Json.amount(order.executedQuantity()))
        .put("origQuoteOrderQty", Json.amount(order.request().quoteQuantity()))
        .put("cummulativeQuoteQty", Json.amount(order.executedQuote()))
        .put("status", order.status().name())
        .put("timeInForce", order.timeInForce().name())
        .put("type", order.request().type().name())
        .put("side", order.side().name());
  }
}
