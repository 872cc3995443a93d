package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.OrderListState;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PairResult;
import java.util.List;

/** Lists of orders in the venue's words. */
final class OrderListJson {

  private OrderListJson() {}

  /** A list that was asked for. */
  static ObjectNode list(MatchingEngine engine, OrderListState list, VenueTimeUnit unit) {
    ObjectNode out =
        Json.object()
            .put("orderListId", list.orderListId())
            .put("contingencyType", "OCO")
            .put("listStatusType", statusType(list))
            .put("listOrderStatus", orderStatus(list))
            .put("listClientOrderId", list.listClientOrderId())
            .put("transactionTime", unit.of(list.transactionMicros()))
            .put("symbol", list.symbol());
    ArrayNode orders = out.putArray("orders");
    for (long id : list.orderIds()) {
      OrderState order = engine.order(list.account(), list.symbol(), id).orElseThrow();
      orders
          .addObject()
          .put("symbol", list.symbol())
          .put("orderId", id)
          .put("clientOrderId", order.clientOrderId());
    }
    return out;
  }

  static String statusType(OrderListState list) {
    return list.open() ? "EXEC_STARTED" : "ALL_DONE";
  }

  static String orderStatus(OrderListState list) {
    return list.open() ? "EXECUTING" : "ALL_DONE";
  }

  /** The answer to a new list. */
  static ObjectNode placed(
      MatchingEngine engine,
      PairResult.Accepted placed,
      OrderJson.Detail detail,
      VenueTimeUnit unit) {
    ObjectNode out = list(engine, placed.list(), unit);
    ArrayNode reports = out.putArray("orderReports");
    for (long id : placed.list().orderIds()) {
      OrderState order =
          engine.order(placed.list().account(), placed.list().symbol(), id).orElseThrow();
      reports.add(OrderJson.placed(order, placed.executions(), detail, unit));
    }
    return out;
  }

  /** The answer to a cancel: of one order, or of a list when the order was of one. */
  static ObjectNode cancelled(
      MatchingEngine engine, List<Execution> cancelled, VenueTimeUnit unit) {
    OrderState first = cancelled.get(0).order();
    if (first.orderListId() == OrderState.NO_LIST) {
      return OrderJson.cancelled(cancelled.get(0), unit);
    }
    OrderListState list = engine.orderList(first.account(), first.orderListId()).orElseThrow();
    ObjectNode out = list(engine, list, unit);
    out.set("orderReports", Json.array(cancelled, c -> OrderJson.cancelled(c, unit)));
    return out;
  }
}
