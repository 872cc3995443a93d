package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Everything the venue knows about one symbol: its book, all orders ever placed, own trades. */
final class Market {

  private record ClientKey(String account, String clientOrderId) {}

  final RestingOrders resting = new RestingOrders();
  private final MatchingRules rules;
  // Order n stands at index n - 1; the newest state replaces the one before.
  private final List<OrderState> orders = new ArrayList<>();
  private final List<Fill> fills = new ArrayList<>();
  private final Map<ClientKey, Long> newestByClientId = new HashMap<>();
  private final SortedSet<Long> openIds = new TreeSet<>();
  private SymbolSpec spec;
  // Worked out once: it is asked for with each trade, twice.
  private long maxPrice;
  private TradingStatus status = TradingStatus.TRADING;
  private long finestTick;
  private long finestStep;
  private TopOfBook top;
  private long bookUpdateId;
  private long preventedMatches;

  Market(SymbolSpec spec, MatchingRules rules) {
    this.spec = spec;
    this.maxPrice = spec.maxPrice();
    this.finestTick = spec.tickSize();
    this.finestStep = spec.stepSize();
    this.rules = rules;
  }

  SymbolSpec spec() {
    return spec;
  }

  TradingStatus status() {
    return status;
  }

  /** Changes the rules. Orders that rest keep their prices and quantities. */
  void change(SymbolSpec now, TradingStatus nowStatus) {
    if (!now.base().equals(spec.base()) || !now.quote().equals(spec.quote())) {
      throw new IllegalArgumentException(
          "%s trades %s for %s; that cannot change to %s for %s"
              .formatted(spec.symbol(), spec.base(), spec.quote(), now.base(), now.quote()));
    }
    // An order that rests on an old grid can fill on the new one, and that must be exact as well.
    long tick = Math.min(finestTick, now.tickSize());
    long step = Math.min(finestStep, now.stepSize());
    SymbolSpec.requireExactProduct(spec.symbol(), tick, step);
    finestTick = tick;
    finestStep = step;
    spec = now;
    maxPrice = now.maxPrice();
    status = nowStatus;
  }

  Optional<TopOfBook> top() {
    return Optional.ofNullable(top);
  }

  long bookUpdateId() {
    return bookUpdateId;
  }

  /** Whether a recorded trade is good input; a zero price or quantity moves and fills nothing. */
  boolean trades(long price, long quantity) {
    return price > 0 && quantity > 0 && price <= maxPrice;
  }

  /** Puts the book around a trade's price. */
  void moveBook(long price) {
    long tick = spec.tickSize();
    long half = tick * rules.halfSpreadTicks();
    long bid = Math.max(tick, Fixed8.floorTo(price, tick) - half);
    long ask = Math.min(maxPrice, Fixed8.ceilTo(price, tick) + half);
    TopOfBook moved = new TopOfBook(bid, ask, rules.topOfBookSize(), price);
    if (top == null || bid != top.bid() || ask != top.ask()) {
      bookUpdateId++;
    }
    top = moved;
  }

  long nextOrderId() {
    return orders.size() + 1L;
  }

  long nextTradeId() {
    return fills.size() + 1L;
  }

  long nextPreventedMatchId() {
    return preventedMatches++;
  }

  void put(OrderState order) {
    int index = Math.toIntExact(order.orderId() - 1);
    if (index == orders.size()) {
      orders.add(order);
      newestByClientId.put(new ClientKey(order.account(), order.clientOrderId()), order.orderId());
    } else {
      orders.set(index, order);
    }
    if (order.status().isOpen()) {
      openIds.add(order.orderId());
    } else {
      openIds.remove(order.orderId());
    }
  }

  void put(Fill fill) {
    fills.add(fill);
  }

  OrderState order(long orderId) {
    return orders.get(Math.toIntExact(orderId - 1));
  }

  Optional<OrderState> order(String account, long orderId) {
    if (orderId < 1 || orderId > orders.size()) {
      return Optional.empty();
    }
    return Optional.of(order(orderId)).filter(o -> o.account().equals(account));
  }

  /** The newest order with this client id: an id may be used again once its order has ended. */
  Optional<OrderState> order(String account, String clientOrderId) {
    return Optional.ofNullable(newestByClientId.get(new ClientKey(account, clientOrderId)))
        .map(this::order);
  }

  List<OrderState> orders() {
    return Collections.unmodifiableList(orders);
  }

  List<OrderState> openOrders(String account) {
    return openIds.stream().map(this::order).filter(o -> o.account().equals(account)).toList();
  }

  List<Fill> fills() {
    return Collections.unmodifiableList(fills);
  }

  /** The asset an order of this side spends. */
  String spends(Side side) {
    return side == Side.BUY ? spec.quote() : spec.base();
  }

  /** The asset an order of this side receives, and in which its commission is taken. */
  String receives(Side side) {
    return side == Side.BUY ? spec.base() : spec.quote();
  }
}
