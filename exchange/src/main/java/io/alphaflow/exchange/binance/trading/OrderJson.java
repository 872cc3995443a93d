package io.alphaflow.exchange.binance.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads Binance's JSON. A field that is missing or of another form is an {@link
 * IllegalArgumentException}: half-read answers must not become facts.
 */
final class OrderJson {

  /** Epoch milliseconds stay below this until the year 5138, microseconds are above since 1973. */
  private static final long FIRST_MICROS = 100_000_000_000_000L;

  private static final String SELF_TRADE = "EXPIRED_IN_MATCH";

  private OrderJson() {}

  /** The answer to a new order of type FULL. All its fills took liquidity, at its own time. */
  static OrderView placed(InstrumentId instrument, JsonNode json) {
    long time = micros(json, "transactTime");
    List<Fill> fills = new ArrayList<>();
    for (JsonNode fill : json.path("fills")) {
      fills.add(
          new Fill(
              number(fill, "tradeId"),
              decimal(fill, "qty"),
              decimal(fill, "price"),
              decimal(fill, "commission"),
              Json.text(fill, "commissionAsset"),
              false,
              time));
    }
    return view(instrument, json, "clientOrderId", time, time, fills);
  }

  /** The answer to a query, without fills. */
  static OrderView queried(InstrumentId instrument, JsonNode json) {
    return view(
        instrument,
        json,
        "clientOrderId",
        micros(json, "time"),
        micros(json, "updateTime"),
        List.of());
  }

  /** The answer to a cancel; it does not say when the order was created. */
  static OrderView canceled(InstrumentId instrument, JsonNode json) {
    return view(instrument, json, "origClientOrderId", 0, micros(json, "transactTime"), List.of());
  }

  /** The answer to an amendment; it does not say when the order was created. */
  static OrderView amended(InstrumentId instrument, JsonNode json) {
    JsonNode order = json.path("amendedOrder");
    long time = micros(json, "transactTime");
    return view(instrument, order, "clientOrderId", "qty", 0, time, List.of());
  }

  private static OrderView view(
      InstrumentId instrument,
      JsonNode json,
      String idField,
      long created,
      long updated,
      List<Fill> fills) {
    return view(instrument, json, idField, "origQty", created, updated, fills);
  }

  private static OrderView view(
      InstrumentId instrument,
      JsonNode json,
      String idField,
      String quantityField,
      long created,
      long updated,
      List<Fill> fills) {
    return new OrderView(
        instrument,
        Json.text(json, idField),
        Long.toString(number(json, "orderId")),
        status(Json.text(json, "status")),
        decimal(json, "executedQty"),
        created,
        updated,
        fills,
        reason(Json.text(json, "status"), json.path("expiryReason").asText("")),
        decimal(json, quantityField));
  }

  /** For an end by self-trade prevention the venue has a status of its own and no reason. */
  private static String reason(String status, String told) {
    return status.equals(SELF_TRADE) ? SELF_TRADE : told;
  }

  /** An {@code executionReport} event. */
  static OrderView event(InstrumentId instrument, JsonNode json) {
    long time = micros(json, "T");
    List<Fill> fills = List.of();
    if (Json.text(json, "x").equals("TRADE")) {
      fills =
          List.of(
              new Fill(
                  number(json, "t"),
                  decimal(json, "l"),
                  decimal(json, "L"),
                  decimal(json, "n"),
                  json.path("N").asText(""),
                  json.path("m").asBoolean(),
                  time));
    }
    // A cancel has a client id of its own in "c"; the order's is then in "C". An amendment has the
    // new one in "c" and the one before in "C": we let it keep the same.
    String original = json.path("C").asText("");
    String refusal = json.path("r").asText("NONE");
    return new OrderView(
        instrument,
        original.isEmpty() ? Json.text(json, "c") : original,
        Long.toString(number(json, "i")),
        status(Json.text(json, "X")),
        decimal(json, "z"),
        micros(json, "O"),
        time,
        fills,
        refusal.equals("NONE") ? reason(Json.text(json, "X"), json.path("eR").asText("")) : refusal,
        decimal(json, "q"));
  }

  /** The answer of {@code myTrades}. */
  static List<OrderFill> trades(JsonNode json) {
    List<OrderFill> fills = new ArrayList<>();
    for (JsonNode trade : json) {
      fills.add(
          new OrderFill(
              Long.toString(number(trade, "orderId")),
              new Fill(
                  number(trade, "id"),
                  decimal(trade, "qty"),
                  decimal(trade, "price"),
                  decimal(trade, "commission"),
                  Json.text(trade, "commissionAsset"),
                  trade.path("isMaker").asBoolean(),
                  micros(trade, "time"))));
    }
    fills.sort(Comparator.comparingLong(f -> f.fill().tradeId()));
    return fills;
  }

  /** The balances in the answer of {@code account}. */
  static List<AssetBalance> balances(JsonNode json) {
    List<AssetBalance> balances = new ArrayList<>();
    for (JsonNode balance : json.path("balances")) {
      balances.add(
          new AssetBalance(
              Json.text(balance, "asset"), decimal(balance, "free"), decimal(balance, "locked")));
    }
    balances.sort(Comparator.comparing(AssetBalance::asset));
    return balances;
  }

  static long micros(JsonNode json, String field) {
    long time = number(json, field);
    return time < FIRST_MICROS ? Math.multiplyExact(time, 1_000L) : time;
  }

  private static OrderStatus status(String text) {
    return switch (text) {
      case "NEW", "PENDING_NEW" -> OrderStatus.NEW;
      case "PARTIALLY_FILLED" -> OrderStatus.PARTIALLY_FILLED;
      case "FILLED" -> OrderStatus.FILLED;
      case "CANCELED" -> OrderStatus.CANCELED;
      case "REJECTED" -> OrderStatus.REJECTED;
      case "EXPIRED", SELF_TRADE -> OrderStatus.EXPIRED;
      default -> throw new IllegalArgumentException("unknown order status \"" + text + "\"");
    };
  }

  private static long number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException("field " + field + " is not a whole number: " + value);
    }
    return value.longValue();
  }

  private static long decimal(JsonNode json, String field) {
    return Fixed8.parse(Json.text(json, field));
  }
}
