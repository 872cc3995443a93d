package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The own orders of one symbol that wait for the market, in price-time priority. */
final class RestingOrders {

  private record Entry(long price, long orderId) {}

  private final TreeSet<Entry> buys =
      new TreeSet<>(
          Comparator.comparingLong(Entry::price).reversed().thenComparingLong(Entry::orderId));
  private final TreeSet<Entry> sells =
      new TreeSet<>(Comparator.comparingLong(Entry::price).thenComparingLong(Entry::orderId));

  void add(Side side, long price, long orderId) {
    of(side).add(new Entry(price, orderId));
  }

  void remove(Side side, long price, long orderId) {
    of(side).remove(new Entry(price, orderId));
  }

  /** Ids of the orders of a side whose price a trade at {@code price} goes through, best first. */
  List<Long> through(Side side, long price) {
    return ids(of(side).headSet(new Entry(price, 0)));
  }

  /** Ids of the orders of a side that an order with this limit would meet, best first. */
  List<Long> upTo(Side side, long limit) {
    return ids(of(side).headSet(new Entry(limit, Long.MAX_VALUE)));
  }

  private static List<Long> ids(SortedSet<Entry> entries) {
    List<Long> ids = new ArrayList<>(entries.size());
    entries.forEach(e -> ids.add(e.orderId));
    return ids;
  }

  private TreeSet<Entry> of(Side side) {
    return side == Side.BUY ? buys : sells;
  }
}
