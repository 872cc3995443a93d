package io.alphaflow.exchange.coinbase.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.StreamedBook;
import io.alphaflow.exchange.wire.StreamedBooks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes frames of one trade, ticker or change of a book each out of messages that have many, in the
 * words of the message. It keeps the books of its connection: a whole book is no change and becomes
 * no frame. What is not as it should be becomes a frame as it came, which then counts as
 * unreadable.
 *
 * <p>Changes are given {@code "first"} and {@code "last"} ids, see {@link StreamedBook}. Used by
 * one thread at a time.
 */
final class FrameSplitter {

  private static final Comparator<JsonNode> BY_ID =
      Comparator.comparingLong(trade -> trade.path("trade_id").asLong());

  private final StreamedBooks latest;
  private final Map<String, StreamedBook> books = new HashMap<>();

  FrameSplitter(StreamedBooks latest) {
    this.latest = latest;
  }

  List<String> split(JsonNode json, String message) {
    try {
      return switch (json.path("channel").asText()) {
        case Channels.TRADES -> trades(json);
        case Channels.TICKER -> tickers(json);
        case Channels.LEVEL2_MESSAGE -> changes(json);
        case "heartbeats" -> List.of();
        default -> List.of(message);
      };
    } catch (IllegalArgumentException e) {
      return List.of(message);
    }
  }

  /** A message has its trades from the latest to the earliest. */
  private static List<String> trades(JsonNode json) {
    List<JsonNode> trades = new ArrayList<>();
    json.path("events").forEach(event -> event.path("trades").forEach(trades::add));
    trades.sort(BY_ID);
    return trades.stream().map(trade -> frame(json).set("trade", trade).toString()).toList();
  }

  private static List<String> tickers(JsonNode json) {
    List<String> frames = new ArrayList<>();
    for (JsonNode event : json.path("events")) {
      event
          .path("tickers")
          .forEach(ticker -> frames.add(frame(json).set("ticker", ticker).toString()));
    }
    return frames;
  }

  private static ObjectNode frame(JsonNode json) {
    ObjectNode frame = Json.object();
    frame.set("channel", json.path("channel"));
    frame.set("timestamp", json.path("timestamp"));
    return frame;
  }

  private List<String> changes(JsonNode json) {
    long time = Json.micros(json, "timestamp");
    List<String> frames = new ArrayList<>();
    for (JsonNode event : json.path("events")) {
      String product = Json.text(event, "product_id");
      if (event.path("type").asText().equals("snapshot")) {
        StreamedBook book = new StreamedBook();
        book.reset(time);
        apply(book, event);
        books.put(product, book);
        latest.began(product, book);
      } else if (books.containsKey(product)) {
        frames.add(change(json, event, books.get(product), time));
      }
    }
    return frames;
  }

  private static String change(JsonNode json, JsonNode event, StreamedBook book, long time) {
    ObjectNode frame = frame(json);
    synchronized (book) {
      frame.put("first", book.last() + 1);
      apply(book, event);
      frame.put("last", book.advance(time));
    }
    return frame.set("event", event).toString();
  }

  private static void apply(StreamedBook book, JsonNode event) {
    for (JsonNode update : event.path("updates")) {
      book.level(
          Json.text(update, "side").equals("bid"),
          Json.decimal(update, "price_level"),
          Json.decimal(update, "new_quantity"));
    }
  }
}
