package io.alphaflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A client's book by the venue's documented rule, which throws where the rule is broken. */
final class LocalBook {

  private final NavigableMap<BigDecimal, BigDecimal> bids =
      new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
  private long id;
  private boolean first = true;

  LocalBook(JsonNode snapshot) {
    id = snapshot.path("lastUpdateId").asLong();
    set(bids, snapshot.path("bids"));
    set(asks, snapshot.path("asks"));
  }

  /** Whether a snapshot can be used with a stream that begins with this event. */
  static boolean fits(JsonNode snapshot, JsonNode firstEvent) {
    return snapshot.path("lastUpdateId").asLong() >= firstEvent.path("U").asLong() - 1;
  }

  void apply(JsonNode event) {
    long from = event.path("U").asLong();
    long to = event.path("u").asLong();
    if (to <= id) {
      return;
    }
    boolean continues = first ? from <= id + 1 : from == id + 1;
    if (!continues) {
      throw new AssertionError("after " + id + " comes " + from + ".." + to);
    }
    first = false;
    set(bids, event.path("b"));
    set(asks, event.path("a"));
    id = to;
  }

  long id() {
    return id;
  }

  /** Best bid and ask with their quantities, as texts with eight decimals. */
  List<String> best() {
    return List.of(
        text(bids.firstKey()),
        text(bids.firstEntry().getValue()),
        text(asks.firstKey()),
        text(asks.firstEntry().getValue()));
  }

  int levels() {
    return bids.size() + asks.size();
  }

  private static String text(BigDecimal value) {
    return value.setScale(8).toPlainString();
  }

  private static void set(NavigableMap<BigDecimal, BigDecimal> side, JsonNode levels) {
    for (JsonNode level : levels) {
      BigDecimal price = new BigDecimal(level.path(0).asText());
      BigDecimal quantity = new BigDecimal(level.path(1).asText());
      if (quantity.signum() == 0) {
        side.remove(price);
      } else {
        side.put(price, quantity);
      }
    }
  }
}
