package io.alphaflow.exchange.coinbase.trading;

import static io.alphaflow.exchange.wire.Json.decimal;
import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.wire.Json;
import java.math.RoundingMode;
import java.util.List;

/** Coinbase's spelling of orders and balances. */
final class OrderJson {

  private OrderJson() {}

  /** The body of a new order; the same for the same order, byte for byte. */
  static String placing(NewOrder order) {
    ObjectNode body = Json.object();
    body.put("client_order_id", order.clientOrderId());
    body.put("product_id", Products.of(order.instrument()));
    body.put("side", order.side().name());
    ObjectNode configuration = body.putObject("order_configuration");
    if (order.orderType() == OrderType.MARKET) {
      configuration
          .putObject("market_market_ioc")
          .put(
              order.byAmount() ? "quote_size" : "base_size",
              Fixed8.format(order.byAmount() ? order.quoteAmount() : order.quantity()));
      return body.toString();
    }
    TimeInForce timeInForce =
        order.orderType().hasTimeInForce() ? order.timeInForce() : TimeInForce.GTC;
    ObjectNode limit =
        switch (timeInForce) {
          case GTC -> configuration.putObject("limit_limit_gtc");
          case IOC -> configuration.putObject("sor_limit_ioc");
          case FOK -> configuration.putObject("limit_limit_fok");
        };
    limit.put("base_size", Fixed8.format(order.quantity()));
    limit.put("limit_price", Fixed8.format(order.limitPrice()));
    if (order.orderType() == OrderType.LIMIT_MAKER) {
      limit.put("post_only", true);
    }
    return body.toString();
  }

  /** An order as queries give it. */
  static OrderView queried(InstrumentId instrument, JsonNode json) {
    long created = Json.micros(json, "created_time");
    long filled = decimal(json, "filled_size");
    long updated =
        Math.max(
            created,
            Math.max(
                Json.microsOrZero(json, "last_fill_time"),
                Json.microsOrZero(json, "last_update_time")));
    String reason = json.path("reject_message").asText("");
    return new OrderView(
        instrument,
        text(json, "client_order_id"),
        text(json, "order_id"),
        status(text(json, "status"), filled),
        filled,
        created,
        updated,
        List.of(),
        reason.isEmpty() ? json.path("cancel_message").asText("") : reason);
  }

  /**
   * An order of the user channel, which says how much is filled in all.
   *
   * @param time of the message, epoch microseconds UTC
   */
  static OrderView event(InstrumentId instrument, JsonNode json, long time) {
    long filled = decimal(json, "cumulative_quantity");
    String reason = json.path("reject_reason").asText("");
    return new OrderView(
        instrument,
        text(json, "client_order_id"),
        text(json, "order_id"),
        status(text(json, "status"), filled),
        filled,
        Json.micros(json, "creation_time"),
        time,
        List.of(),
        reason.isEmpty() ? json.path("cancel_reason").asText("") : reason);
  }

  private static OrderStatus status(String text, long filled) {
    return switch (text) {
      case "PENDING", "OPEN", "QUEUED", "EDIT_QUEUED", "CANCEL_QUEUED" ->
          filled > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW;
      case "FILLED" -> OrderStatus.FILLED;
      case "CANCELLED" -> OrderStatus.CANCELED;
      case "EXPIRED" -> OrderStatus.EXPIRED;
      case "FAILED" -> OrderStatus.REJECTED;
      default -> throw new IllegalArgumentException("unknown order status \"" + text + "\"");
    };
  }

  /** A balance; what is finer than 1e-8 is left out, so that no more is stated than there is. */
  static AssetBalance balance(JsonNode account) {
    return new AssetBalance(
        text(account, "currency"),
        decimal(account.path("available_balance"), "value", RoundingMode.DOWN),
        account.path("hold").isObject()
            ? decimal(account.path("hold"), "value", RoundingMode.DOWN)
            : 0);
  }
}
