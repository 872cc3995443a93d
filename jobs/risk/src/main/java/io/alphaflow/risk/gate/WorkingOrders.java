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
import java.util.function.Supplier;

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
  private transient Map<String, String> replacements;

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
    change(id, order.pair(), () -> byId.put(id, order));
  }

  /** The order has ended. */
  void remove(String id) {
    WorkingOrder order = byId.get(id);
    change(id, order == null ? "" : order.pair(), () -> byId.remove(id));
  }

  /**
   * What a replacement counts depends on the order in whose place it stands, and what one of a pair
   * counts on the other.
   */
  private void change(String id, String pair, Runnable change) {
    count();
    String replacement = replacement(id);
    add(pair, -1);
    add(replacement, -1);
    add(id, -1);
    change.run();
    add(id, 1);
    add(replacement, 1);
    add(pair, 1);
  }

  private void count() {
    if (byInstrument == null) {
      byInstrument = new HashMap<>();
      reserved = new HashMap<>();
      replacements = new HashMap<>();
      byId.keySet().forEach(id -> add(id, 1));
    }
  }

  /** The order that shall stand in an order's place; empty when there is none. */
  String replacement(String id) {
    count();
    return replacements.getOrDefault(id, "");
  }

  /** The order in whose place an order shall stand, as long as that works; otherwise null. */
  WorkingOrder replaced(WorkingOrder order) {
    return order.replaces().isEmpty() ? null : byId.get(order.replaces());
  }

  /** The other order of a pair, as long as that works; otherwise null. */
  WorkingOrder paired(WorkingOrder order) {
    return order.pair().isEmpty() ? null : byId.get(order.pair());
  }

  /**
   * What an order can still trade, base. Of two of which one stands in the other's place, together
   * no more than the larger can: what the first fills comes off the second. Of a pair of which one
   * cancels the other likewise: what either fills comes off the other.
   */
  long rest(WorkingOrder order) {
    WorkingOrder other = paired(order);
    if (other != null) {
      long alone = order.beside(other.filled()).remaining();
      return order.second() ? Math.max(0, alone - other.beside(order.filled()).remaining()) : alone;
    }
    WorkingOrder before = replaced(order);
    return before == null
        ? order.remaining()
        : Math.max(0, order.less(before.filled()).remaining() - before.remaining());
  }

  /** What it holds back, likewise. */
  private long held(WorkingOrder order) {
    WorkingOrder other = paired(order);
    if (other != null) {
      long alone = holds(order.beside(other.filled()));
      return order.second() ? Math.max(0, alone - holds(other.beside(order.filled()))) : alone;
    }
    WorkingOrder before = replaced(order);
    return before == null
        ? holds(order)
        : Math.max(0, holds(order.less(before.filled())) - holds(before));
  }

  private static long holds(WorkingOrder order) {
    return order.side() == Side.BUY ? order.reservedQuote() : order.reservedBase();
  }

  /** Does something as if an order did not work. */
  <T> T without(String id, Supplier<T> what) {
    WorkingOrder aside = byId.get(id);
    remove(id);
    try {
      return what.get();
    } finally {
      put(id, aside);
    }
  }

  /** An approval is checked to fit, so the sums of what was approved cannot overflow. */
  private void add(String id, int sign) {
    WorkingOrder order = byId.get(id);
    if (order == null) {
      return;
    }
    Sum sum = byInstrument.computeIfAbsent(order.instrument(), i -> new Sum());
    boolean buy = order.side() == Side.BUY;
    sum.buys += buy ? sign * rest(order) : 0;
    sum.sells += buy ? 0 : sign * rest(order);
    if (sign > 0) {
      sum.orders.put(id, order);
    } else {
      sum.orders.remove(id);
      if (sum.orders.isEmpty()) {
        byInstrument.remove(order.instrument());
      }
    }
    reserved.merge(buy ? order.quote() : order.base(), sign * held(order), Math::addExact);
    if (!order.replaces().isEmpty()) {
      if (sign > 0) {
        replacements.put(order.replaces(), id);
      } else {
        replacements.remove(order.replaces());
      }
    }
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
        working = Math.addExact(working, rest(order));
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
