package io.alphaflow.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/** An order book as a client keeps it from the venue's messages. */
final class LocalBook {

  private final NavigableMap<BigDecimal, BigDecimal> bids =
      new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

  /** Takes a snapshot. */
  void reset(JsonNode depth) {
    bids.clear();
    asks.clear();
    levels(depth.path("bids"), bids);
    levels(depth.path("asks"), asks);
  }

  /** Takes a depth update. */
  void apply(JsonNode update) {
    levels(update.path("b"), bids);
    levels(update.path("a"), asks);
  }

  private static void levels(JsonNode levels, NavigableMap<BigDecimal, BigDecimal> side) {
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

  NavigableMap<BigDecimal, BigDecimal> bids() {
    return bids;
  }

  NavigableMap<BigDecimal, BigDecimal> asks() {
    return asks;
  }
}
