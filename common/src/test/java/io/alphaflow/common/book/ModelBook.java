package io.alphaflow.common.book;

import io.alphaflow.common.model.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** A book made of maps, for comparison. */
final class ModelBook {

  record Level(long price, long quantity) {}

  private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
  private final TreeMap<Long, Long> asks = new TreeMap<>();

  ModelBook() {}

  ModelBook(ModelBook other) {
    bids.putAll(other.bids);
    asks.putAll(other.asks);
  }

  void set(Side side, long price, long quantity) {
    if (quantity == 0) {
      side(side).remove(price);
    } else {
      side(side).put(price, quantity);
    }
  }

  long quantity(Side side, long price) {
    return side(side).getOrDefault(price, 0L);
  }

  List<Level> best(Side side, int count) {
    return side(side).entrySet().stream()
        .limit(count)
        .map(level -> new Level(level.getKey(), level.getValue()))
        .toList();
  }

  static List<Level> best(BookSide side, int count) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      levels.add(new Level(side.price(i), side.quantity(i)));
    }
    return levels;
  }

  private TreeMap<Long, Long> side(Side side) {
    return side == Side.BUY ? bids : asks;
  }
}
