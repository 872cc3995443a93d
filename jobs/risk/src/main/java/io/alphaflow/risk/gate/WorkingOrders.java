package io.alphaflow.risk.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.alphaflow.common.model.Side;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The working orders of an account, by client order id and by instrument, with their sums.
 *
 * <p>The sums are kept up to date, so that asking for them costs the same whatever is open; they
 * are not stored but counted again from the orders. Bounded by the open orders.
 */
final class WorkingOrders {

  /** What the working orders of an instrument can still trade, base. */
  private static final class Sum {
    long buys;
    long sells;
    final SortedMap<String, WorkingOrder> orders = new TreeMap<>();
  }

  @JsonValue private final SortedMap<String, WorkingOrder> byId;
  private transient Map<String, Sum> byInstrument;
  private transient Map<String, Long> reserved;

  WorkingOrders() {
    this(new TreeMap<>());
  }

  @JsonCreator
  WorkingOrders(TreeMap<String, WorkingOrder> byId) {
    this.byId = byId;
  }

  /** All, by client order id. */
  SortedMap<String, WorkingOrder> all() {
    return Collections.unmodifiableSortedMap(byId);
  }

  /** Those of an instrument, by client order id. */
  SortedMap<String, WorkingOrder> of(String instrument) {
    count();
    Sum sum = byInstrument.get(instrument);
    return sum == null
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(sum.orders);
  }

  /** Instruments that have any. */
  SortedSet<String> instruments() {
    count();
    return new TreeSet<>(byInstrument.keySet());
  }

  /** An order, or null. */
  WorkingOrder get(String id) {
    return byId.get(id);
  }

  /** Adds an order, or puts it in the place of the one with the same id. */
  void put(String id, WorkingOrder order) {
    count();
    remove(id);
    byId.put(id, order);
    add(id, order, 1);
  }

  /** The order has ended. */
  void remove(String id) {
    count();
    WorkingOrder order = byId.remove(id);
    if (order != null) {
      add(id, order, -1);
    }
  }

  private void count() {
    if (byInstrument == null) {
      byInstrument = new HashMap<>();
      reserved = new HashMap<>();
      byId.forEach((id, order) -> add(id, order, 1));
    }
  }

  /** An approval is checked to fit, so the sums of what was approved cannot overflow. */
  private void add(String id, WorkingOrder order, int sign) {
    Sum sum = byInstrument.computeIfAbsent(order.instrument(), i -> new Sum());
    boolean buy = order.side() == Side.BUY;
    sum.buys += buy ? sign * order.remaining() : 0;
    sum.sells += buy ? 0 : sign * order.remaining();
    if (sign > 0) {
      sum.orders.put(id, order);
    } else {
      sum.orders.remove(id);
      if (sum.orders.isEmpty()) {
        byInstrument.remove(order.instrument());
      }
    }
    long held = buy ? order.reservedQuote() : order.reservedBase();
    reserved.merge(buy ? order.quote() : order.base(), sign * held, Math::addExact);
  }

  /** What they hold of an asset. */
  long reserved(String asset) {
    count();
    return reserved.getOrDefault(asset, 0L);
  }

  /** What those of one side can still trade of an instrument, base. */
  long working(String instrument, Side side) {
    count();
    Sum sum = byInstrument.get(instrument);
    if (sum == null) {
      return 0;
    }
    return side == Side.BUY ? sum.buys : sum.sells;
  }

  /** What those of a strategy instance and one side can still trade of an instrument, base. */
  long working(String strategy, String instrument, Side side) {
    long working = 0;
    for (WorkingOrder order : of(instrument).values()) {
      if (order.side() == side && order.strategy().equals(strategy)) {
        working = Math.addExact(working, order.remaining());
      }
    }
    return working;
  }

  /**
   * The limit price that an order of {@code side} would meet first: the lowest of the sales, or the
   * highest of the purchases; 0 when no limit order works on the other side.
   */
  long firstMet(String instrument, Side side) {
    long first = 0;
    for (WorkingOrder order : of(instrument).values()) {
      if (order.side() != side && order.limitPrice() > 0) {
        first =
            first == 0
                ? order.limitPrice()
                : side == Side.BUY
                    ? Math.min(first, order.limitPrice())
                    : Math.max(first, order.limitPrice());
      }
    }
    return first;
  }
}
