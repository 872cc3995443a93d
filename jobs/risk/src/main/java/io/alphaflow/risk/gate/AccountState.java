package io.alphaflow.risk.gate;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.risk.control.Limit;
import io.alphaflow.risk.control.LimitValue;
import io.alphaflow.risk.control.Limits;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the gate remembers of an account besides its ledger. Bounded by the open orders, the
 * strategy instances, the orders approved within the duplicate window, and the protected lots.
 */
final class AccountState {

  private long decisions;
  private final SortedMap<String, WorkingOrder> orders = new TreeMap<>();
  private final SortedMap<String, String> unknownOrders = new TreeMap<>();
  private final TokenBucket accountBucket = new TokenBucket();
  private final SortedMap<String, TokenBucket> strategyBuckets = new TreeMap<>();
  private final Map<String, Long> recentOrders = new LinkedHashMap<>();
  private final Lots lots = new Lots();
  private final SortedMap<String, Share> shares = new TreeMap<>();

  /** The sequence of the next decision. */
  long nextDecision() {
    return ++decisions;
  }

  /** Working orders by client order id. */
  SortedMap<String, WorkingOrder> orders() {
    return Collections.unmodifiableSortedMap(orders);
  }

  /** What working orders hold of an asset. */
  long reserved(String asset) {
    long sum = 0;
    for (WorkingOrder order : orders.values()) {
      if (order.side() == Side.BUY && order.quote().equals(asset)) {
        sum = Math.addExact(sum, order.reservedQuote());
      } else if (order.side() == Side.SELL && order.base().equals(asset)) {
        sum = Math.addExact(sum, order.reservedBase());
      }
    }
    return sum;
  }

  /** What working orders of one side can still trade of an instrument, base. */
  long working(String instrument, Side side) {
    long sum = 0;
    for (WorkingOrder order : orders.values()) {
      if (order.side() == side && order.instrument().equals(instrument)) {
        sum = Math.addExact(sum, order.remaining());
      }
    }
    return sum;
  }

  /** What a strategy instance's own working orders can still sell of an instrument, base. */
  long sellsOf(String strategy, String instrument) {
    long sum = 0;
    for (Map.Entry<String, WorkingOrder> entry : orders.entrySet()) {
      WorkingOrder order = entry.getValue();
      if (order.side() == Side.SELL
          && order.instrument().equals(instrument)
          && order.strategy().equals(strategy)
          && lots.ofExit(instrument, entry.getKey()).isEmpty()) {
        sum = Math.addExact(sum, order.remaining());
      }
    }
    return sum;
  }

  /** What a strategy instance believes to hold of an instrument, and holds. */
  Share share(String strategy, String instrument) {
    return shares.computeIfAbsent(strategy + "/" + instrument, s -> new Share());
  }

  /**
   * What a strategy instance believes to hold and does not, because exits sold it or the venue kept
   * it as a fee, base. Exits that work at the venue count as done.
   */
  long soldFor(String strategy, String instrument) {
    Share share = shares.get(strategy + "/" + instrument);
    return share == null ? 0 : share.missing(workingSells(strategy, instrument));
  }

  /** What sales of a strategy instance and its exits can still sell, base. */
  long workingSells(String strategy, String instrument) {
    long working = 0;
    for (WorkingOrder order : orders.values()) {
      if (order.side() == Side.SELL
          && order.instrument().equals(instrument)
          && order.strategy().equals(strategy)) {
        working = Math.addExact(working, order.remaining());
      }
    }
    return working;
  }

  /** What is protected. */
  Lots lots() {
    return lots;
  }

  /** An open order of the instrument that was not approved here, or empty. */
  String unknownOrder(String instrument) {
    for (Map.Entry<String, String> order : unknownOrders.entrySet()) {
      if (order.getValue().equals(instrument)) {
        return order.getKey();
      }
    }
    return "";
  }

  /** Orders left in the strategy's bucket; {@code Long.MAX_VALUE} without a limit. */
  long ordersOfStrategy(String strategy, long time, Limits limits) {
    TokenBucket bucket = strategyBuckets.getOrDefault(strategy, new TokenBucket());
    return left(bucket, time, limits.get(Limit.ORDERS_PER_STRATEGY));
  }

  /** Orders left in the account's bucket; {@code Long.MAX_VALUE} without a limit. */
  long ordersOfAccount(long time, Limits limits) {
    return left(accountBucket, time, limits.get(Limit.ORDERS_PER_ACCOUNT));
  }

  private static long left(TokenBucket bucket, long time, Optional<LimitValue> rate) {
    return rate.isPresent() ? bucket.left(time, rate.get()) : Long.MAX_VALUE;
  }

  /**
   * When an equal order was approved last. Protective exits are not compared: equal lots may have
   * to be sold at the same mark, and no lot has two exits on their way.
   */
  OptionalLong lastEqualOrder(Signal signal) {
    if (signal.origin() == SignalOrigin.PROTECTION) {
      return OptionalLong.empty();
    }
    Long time = recentOrders.get(sameness(signal));
    return time == null ? OptionalLong.empty() : OptionalLong.of(time);
  }

  /** Records an approved order. */
  void approved(Signal signal, String clientOrderId, WorkingOrder order, long time, Limits limits) {
    orders.put(clientOrderId, order);
    limits
        .get(Limit.ORDERS_PER_STRATEGY)
        .ifPresent(
            rate ->
                strategyBuckets
                    .computeIfAbsent(signal.strategy(), s -> new TokenBucket())
                    .take(time, rate));
    limits.get(Limit.ORDERS_PER_ACCOUNT).ifPresent(rate -> accountBucket.take(time, rate));
    if (signal.origin() == SignalOrigin.STRATEGY) {
      limits
          .get(Limit.DUPLICATE_WINDOW)
          .ifPresent(window -> remember(sameness(signal), time, window.amount()));
    }
  }

  private void remember(String order, long time, long window) {
    recentOrders.remove(order);
    recentOrders.put(order, time);
    Iterator<Long> oldestFirst = recentOrders.values().iterator();
    while (oldestFirst.hasNext() && time - oldestFirst.next() >= window) {
      oldestFirst.remove();
    }
  }

  private static String sameness(Signal signal) {
    return String.join(
        "|",
        signal.strategy(),
        signal.instrument(),
        signal.side().name(),
        signal.sizingMode().name(),
        Long.toString(signal.size()));
  }

  /**
   * Releases what a report sets free.
   *
   * @return whether this is the first report of an order that was not approved here
   */
  boolean reported(ExecutionReport report) {
    String id = report.clientOrderId();
    boolean ended = report.last() || report.executionType().endsOrder();
    WorkingOrder order = orders.get(id);
    if (order == null) {
      if (ended) {
        return unknownOrders.remove(id) == null;
      }
      return unknownOrders.put(id, report.instrument()) == null;
    }
    if (ended) {
      orders.remove(id);
    } else {
      orders.put(id, order.filledTo(report.cumulativeQuantity()));
    }
    return false;
  }
}
