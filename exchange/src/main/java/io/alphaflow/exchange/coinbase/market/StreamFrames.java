package io.alphaflow.exchange.coinbase.market;

import static io.alphaflow.exchange.wire.Json.decimal;
import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.exchange.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Reads the frames that {@link FrameSplitter} makes. */
final class StreamFrames {

  private StreamFrames() {}

  static StreamEvent read(String frame) {
    JsonNode json = Json.parse(frame);
    try {
      return switch (json.path("channel").asText()) {
        case Channels.TRADES -> trade(json.path("trade"), frame);
        case Channels.TICKER -> quote(json, frame);
        case Channels.LEVEL2_MESSAGE -> change(json, frame);
        default -> new StreamEvent.Unreadable("no trade, ticker or change of a book", frame);
      };
    } catch (IllegalArgumentException e) {
      return new StreamEvent.Unreadable(e.getMessage(), frame);
    }
  }

  /** A trade; its side is taken for that of the taker. */
  static VenueTrade trade(JsonNode json, String raw) {
    String id = text(json, "trade_id");
    if (!id.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("field trade_id is not a whole number: " + id);
    }
    return new VenueTrade(
        StreamKind.TRADE,
        text(json, "product_id"),
        Long.parseLong(id),
        decimal(json, "price"),
        decimal(json, "size"),
        text(json, "side").equals("SELL"),
        Json.micros(json, "time"),
        raw);
  }

  /** The ticker has no id: the time of its message is one that rises. */
  private static VenueQuote quote(JsonNode json, String raw) {
    JsonNode ticker = json.path("ticker");
    return new VenueQuote(
        text(ticker, "product_id"),
        Json.micros(json, "timestamp"),
        decimal(ticker, "best_bid"),
        decimal(ticker, "best_bid_quantity"),
        decimal(ticker, "best_ask"),
        decimal(ticker, "best_ask_quantity"),
        raw);
  }

  private static DepthUpdate change(JsonNode json, String raw) {
    JsonNode event = json.path("event");
    List<JsonNode> bids = new ArrayList<>();
    List<JsonNode> asks = new ArrayList<>();
    for (JsonNode update : event.path("updates")) {
      String side = text(update, "side");
      if (!side.equals("bid") && !side.equals("offer")) {
        throw new IllegalArgumentException("field side is neither bid nor offer: " + side);
      }
      (side.equals("bid") ? bids : asks).add(update);
    }
    return new DepthUpdate(
        text(event, "product_id"),
        json.path("first").asLong(),
        json.path("last").asLong(),
        Json.micros(json, "timestamp"),
        values(bids, "price_level"),
        values(bids, "new_quantity"),
        values(asks, "price_level"),
        values(asks, "new_quantity"),
        raw);
  }

  private static long[] values(List<JsonNode> updates, String field) {
    return updates.stream().mapToLong(update -> decimal(update, field)).toArray();
  }
}
