package io.alphaflow.exchange.alpaca.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.StreamedBook;
import io.alphaflow.exchange.wire.StreamedBooks;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a frame of each message of the list that Alpaca sends. It keeps the books of its
 * connection: a whole book ({@code "r": true}) is no change and becomes no frame; a change is given
 * {@code "first"} and {@code "last"} ids, see {@link StreamedBook}. Used by one thread at a time.
 */
final class FrameSplitter {

  private final StreamedBooks latest;
  private final Map<String, StreamedBook> books = new HashMap<>();

  FrameSplitter(StreamedBooks latest) {
    this.latest = latest;
  }

  Optional<String> frame(JsonNode message) {
    if (!message.path("T").asText().equals("o")) {
      return Optional.of(message.toString());
    }
    try {
      return book((ObjectNode) message);
    } catch (IllegalArgumentException e) {
      return Optional.of(message.toString());
    }
  }

  private Optional<String> book(ObjectNode message) {
    String symbol = Json.text(message, "S");
    long time = Json.micros(message, "t");
    if (message.path("r").asBoolean()) {
      StreamedBook book = new StreamedBook();
      book.reset(time);
      apply(book, message);
      books.put(symbol, book);
      latest.began(symbol, book);
      return Optional.empty();
    }
    StreamedBook book = books.get(symbol);
    if (book == null) {
      return Optional.empty();
    }
    synchronized (book) {
      message.put("first", book.last() + 1);
      apply(book, message);
      message.put("last", book.advance(time));
    }
    return Optional.of(message.toString());
  }

  private static void apply(StreamedBook book, JsonNode message) {
    for (String side : new String[] {"b", "a"}) {
      for (JsonNode level : message.path(side)) {
        book.level(
            side.equals("b"),
            StreamFrames.price(level, "p"),
            Json.decimal(level, "s", RoundingMode.HALF_UP));
      }
    }
  }
}
