package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The open orders of one account in one symbol, with what the filters count. */
final class OpenOrders {

  // Ids grow, so the order in which they came is that of their ids.
  private final Map<Long, OrderState> byId = new LinkedHashMap<>();
  private int contingent;
  private int icebergs;
  private long buys;

  /** An order was accepted or has changed. */
  void put(OrderState order) {
    OrderState before =
        order.status().isOpen() ? byId.put(order.orderId(), order) : byId.remove(order.orderId());
    if (before != null) {
      count(before, -1);
    }
    if (order.status().isOpen()) {
      count(order, 1);
    }
  }

  private void count(OrderState order, int sign) {
    contingent += order.request().type().isContingent() ? sign : 0;
    icebergs += order.request().icebergQuantity() > 0 ? sign : 0;
    buys += order.side() == Side.BUY ? sign * order.remaining() : 0;
  }

  /** By order id. */
  Collection<OrderState> all() {
    return byId.values();
  }

  int count() {
    return byId.size();
  }

  int contingent() {
    return contingent;
  }

  int icebergs() {
    return icebergs;
  }

  /** What is left of all that buy. */
  long buys() {
    return buys;
  }
}
