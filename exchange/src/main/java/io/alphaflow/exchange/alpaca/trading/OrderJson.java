package io.alphaflow.exchange.alpaca.trading;

import static io.alphaflow.exchange.wire.Json.decimal;
import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.wire.Json;
import java.util.List;
import java.util.Locale;

/** Alpaca's spelling of orders. */
final class OrderJson {

  private OrderJson() {}

  /**
   * The body of a new order. A market order in crypto needs a time in force too; IOC is what it is.
   */
  static String placing(NewOrder order) {
    ObjectNode body = Json.object();
    boolean isMarket = order.orderType() == OrderType.MARKET;
    String type =
        switch (order.orderType()) {
          case MARKET -> "market";
          case LIMIT -> "limit";
          case STOP_LOSS_LIMIT -> "stop_limit";
          default -> throw new IllegalArgumentException("no order " + order.orderType());
        };
    body.put("symbol", Pairs.of(order.instrument()));
    body.put(
        order.byAmount() ? "notional" : "qty",
        Fixed8.format(order.byAmount() ? order.quoteAmount() : order.quantity()));
    body.put("side", order.side().name().toLowerCase(Locale.ROOT));
    body.put("type", type);
    body.put(
        "time_in_force", isMarket ? "ioc" : order.timeInForce().name().toLowerCase(Locale.ROOT));
    if (order.orderType().hasLimit()) {
      body.put("limit_price", Fixed8.format(order.limitPrice()));
    }
    if (order.orderType().hasTrigger()) {
      body.put("stop_price", Fixed8.format(order.triggerPrice()));
    }
    body.put("client_order_id", order.clientOrderId());
    return body.toString();
  }

  /** An order as all answers give it. */
  static OrderView view(InstrumentId instrument, JsonNode json) {
    return view(instrument, json, 0);
  }

  /**
   * An order.
   *
   * @param time at least when it was so, epoch microseconds UTC
   */
  static OrderView view(InstrumentId instrument, JsonNode json, long time) {
    long filled = decimal(json, "filled_qty");
    long created = Json.micros(json, "created_at");
    String status = text(json, "status");
    return new OrderView(
        instrument,
        text(json, "client_order_id"),
        text(json, "id"),
        status(status, filled),
        filled,
        created,
        Math.max(time, Math.max(created, Json.microsOrZero(json, "updated_at"))),
        List.of(),
        status.equals("rejected") || status.equals("expired") ? status : "");
  }

  private static OrderStatus status(String text, long filled) {
    return switch (text) {
      case "new",
          "partially_filled",
          "accepted",
          "pending_new",
          "accepted_for_bidding",
          "pending_cancel",
          "pending_replace",
          "stopped",
          "suspended",
          "calculated",
          "held",
          "done_for_day" ->
          filled > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW;
      case "filled" -> OrderStatus.FILLED;
      // We replace no orders: then somebody else ended it.
      case "canceled", "replaced" -> OrderStatus.CANCELED;
      case "expired" -> OrderStatus.EXPIRED;
      case "rejected" -> OrderStatus.REJECTED;
      default -> throw new IllegalArgumentException("unknown order status \"" + text + "\"");
    };
  }
}
