package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.matching.Amendment;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.Fill;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PreventedMatch;
import io.alphaflow.simulator.matching.VenueOrderType;
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
    FULL;

    /** What a request asks for; by default FULL for MARKET and LIMIT, else ACK. */
    static Detail of(Params params, VenueOrderType type) {
      boolean full = type == VenueOrderType.MARKET || type == VenueOrderType.LIMIT;
      return params
          .constant(
              Detail.class,
              "newOrderRespType",
              -1102,
              ApiException.missing("newOrderRespType").getMessage())
          .orElse(full ? FULL : ACK);
    }
  }

  private OrderJson() {}

  /**
   * The answer to a new order.
   *
   * @param order as it stands
   * @param events what happened at once, also to others
   */
  static ObjectNode placed(
      OrderState order, List<Execution> events, Detail detail, VenueTimeUnit unit) {
    ObjectNode out =
        ids(order)
            .put("clientOrderId", order.clientOrderId())
            .put("transactTime", unit.of(order.updatedMicros()));
    if (detail == Detail.ACK) {
      return out;
    }
    state(out, order);
    out.put("workingTime", workingTime(order, unit));
    if (detail == Detail.FULL) {
      List<Fill> fills =
          events.stream()
              .flatMap(e -> e.fill().stream())
              .filter(f -> f.orderId() == order.orderId())
              .toList();
      out.set("fills", Json.array(fills, OrderJson::fillOfOrder));
    }
    List<PreventedMatch> prevented =
        events.stream()
            .flatMap(e -> e.prevented().stream())
            .filter(m -> m.takerOrderId() == order.orderId())
            .distinct()
            .toList();
    if (!prevented.isEmpty()) {
      out.set("preventedMatches", Json.array(prevented, OrderJson::prevented));
    }
    return out;
  }

  private static long workingTime(OrderState order, VenueTimeUnit unit) {
    return order.workingMicros() < 0 ? -1 : unit.of(order.workingMicros());
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

  /** The answer to a change of an order. */
  static ObjectNode amended(MatchingEngine engine, Execution event, VenueTimeUnit unit) {
    OrderState order = event.order();
    ObjectNode out =
        Json.object()
            .put("transactTime", unit.of(event.timeMicros()))
            .put("executionId", event.executionId());
    ObjectNode amended =
        ids(order)
            .put("origClientOrderId", event.replacedId().orElseThrow())
            .put("clientOrderId", order.clientOrderId())
            .put("price", Json.amount(order.price()))
            .put("qty", Json.amount(order.quantity()))
            .put("executedQty", Json.amount(order.executedQuantity()))
            .put("preventedQty", Json.amount(order.preventedQuantity()))
            .put("quoteOrderQty", Json.amount(order.request().quoteQuantity()))
            .put("cumulativeQuoteQty", Json.amount(order.executedQuote()));
    kind(amended, order);
    if (order.working()) {
      amended.put("workingTime", workingTime(order, unit));
    }
    out.set(
        "amendedOrder",
        amended.put("selfTradePreventionMode", order.request().selfTradePrevention().name()));
    engine
        .orderList(order.account(), order.orderListId())
        .ifPresent(
            list -> {
              ObjectNode status = OrderListJson.list(engine, list, unit);
              status.remove(List.of("listStatusType", "transactionTime"));
              out.set("listStatus", status);
            });
    return out;
  }

  /** One change of an order. */
  static ObjectNode amendment(String symbol, Amendment amendment, VenueTimeUnit unit) {
    return Json.object()
        .put("symbol", symbol)
        .put("orderId", amendment.orderId())
        .put("executionId", amendment.executionId())
        .put("origClientOrderId", amendment.clientOrderIdBefore())
        .put("newClientOrderId", amendment.clientOrderIdAfter())
        .put("origQty", Json.amount(amendment.quantityBefore()))
        .put("newQty", Json.amount(amendment.quantityAfter()))
        .put("time", unit.of(amendment.timeMicros()));
  }

  /** An order that was asked for. */
  static ObjectNode order(OrderState order, VenueTimeUnit unit) {
    ObjectNode out = ids(order).put("clientOrderId", order.clientOrderId());
    state(out, order);
    return out.put("stopPrice", Json.amount(order.request().stopPrice()))
        .put("icebergQty", Json.amount(order.request().icebergQuantity()))
        .put("time", unit.of(order.acceptedMicros()))
        .put("updateTime", unit.of(order.updatedMicros()))
        .put("isWorking", order.working())
        .put("workingTime", workingTime(order, unit));
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
        .put("orderListId", order.orderListId());
  }

  private static void state(ObjectNode out, OrderState order) {
    NewOrder request = order.request();
    out.put("price", Json.amount(order.price()))
        .put("origQty", Json.amount(order.quantity()))
        .put("executedQty", Json.amount(order.executedQuantity()))
        .put("origQuoteOrderQty", Json.amount(request.quoteQuantity()))
        .put("cummulativeQuoteQty", Json.amount(order.executedQuote()));
    kind(out, order);
    if (request.type().isContingent()) {
      out.put("stopPrice", Json.amount(request.stopPrice()));
    }
    if (request.icebergQuantity() > 0) {
      out.put("icebergQty", Json.amount(request.icebergQuantity()));
    }
    out.put("selfTradePreventionMode", request.selfTradePrevention().name());
    order
        .prevented()
        .ifPresent(
            match ->
                out.put("preventedMatchId", match.id())
                    .put("preventedQuantity", Json.amount(order.preventedQuantity())));
    order.expiryReason().ifPresent(reason -> out.put("expiryReason", reason.name()));
  }

  private static void kind(ObjectNode out, OrderState order) {
    out.put("status", order.status().name())
        .put("timeInForce", order.timeInForce().name())
        .put("type", order.request().type().name())
        .put("side", order.side().name());
  }
}
