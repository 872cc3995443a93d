package io.alphaflow.risk.gate;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.TargetAction;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitValue;
import io.alphaflow.risk.limit.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What the gate remembers of an account besides its ledger. Bounded by the open orders, the
 * strategy instances and the instruments that they trade, the orders approved within the duplicate
 * window, the protected lots, and {@value #MOST_PARENTS} parents for each strategy instance and
 * instrument.
 */
final class AccountState {

  /** Parents that a strategy instance may have of an instrument. */
  static final int MOST_PARENTS = 20;

  private static final char SEPARATOR = '/';

  /** An approved order, and until when an equal one is a duplicate. */
  private record Recent(long time, long until) {}

  private long decisions;
  private final WorkingOrders orders = new WorkingOrders();
  private final SortedMap<String, String> unknownOrders = new TreeMap<>();
  private final TokenBucket accountBucket = new TokenBucket();
  private final SortedMap<String, TokenBucket> strategyBuckets = new TreeMap<>();
  private final Map<String, Recent> recentOrders = new LinkedHashMap<>();
  private final Lots lots = new Lots();
  private final SortedMap<String, Share> shares = new TreeMap<>();
  private final SortedMap<String, StrategyResult> results = new TreeMap<>();
  private final WindowSlots messages = new WindowSlots();
  private final WindowSlots fills = new WindowSlots();
  private final WindowSlots equities = new WindowSlots();
  private final List<FlattenTask> flattening = new ArrayList<>();
  private final List<ParentOrder> parents = new ArrayList<>();
  private final Reconciliation reconciliation = new Reconciliation();
  private long heardAt;

  /** Those of an instrument, as they were collected when somebody asked. */
  private final transient Map<String, SortedMap<String, StrategyResult>> resultsIn =
      new HashMap<>();

  /** The sequence of the next decision. */
  long nextDecision() {
    return ++decisions;
  }

  /** What works at the venue. */
  WorkingOrders orders() {
    return orders;
  }

  /** What working orders hold of an asset. */
  long reserved(String asset) {
    return orders.reserved(asset);
  }

  /** What working orders of one side can still trade of an instrument, base. */
  long working(String instrument, Side side) {
    return orders.working(instrument, side);
  }

  /** What a strategy instance's own working orders can still sell of an instrument, base. */
  long sellsOf(String strategy, String instrument) {
    long sum = 0;
    for (WorkingOrder order : orders.of(instrument).values()) {
      if (order.side() == Side.SELL
          && order.strategy().equals(strategy)
          && order.origin() != SignalOrigin.PROTECTION) {
        sum = Math.addExact(sum, orders.rest(order));
      }
    }
    return sum;
  }

  private static String key(String strategy, String instrument) {
    return strategy + SEPARATOR + instrument;
  }

  /** What a strategy instance believes to hold of an instrument, and holds. */
  Share share(String strategy, String instrument) {
    return shares.computeIfAbsent(key(strategy, instrument), s -> new Share());
  }

  /**
   * What a strategy instance believes to hold and does not, because exits sold it or the venue kept
   * it as a fee, base. Exits that work at the venue count as done.
   */
  long soldFor(String strategy, String instrument) {
    Share share = shares.get(key(strategy, instrument));
    return share == null ? 0 : share.missing(workingSells(strategy, instrument));
  }

  /** What sales of a strategy instance and its exits can still sell, base. */
  long workingSells(String strategy, String instrument) {
    return orders.working(strategy, instrument, Side.SELL);
  }

  /** What is protected. */
  Lots lots() {
    return lots;
  }

  /** What persons want closed. */
  List<FlattenTask> flattening() {
    return flattening;
  }

  /** Orders that are worked by children, in the order in which they were accepted. */
  List<ParentOrder> parents() {
    return parents;
  }

  /** How many parents more a strategy instance may have of an instrument. */
  int roomForParents(String strategy, String instrument) {
    long there = parents.stream().filter(parent -> parent.isOf(strategy, instrument)).count();
    return MOST_PARENTS - (int) there;
  }

  /** What parents of a strategy instance are still to sell and no child at the venue sells. */
  long unsentSales(String strategy, String instrument) {
    long sum = 0;
    for (ParentOrder parent : parents) {
      if (parent.side() == Side.SELL && parent.isOf(strategy, instrument)) {
        sum = Math.addExact(sum, parent.unsent());
      }
    }
    return sum;
  }

  /**
   * What parents of a strategy instance are to sell and it does not hold any more, because exits or
   * sales of its own sold it, base.
   */
  long missingToParents(String strategy, String instrument) {
    Share share = shares.get(key(strategy, instrument));
    long coming =
        Math.addExact(workingSells(strategy, instrument), unsentSales(strategy, instrument));
    return share == null ? 0 : share.missing(coming);
  }

  /** The venue's balances compared with ours. */
  Reconciliation reconciliation() {
    return reconciliation;
  }

  /** Logical time at which the execution feed last said something; 0 before. */
  long heardAt() {
    return heardAt;
  }

  /** The execution feed said something. */
  void heard(long time) {
    heardAt = time;
  }

  /** Open orders that were not approved here: instruments by client order id. */
  SortedMap<String, String> unknownOrders() {
    return Collections.unmodifiableSortedMap(unknownOrders);
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

  /** What strategy instances made of an instrument, by strategy. */
  SortedMap<String, StrategyResult> resultsIn(String instrument) {
    SortedMap<String, StrategyResult> known = resultsIn.get(instrument);
    if (known == null) {
      known = collectResults(instrument);
      // Nobody bounds the instruments that are asked for.
      if (!known.isEmpty()) {
        resultsIn.put(instrument, known);
      }
    }
    return known;
  }

  private SortedMap<String, StrategyResult> collectResults(String instrument) {
    SortedMap<String, StrategyResult> found = new TreeMap<>();
    String end = SEPARATOR + instrument;
    results.forEach(
        (key, result) -> {
          if (key.endsWith(end)) {
            found.put(key.substring(0, key.length() - end.length()), result);
          }
        });
    return found;
  }

  /** P&amp;L of a strategy instance since the start of the UTC day, at prices of instruments. */
  long dailyPnl(String strategy, ToLongFunction<String> price) {
    long sum = 0;
    String from = strategy + SEPARATOR;
    String to = strategy + (char) (SEPARATOR + 1);
    for (Map.Entry<String, StrategyResult> of : results.subMap(from, to).entrySet()) {
      long at = price.applyAsLong(of.getKey().substring(from.length()));
      sum = Math.addExact(sum, of.getValue().dailyPnl(at));
    }
    return sum;
  }

  /** A new UTC day begins at these prices. */
  void newDay(ToLongFunction<String> price) {
    results.forEach(
        (key, result) ->
            result.newDay(price.applyAsLong(key.substring(key.indexOf(SEPARATOR) + 1))));
  }

  /**
   * Books a fill for its strategy instance.
   *
   * @return the P&amp;L of the round trip that it ends, if it does
   */
  OptionalLong filled(ExecutionReport fill, Instrument instrument, Optional<Mark> mark) {
    return result(key(fill.strategy(), fill.instrument()))
        .fill(fill, instrument, mark.map(Mark::price).orElse(fill.lastPrice()));
  }

  private StrategyResult result(String key) {
    StrategyResult result = results.get(key);
    if (result == null) {
      result = new StrategyResult();
      results.put(key, result);
      resultsIn.clear();
    }
    return result;
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

  /** Orders and cancellations within the window of a limit. */
  long messages(long time, LimitValue limit) {
    return messages.combined(time, limit.per(), 0, Long::sum);
  }

  /** Fills within the window of a limit. */
  long fills(long time, LimitValue limit) {
    return fills.combined(time, limit.per(), 0, Long::sum);
  }

  /** Orders or cancellations go to the venue. */
  void messaged(long number, long time, Limits limits) {
    limits
        .get(Limit.ORDER_TO_FILL)
        .ifPresent(limit -> messages.add(time, limit.per(), number, Long::sum));
  }

  /**
   * The account's equity is now this.
   *
   * @return when it has to be said again although it has not changed
   */
  long valued(long equity, long time, Limits limits) {
    Optional<LimitValue> limit = limits.get(Limit.MAX_ROLLING_LOSS);
    if (limit.isEmpty()) {
      return Long.MAX_VALUE;
    }
    equities.add(time, limit.get().per(), equity, Math::max);
    return equities.sameUntil();
  }

  /** How far an equity is below the highest within the window of a limit. */
  long rollingLoss(long equity, long time, LimitValue limit) {
    long highest = equities.combined(time, limit.per(), equity, Math::max);
    return Math.subtractExact(highest, equity);
  }

  /**
   * When an equal order was approved last, or rejected as its duplicate. Orders that the gate makes
   * itself are not compared: equal lots may have to be sold at the same mark, and no lot has two
   * exits on their way.
   */
  OptionalLong lastEqualOrder(Signal signal) {
    if (signal.origin() != SignalOrigin.STRATEGY) {
      return OptionalLong.empty();
    }
    Recent recent = recentOrders.get(sameness(signal));
    return recent == null ? OptionalLong.empty() : OptionalLong.of(recent.time());
  }

  /** A duplicate was asked for: until nobody has for the whole window, it stays one. */
  void askedAgain(Signal signal, long time, Limits limits) {
    limits
        .get(Limit.DUPLICATE_WINDOW)
        .ifPresent(window -> remember(sameness(signal), time, window.amount()));
  }

  /** Records an accepted parent. */
  void accepted(Signal parent, long time, Limits limits) {
    askedAgain(parent, time, limits);
  }

  /** Records an approved order. */
  void approved(Signal signal, String clientOrderId, WorkingOrder order, long time, Limits limits) {
    orders.put(clientOrderId, order);
    messaged(1, time, limits);
    limits
        .get(Limit.ORDERS_PER_STRATEGY)
        .ifPresent(
            rate ->
                strategyBuckets
                    .computeIfAbsent(signal.strategy(), s -> new TokenBucket())
                    .take(time, rate));
    limits.get(Limit.ORDERS_PER_ACCOUNT).ifPresent(rate -> accountBucket.take(time, rate));
    if (signal.origin() == SignalOrigin.STRATEGY) {
      askedAgain(signal, time, limits);
    }
  }

  /** Records the second order of an approved pair. */
  void pair(String first, String second, WorkingOrder order) {
    orders.put(second, order.paired(first, true));
    orders.put(first, orders.get(first).paired(second, false));
  }

  /**
   * What an order that ends leaves unsold, base: of a pair of which one cancels the other only the
   * last to end does, and what neither sold.
   */
  long unsold(ExecutionReport end) {
    WorkingOrder order = orders.get(end.clientOrderId());
    if (order == null || order.pair().isEmpty()) {
      return Math.max(0, end.orderQuantity() - end.cumulativeQuantity());
    }
    return orders.paired(order) != null
        ? 0
        : Math.max(0, order.size() - Math.max(order.filled(), end.cumulativeQuantity()));
  }

  private void remember(String order, long time, long window) {
    recentOrders.remove(order);
    recentOrders.put(
        order, new Recent(time, window > Long.MAX_VALUE - time ? Long.MAX_VALUE : time + window));
    Iterator<Recent> oldestFirst = recentOrders.values().iterator();
    while (oldestFirst.hasNext() && oldestFirst.next().until() <= time) {
      oldestFirst.remove();
    }
  }

  private static String sameness(Signal signal) {
    String order =
        String.join(
            "|",
            signal.strategy(),
            signal.instrument(),
            signal.side().name(),
            signal.sizingMode().name(),
            Long.toString(signal.size()));
    // Each order is replaced once: that is no repetition.
    return signal.aim().action() == TargetAction.REPLACE
        ? order + "|for " + signal.aim().sequence()
        : order;
  }

  /**
   * Releases what a report sets free.
   *
   * @return whether this is the first report of an order that was not approved here
   */
  boolean reported(ExecutionReport report, long time, Limits limits) {
    if (report.executionType() == ExecutionType.FILL) {
      limits
          .get(Limit.ORDER_TO_FILL)
          .ifPresent(limit -> fills.add(time, limit.per(), 1, Long::sum));
    }
    String id = report.clientOrderId();
    if (report.executionType() == ExecutionType.AMENDED) {
      smaller(id, orders.get(id), report);
      return false;
    }
    boolean ended = report.last() || report.executionType().endsOrder();
    WorkingOrder order = orders.get(id);
    if (order == null) {
      if (ended) {
        return unknownOrders.remove(id) == null;
      }
      return unknownOrders.put(id, report.instrument()) == null;
    }
    if (ended) {
      smaller(id, order, report);
      endedBesideAnother(order, report);
      ended(id, order.reported(report.cumulativeQuantity(), 0));
    } else {
      orders.put(
          id,
          order
              .reported(report.cumulativeQuantity(), report.orderQuantity())
              .paid(report.lastQuantity(), report.lastPrice()));
    }
    return false;
  }

  /**
   * The venue has an order for less than before; the last report says so, too. How much one that
   * stands in another's place is for when it ends says nothing: it may never have been placed.
   */
  private void smaller(String id, WorkingOrder order, ExecutionReport report) {
    if (order == null
        || report.executionType() != ExecutionType.AMENDED && !order.replaces().isEmpty()) {
      return;
    }
    WorkingOrder left = order.amended(report.orderQuantity());
    orders.put(id, left);
    if (left.side() == Side.SELL && left.origin() == SignalOrigin.STRATEGY) {
      share(left.strategy(), left.instrument()).unsold(order.size() - left.size());
    }
  }

  /** What one of a pair has filled comes off the other, which has to end as well. */
  private void endedBesideAnother(WorkingOrder order, ExecutionReport report) {
    WorkingOrder other = orders.paired(order);
    if (other != null) {
      long filled = Math.max(order.filled(), report.cumulativeQuantity());
      orders.remove(report.clientOrderId());
      orders.put(order.pair(), other.beside(filled));
    }
  }

  /** What it has filled comes off the one that stands in its place. */
  private void ended(String id, WorkingOrder order) {
    String next = orders.replacement(id);
    orders.remove(id);
    WorkingOrder replacement = orders.get(next);
    if (replacement != null) {
      WorkingOrder left = replacement.less(order.filled());
      orders.put(next, left);
      if (left.side() == Side.SELL) {
        share(left.strategy(), left.instrument()).unsold(replacement.quantity() - left.quantity());
      }
    }
  }
}
