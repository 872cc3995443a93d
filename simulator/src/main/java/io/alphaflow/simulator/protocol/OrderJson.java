package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PlaceResult;
import io.alphaflow.simulator.matching.PreventedMatch;
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
  static ObjectNode placed(PlaceResult.Accepted placed, Detail detail, VenueTimeUnit unit) {
    List<Execution> events = placed.executions();
    OrderState order = placed.order();
    ObjectNode out =
        ids(order)
            .put("clientOrderId", order.clientOrderId())
            .put("transactTime", unit.of(order.updatedMicros()));
    if (detail == Detail.ACK) {
      return out;
    }
    state(out, order);
    out.put("workingTime", unit.of(order.acceptedMicros()));
    if (detail == Detail.FULL) {
      List<Fill> fills = events.stream().flatMap(e -> e.fill().stream()).toList();
      out.set("fills", Json.array(fills, OrderJson::fillOfOrder));
    }
    List<PreventedMatch> prevented =
        events.stream().flatMap(e -> e.prevented().stream()).distinct().toList();
    if (!prevented.isEmpty()) {
      out.set("preventedMatches", Json.array(prevented, OrderJson::prevented));
    }
    return out;
  }

  private static ObjectNode prevented(PreventedMatch match) {
    ObjectNode out =
        Json.object()
            .put("preventedMatchId", match.id())
            .put("makerOrderId", match.makerOrderId())
            .put("price", Json.amount(match.price()));
    if (match.takerQuantity() > 0) {
      out.put("takerPreventedQuantity", Json.amount(match.takerQuantity()));
    }
    if (match.makerQuantity() > 0) {
      out.put("makerPreventedQuantity", Json.amount(match.makerQuantity()));
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
    return out;
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
        .put("workingTime", unit.of(order.acceptedMicros()));
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
        .put("side", order.side().name())
        .put("selfTradePreventionMode", order.request().selfTradePrevention().name());
    order
        .prevented()
        .ifPresent(
            match ->
                out.put("preventedMatchId", match.id())
                    .put("preventedQuantity", Json.amount(match.lostBy(order.orderId()))));
  }
}
