package io.alphaflow.simulator.matching;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The contingent orders of one symbol that wait for their stop price. */
final class StopOrders {

  private record Stop(long price, long orderId) {}

  private final TreeSet<Stop> above =
      new TreeSet<>(Comparator.comparingLong(Stop::price).thenComparingLong(Stop::orderId));
  private final TreeSet<Stop> below =
      new TreeSet<>(
          Comparator.comparingLong(Stop::price).reversed().thenComparingLong(Stop::orderId));

  void add(OrderState order) {
    of(order).add(stop(order));
  }

  void remove(OrderState order) {
    of(order).remove(stop(order));
  }

  /** An order whose stop price the market's price meets: the nearest first, then the older. */
  OptionalLong triggered(long lastPrice) {
    if (!above.isEmpty() && above.first().price() <= lastPrice) {
      return OptionalLong.of(above.first().orderId());
    }
    if (!below.isEmpty() && below.first().price() >= lastPrice) {
      return OptionalLong.of(below.first().orderId());
    }
    return OptionalLong.empty();
  }

  private TreeSet<Stop> of(OrderState order) {
    return order.request().type().triggersAbove(order.side()) ? above : below;
  }

  private static Stop stop(OrderState order) {
    return new Stop(order.request().stopPrice(), order.orderId());
  }
}
