package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.book.OrderBook;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Everything the venue knows about one symbol: its book, all orders ever placed, own trades. */
final class Market {

  final OrderBook book;
  final StopOrders stops = new StopOrders();
  final List<Amendment> amendments = new ArrayList<>();

  /** What the synthetic makers quoted last. */
  List<Liquidity.Quote> quotes = List.of();

  private final MatchingRules rules;
  private final Liquidity liquidity;
  // Order n stands at index n - 1; the newest state replaces the one before, null one forgotten.
  private final List<OrderState> orders = new ArrayList<>();
  private final List<Fill> fills = new ArrayList<>();
  private final List<PreventedMatch> prevented = new ArrayList<>();

  /** By account, then by client order id. */
  private final Map<String, Map<String, Long>> newestByClientId = new HashMap<>();

  private final Map<String, OpenOrders> open = new HashMap<>();
  private RecordedBook recorded = this::synthetic;
  private PeriodVolume volume = PeriodVolume.NONE;

  /** Market orders that wait for the market to trade more, in the order in which they came. */
  private final Set<Long> waiting = new LinkedHashSet<>();

  private SymbolSpec spec;
  // Worked out once: it is asked for with each trade and order.
  private long maxPrice;
  private TradingStatus status = TradingStatus.TRADING;
  private long finestTick;
  private long finestStep;
  private TopOfBook top;
  private long lastPrice;
  private long bookUpdateId;
  private long trades;
  private boolean forgets;

  Market(SymbolSpec spec, MatchingRules rules, OrderBook book) {
    this.book = book;
    this.spec = spec;
    this.maxPrice = spec.maxPrice();
    this.finestTick = spec.tickSize();
    this.finestStep = spec.stepSize();
    this.rules = rules;
    this.liquidity = liquidity(rules);
  }

  private Liquidity liquidity(MatchingRules rules) {
    return switch (rules.mode()) {
      case THROUGH -> {
        Liquidity through = new ThroughLiquidity(this::top);
        yield rules.volumeShare().isOn()
            ? new VolumeShareLiquidity(this, through, rules.volumeShare())
            : through;
      }
      case OPTIMISTIC -> new OptimisticLiquidity(this::top);
      case SHADOW -> new ShadowLiquidity(new Recorded());
      case SANDBOX ->
          new SandboxLiquidity(this::spec, rules.seed() ^ (long) spec.symbol().hashCode() << 32);
    };
  }

  /** Whatever the recorded book is by then. */
  private final class Recorded implements RecordedBook {

    @Override
    public List<Level> levels(Side side) {
      return recorded.levels(side);
    }

    @Override
    public OptionalLong at(Side side, long price) {
      return recorded.at(side, price);
    }
  }

  Liquidity liquidity() {
    return liquidity;
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

  /** From now on this is the recorded book. */
  void recorded(RecordedBook value) {
    recorded = value;
  }

  /** From now on this is what the market trades. */
  void volume(PeriodVolume value) {
    volume = value;
  }

  PeriodVolume volume() {
    return volume;
  }

  /** A market order is not done, and nothing can be taken now. */
  void waits(OrderState order) {
    waiting.add(order.orderId());
  }

  boolean isWaiting(OrderState order) {
    return waiting.contains(order.orderId());
  }

  /** The market orders that waited; they do not any longer. */
  List<OrderState> waited() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<OrderState> orders = waiting.stream().map(this::order).toList();
    waiting.clear();
    return orders;
  }

  /** What a recording of trades alone has for a book: one level. */
  private List<Level> synthetic(Side side) {
    if (top == null) {
      return List.of();
    }
    return List.of(new Level(top.takerPrice(side.opposite()), top.size()));
  }

  Optional<TopOfBook> top() {
    return Optional.ofNullable(top);
  }

  /** The largest price that an order or the book may have. */
  long maxPrice() {
    return maxPrice;
  }

  /** The price of the last trade; 0 before the first. */
  long lastPrice() {
    return lastPrice;
  }

  /** Customers traded with each other or with the synthetic makers. */
  void traded(long price) {
    lastPrice = price;
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
    long half = tick * rules.halfSpreadTicks() + slippage(price);
    long bid = Math.max(tick, Fixed8.floorTo(price, tick) - half);
    long ask = Math.min(maxPrice, Fixed8.ceilTo(price, tick) + half);
    TopOfBook moved = new TopOfBook(bid, ask, rules.topOfBookSize(), price);
    if (top == null || bid != top.bid() || ask != top.ask()) {
      bookUpdateId++;
    }
    top = moved;
    lastPrice = price;
  }

  private long slippage(long price) {
    return rules.slippage() == 0
        ? 0
        : Fixed8.ceilTo(
            Fixed8.multiply(price, rules.slippage(), RoundingMode.CEILING), spec.tickSize());
  }

  long nextOrderId() {
    return orders.size() + 1L;
  }

  /** The id of a trade; both its sides have the same. */
  long nextTradeId() {
    return ++trades;
  }

  long nextPreventedMatchId() {
    return prevented.size();
  }

  void put(OrderState order) {
    int index = Math.toIntExact(order.orderId() - 1);
    if (index == orders.size()) {
      orders.add(order);
      name(order);
    } else {
      orders.set(index, order);
    }
    open(order.account()).put(order);
  }

  /** An order has another client order id. */
  void rename(OrderState before, OrderState after) {
    clientIds(before.account()).remove(before.clientOrderId(), before.orderId());
    name(after);
  }

  private void name(OrderState order) {
    clientIds(order.account()).put(order.clientOrderId(), order.orderId());
  }

  private Map<String, Long> clientIds(String account) {
    return newestByClientId.computeIfAbsent(account, a -> new HashMap<>());
  }

  void put(Fill fill) {
    fills.add(fill);
  }

  void put(PreventedMatch match) {
    prevented.add(match);
  }

  /** Takes an order that ends out of the book or from those that wait. */
  void withdraw(OrderState order) {
    if (order.working()) {
      book.remove(order.orderId());
      waiting.remove(order.orderId());
      liquidity.left(order.orderId());
    } else {
      stops.remove(order);
    }
  }

  /** An order that has ended, and its fills, out of memory. */
  void forget(OrderState order) {
    orders.set(Math.toIntExact(order.orderId() - 1), null);
    clientIds(order.account()).remove(order.clientOrderId(), order.orderId());
    fills.removeIf(fill -> fill.orderId() == order.orderId());
    forgets = true;
  }

  OrderState order(long orderId) {
    return orders.get(Math.toIntExact(orderId - 1));
  }

  Optional<OrderState> order(String account, long orderId) {
    if (orderId < 1 || orderId > orders.size()) {
      return Optional.empty();
    }
    return Optional.ofNullable(order(orderId)).filter(o -> o.account().equals(account));
  }

  /** The newest order with this client id: an id may be used again once its order has ended. */
  Optional<OrderState> order(String account, String clientOrderId) {
    return Optional.ofNullable(clientIds(account).get(clientOrderId)).map(this::order);
  }

  /** Whether an open order of the account has this client id. */
  boolean isTaken(String account, String clientOrderId) {
    return order(account, clientOrderId).filter(o -> o.status().isOpen()).isPresent();
  }

  List<OrderState> orders() {
    return forgets
        ? orders.stream().filter(Objects::nonNull).toList()
        : Collections.unmodifiableList(orders);
  }

  OpenOrders open(String account) {
    return open.computeIfAbsent(account, a -> new OpenOrders());
  }

  List<OrderState> openOrders(String account) {
    return List.copyOf(open(account).all());
  }

  List<Fill> fills() {
    return Collections.unmodifiableList(fills);
  }

  List<PreventedMatch> preventedMatches() {
    return Collections.unmodifiableList(prevented);
  }

  /** The asset an order of this side spends. */
  String spends(Side side) {
    return side == Side.BUY ? spec.quote() : spec.base();
  }

  /** The asset that a fill of this side pays its fee in, unless that is BNB. */
  String feesIn(Side side) {
    return rules.feeAsset() == FeeAsset.QUOTE ? spec.quote() : receives(side);
  }

  /** What an order that takes pays for one unit of quote on top of it, units of 1e-8. */
  long feeOnTop(Side side) {
    return rules.feeAsset() == FeeAsset.QUOTE && side == Side.BUY ? rules.takerFee() : 0;
  }

  /** The asset an order of this side receives. */
  String receives(Side side) {
    return side == Side.BUY ? spec.base() : spec.quote();
  }
}
