package io.alphaflow.execution.lane;

import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.OrderState;
import io.alphaflow.execution.order.OrderTracker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the lane of one account must not forget: its orders and whether they are to be cancelled,
 * which of them decisions told us to place and have not ended, the last trade of each instrument,
 * and the sequences of what it counts itself.
 *
 * <p>Bounded by the open orders, the {@value #REMEMBERED} most recently ended, which are kept to
 * recognise facts that arrive late, and those to cancel that are not known, until the venue has
 * said whether it has them.
 */
public final class LaneState {

  static final int REMEMBERED = 100;

  private long lastSnapshot;
  private long lastTrip;
  private boolean feedDead;
  private long lastDecisionTime;
  private final SortedMap<String, OrderTracker> open = new TreeMap<>();
  private final Map<String, OrderTracker> ended = new LinkedHashMap<>();
  private final SortedMap<String, Long> lastTrades = new TreeMap<>();
  private final SortedMap<String, Stranger> strangers = new TreeMap<>();
  private final SortedSet<String> toldToPlace = new TreeSet<>();

  /** A lane that never did anything. */
  public LaneState() {}

  /** Takes an order on. */
  OrderTracker add(OrderRequest request) {
    OrderTracker tracker = new OrderTracker(request);
    toldToPlace.add(request.order().clientOrderId());
    open.put(request.order().clientOrderId(), tracker);
    return tracker;
  }

  /** An order by its client order id, open or recently ended. */
  Optional<OrderTracker> find(String clientOrderId) {
    OrderTracker tracker = open.get(clientOrderId);
    return Optional.ofNullable(tracker != null ? tracker : ended.get(clientOrderId));
  }

  /** An order by the venue's id, which is unique for each instrument only. */
  Optional<OrderTracker> find(String instrument, String venueOrderId) {
    List<OrderTracker> all = new ArrayList<>(open.values());
    all.addAll(ended.values());
    return all.stream()
        .filter(t -> t.venueOrderId().equals(venueOrderId))
        .filter(t -> t.request().instrument().equals(instrument))
        .findFirst();
  }

  /** The orders that can still change. */
  List<OrderTracker> open() {
    return List.copyOf(open.values());
  }

  /** Strategy instances, each with an instrument, with an order that may be at the venue or not. */
  Set<OrderRequest.Origin> unknown() {
    return open.values().stream()
        .filter(order -> order.state() == OrderState.UNKNOWN)
        .map(order -> order.request().origin())
        .collect(Collectors.toSet());
  }

  /** How many orders can still change. */
  public int openOrders() {
    return open.size();
  }

  /** Of how many orders it is not known whether the venue has them. */
  public int unknownOrders() {
    return (int) open.values().stream().filter(o -> o.state() == OrderState.UNKNOWN).count();
  }

  /** Sorts an order in after it may have ended. */
  void settle(OrderTracker tracker) {
    String id = tracker.request().order().clientOrderId();
    if (tracker.state().isFinal() && open.remove(id) != null) {
      ended.put(id, tracker);
      if (ended.size() > REMEMBERED) {
        ended.remove(ended.keySet().iterator().next());
      }
    }
  }

  /** Orders that decisions told us to place and whose end was not reported. */
  Set<String> toldToPlace() {
    return Collections.unmodifiableSet(toldToPlace);
  }

  /** The end of an order was reported. */
  void reportedEnd(String clientOrderId) {
    toldToPlace.remove(clientOrderId);
  }

  /** State that was written before this was kept: what is open was told. */
  void completeOlderState() {
    if (toldToPlace.isEmpty()) {
      toldToPlace.addAll(open.keySet());
    }
  }

  /** The highest trade id seen of an instrument. */
  OptionalLong lastTrade(String instrument) {
    Long last = lastTrades.get(instrument);
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
  }

  /** A trade of the account was seen. */
  void traded(String instrument, long tradeId) {
    lastTrades.merge(instrument, tradeId, Math::max);
  }

  /** Orders to cancel that are not among ours. */
  List<Stranger> strangers() {
    return List.copyOf(strangers.values());
  }

  /** Whether it is a new one. */
  boolean addStranger(Stranger stranger) {
    return strangers.putIfAbsent(stranger.clientOrderId(), stranger) == null;
  }

  void removeStranger(String clientOrderId) {
    strangers.remove(clientOrderId);
  }

  /** Counts a snapshot of this time; its sequence. */
  long nextSnapshot(long time) {
    lastSnapshot = Math.max(time, lastSnapshot + 1);
    return lastSnapshot;
  }

  /** Counts a trip at this time; its sequence. */
  long nextTrip(long time) {
    lastTrip = Math.max(time, lastTrip + 1);
    return lastTrip;
  }

  /** The user stream is dead; whether it was not before. */
  boolean feedDied() {
    boolean news = !feedDead;
    feedDead = true;
    return news;
  }

  void feedReturned() {
    feedDead = false;
  }

  /** A decision of this logical time was taken in. */
  void decided(long time) {
    lastDecisionTime = Math.max(lastDecisionTime, time);
  }

  /** Logical time of the latest decision, 0 when there was none. */
  long lastDecisionTime() {
    return lastDecisionTime;
  }
}
