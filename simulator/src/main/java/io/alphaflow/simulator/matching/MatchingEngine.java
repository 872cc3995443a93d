package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.matching.book.FastOrderBook;
import io.alphaflow.simulator.matching.book.OrderBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The venue behind the protocol: accounts, symbols, and the orders of customers, which meet each
 * other or the recorded market as the {@link MatchingMode} says.
 *
 * <p>Each command is done whole before the next: what trades, then the other orders of pairs that
 * end with that, then contingent orders whose stop price was met, and what they do in turn.
 */
public final class MatchingEngine {

  private final Map<String, Market> markets = new TreeMap<>();
  private final Settlement settlement;
  private final OrderLists lists;
  private final MatchingRules rules;
  private final Supplier<OrderBook> books;

  /**
   * An engine without accounts.
   *
   * @param symbols what it lists, each once
   * @param rules fees, book and mode
   */
  public MatchingEngine(Collection<SymbolSpec> symbols, MatchingRules rules) {
    this(symbols, rules, FastOrderBook::new);
  }

  /** The same with other books. */
  MatchingEngine(Collection<SymbolSpec> symbols, MatchingRules rules, Supplier<OrderBook> books) {
    this.books = books;
    this.settlement = new Settlement(rules, markets::get);
    this.lists = new OrderLists(settlement);
    this.rules = rules;
    for (SymbolSpec spec : symbols) {
      if (markets.put(spec.symbol(), newMarket(spec)) != null) {
        throw new IllegalArgumentException("symbol listed twice: " + spec.symbol());
      }
    }
  }

  /** Opens an account with balances in units of 1e-8, none below zero. */
  public void openAccount(String name, Map<String, Long> free, Map<String, Long> locked) {
    openAccount(name, free, locked, false);
  }

  /** The same; the account may pay its commissions in BNB while it has enough of it. */
  public void openAccount(
      String name, Map<String, Long> free, Map<String, Long> locked, boolean paysInBnb) {
    settlement.openAccount(name, free, locked, paysInBnb);
  }

  /** Fees, book and mode. */
  public MatchingRules rules() {
    return rules;
  }

  /** The listed symbols by name. */
  public List<SymbolSpec> symbols() {
    return markets.values().stream().map(Market::spec).toList();
  }

  /** The rules of a symbol, if it is listed. */
  public Optional<SymbolSpec> symbol(String symbol) {
    return Optional.ofNullable(markets.get(symbol)).map(Market::spec);
  }

  /** Whether orders of a listed symbol are taken. */
  public TradingStatus status(String symbol) {
    return market(symbol).status();
  }

  /**
   * Changes the rules of a listed symbol, or lists a new one. Orders that rest stay as they are.
   *
   * @throws IllegalArgumentException when the assets would change, or amounts would no longer be
   *     exact together with grids that the symbol had before
   */
  public void list(SymbolSpec spec, TradingStatus status) {
    markets.computeIfAbsent(spec.symbol(), s -> newMarket(spec)).change(spec, status);
  }

  private Market newMarket(SymbolSpec spec) {
    return new Market(spec, rules, books.get());
  }

  /** From now on this is what {@link MatchingMode#SHADOW} takes for the recorded book. */
  public void recordedBook(String symbol, RecordedBook book) {
    market(symbol).recorded(book);
  }

  /**
   * The recorded book of a symbol is another one now: what stands in front of orders may be less.
   */
  public void bookChanged(String symbol) {
    market(symbol).liquidity().bookChanged();
  }

  /** From now on this is what {@link VolumeShare} takes for the market's volume. */
  public void volume(String symbol, PeriodVolume volume) {
    market(symbol).volume(volume);
  }

  /** The book of a listed symbol; none before its first trade. */
  public Optional<TopOfBook> top(String symbol) {
    return market(symbol).top();
  }

  /** Counts the changes of bid or ask of a listed symbol. */
  public long bookUpdateId(String symbol) {
    return market(symbol).bookUpdateId();
  }

  /**
   * What the orders that rest show on a side of a listed symbol, those of the synthetic makers
   * included: pairs of price and quantity, best first.
   */
  public long[] shown(String symbol, Side side, int most) {
    return market(symbol).book.levels(side, most);
  }

  /** All assets of an account, by name. */
  public List<Balance> balances(String account) {
    return settlement.wallet(account).all();
  }

  /**
   * Takes a cost that no order has from an account, at most what is free of the asset.
   *
   * @return what was taken
   */
  public long charge(String account, String asset, long amount) {
    Wallet wallet = settlement.wallet(account);
    long taken = Math.min(amount, wallet.of(asset).free());
    wallet.receive(asset, -taken);
    return taken;
  }

  /** Whether an account pays its commissions in BNB while it can. */
  public boolean paysInBnb(String account) {
    return settlement.wallet(account).paysInBnb();
  }

  /** All commissions that were ever taken, by asset. */
  public Map<String, Long> feesCollected() {
    return settlement.fees().collected();
  }

  /** Every order of a listed symbol, by order id; a view. */
  public List<OrderState> orders(String symbol) {
    return market(symbol).orders();
  }

  /** The open orders of an account in a listed symbol, by order id. */
  public List<OrderState> openOrders(String account, String symbol) {
    return market(symbol).openOrders(account);
  }

  /** Every own trade of a listed symbol, by trade id; a view. */
  public List<Fill> fills(String symbol) {
    return market(symbol).fills();
  }

  /** Every own trade of all symbols, in the order in which they happened; a view. */
  public List<Fill> allFills() {
    return settlement.fills();
  }

  /** Every trade of a listed symbol that was prevented, by id; a view. */
  public List<PreventedMatch> preventedMatches(String symbol) {
    return market(symbol).preventedMatches();
  }

  /** Every change of orders of a listed symbol, in the order in which they happened. */
  public List<Amendment> amendments(String symbol) {
    return List.copyOf(market(symbol).amendments);
  }

  /** Every list of orders, by id; a view. */
  public List<OrderListState> orderLists() {
    return lists.all();
  }

  /** A list of an account by the venue's id. */
  public Optional<OrderListState> orderList(String account, long orderListId) {
    return lists.byId(account, orderListId);
  }

  /** The newest list of an account with this client id. */
  public Optional<OrderListState> orderList(String account, String listClientOrderId) {
    return lists.byClientId(account, listClientOrderId);
  }

  /** An order of an account by the venue's id. */
  public Optional<OrderState> order(String account, String symbol, long orderId) {
    return market(symbol).order(account, orderId);
  }

  /** The newest order of an account with this client order id. */
  public Optional<OrderState> order(String account, String symbol, String clientOrderId) {
    return market(symbol).order(account, clientOrderId);
  }

  /**
   * Why an order would be refused now, or empty. Changes nothing.
   *
   * @param order for a listed symbol and an open account
   */
  public Optional<Refusal> check(NewOrder order) {
    return new OrderChecks(market(order.symbol()), settlement).ofOrder(order);
  }

  /**
   * Places an order.
   *
   * @param order for a listed symbol and an open account
   * @param time market time, epoch µs
   */
  public PlaceResult place(NewOrder order, long time) {
    Optional<Refusal> refusal = check(order);
    if (refusal.isPresent()) {
      return new PlaceResult.Refused(refusal.get());
    }
    Market market = market(order.symbol());
    List<Execution> events = new ArrayList<>(2);
    OrderState accepted = accept(market, order, OrderState.NO_LIST, events, time);
    if (accepted.working()) {
      new Taking(market, settlement, accepted, events, time).run();
    }
    settle(market, events, time);
    return new PlaceResult.Accepted(events);
  }

  private OrderState accept(
      Market market, NewOrder order, long listId, List<Execution> events, long time) {
    long quantity =
        order.quoteQuantity() > 0
            ? Sweep.forQuote(market, order.side(), order.quoteQuantity())
                .quantityFor(order.quoteQuantity())
            : order.quantity();
    OrderState state = OrderState.accepted(market.nextOrderId(), listId, order, quantity, time);
    Execution event = settlement.accept(market, state, state.need());
    events.add(event);
    if (!state.working()) {
      market.stops.add(state);
    }
    return event.order();
  }

  /** Places two orders of which one cancels the other. */
  public PairResult place(NewOrderPair pair, long time) {
    NewOrder stop = pair.stop();
    Market market = market(stop.symbol());
    boolean taken =
        lists
            .byClientId(stop.account(), pair.listClientOrderId())
            .filter(OrderListState::open)
            .isPresent();
    Optional<Refusal> refusal =
        taken
            ? Optional.of(Refusal.DUPLICATE_ORDER)
            : new OrderChecks(market, settlement)
                .ofPair(pair, lists.open(stop.account(), stop.symbol()));
    if (refusal.isPresent()) {
      return new PairResult.Refused(refusal.get());
    }
    List<Execution> events = new ArrayList<>(2);
    OrderListState list =
        lists.add(
            new OrderListState(
                lists.nextId(),
                stop.account(),
                stop.symbol(),
                pair.listClientOrderId(),
                List.of(market.nextOrderId(), market.nextOrderId() + 1),
                true,
                time));
    OrderState other = acceptPair(market, pair, list.orderListId(), events, time);
    events.set(1, events.get(1).with(list));
    if (other.working()) {
      new Taking(market, settlement, other, events, time).run();
    }
    settle(market, events, time);
    return new PairResult.Accepted(list, events);
  }

  /** Only one of both can ever spend, so the second holds back what the dearer needs. */
  private OrderState acceptPair(
      Market market, NewOrderPair pair, long listId, List<Execution> events, long time) {
    long id = market.nextOrderId();
    OrderState stop = OrderState.accepted(id, listId, pair.stop(), pair.stop().quantity(), time);
    OrderState other =
        OrderState.accepted(id + 1, listId, pair.other(), pair.other().quantity(), time);
    events.add(settlement.accept(market, stop, 0));
    events.add(settlement.accept(market, other, Math.max(stop.need(), other.need())));
    market.stops.add(stop);
    if (!other.working()) {
      market.stops.add(other);
    }
    return market.order(other.orderId());
  }

  /**
   * Cancels an open order of an account, and with it the other of its pair.
   *
   * @param cancelId the id the canceller gives the cancel
   * @param wallMicros wall time, epoch µs, for the ledger
   * @return what happened, in order; nothing when the order is unknown or has ended
   */
  public List<Execution> cancel(
      String account, String symbol, long orderId, String cancelId, long wallMicros, long time) {
    Market market = market(symbol);
    Optional<OrderState> order = market.order(account, orderId).filter(o -> o.status().isOpen());
    if (order.isEmpty()) {
      return List.of();
    }
    List<OrderState> ending = new ArrayList<>(2);
    ending.add(order.get());
    lists.openSibling(market, order.get()).ifPresent(ending::add);
    ending.sort(Comparator.comparingLong(OrderState::orderId));
    List<Execution> events = new ArrayList<>(2);
    for (OrderState o : ending) {
      market.withdraw(o);
      events.add(settlement.cancel(market, o, cancelId, wallMicros, time));
    }
    // Both have ended, so this only notes the end of the list, with the last of them.
    lists.follow(market, events, events.size() - 1, time);
    return events;
  }

  /**
   * Takes an order that has ended out of memory, with its fills: from now on it is as if it had
   * never been, but for what it did to balances, and its id is not given again. For whoever places
   * millions of orders and looks at each only once.
   *
   * @throws IllegalArgumentException when the order is open
   */
  public void forget(String symbol, long orderId) {
    Market market = market(symbol);
    OrderState order = market.order(orderId);
    if (order.status().isOpen()) {
      throw new IllegalArgumentException("order " + orderId + " of " + symbol + " is open");
    }
    market.forget(order);
    settlement.forget(order);
  }

  /**
   * Makes an open order of an account smaller; it keeps its place in the book. The other order of
   * its pair becomes as small.
   *
   * @param clientOrderId how it is called from now on
   * @param quantity of base, what has filled included
   */
  public PlaceResult amend(
      String account, String symbol, long orderId, String clientOrderId, long quantity, long time) {
    Market market = market(symbol);
    Optional<OrderState> found = market.order(account, orderId).filter(o -> o.status().isOpen());
    if (found.isEmpty()) {
      return new PlaceResult.Refused(Refusal.UNKNOWN_ORDER);
    }
    OrderState order = found.get();
    Optional<Refusal> refusal =
        new OrderChecks(market, settlement).ofAmendment(order, clientOrderId, quantity);
    if (refusal.isPresent()) {
      return new PlaceResult.Refused(refusal.get());
    }
    List<Execution> events = new ArrayList<>(2);
    Optional<OrderState> sibling = lists.openSibling(market, order);
    long pairNeeds =
        sibling.map(s -> s.amended(s.clientOrderId(), quantity, time).need()).orElse(0L);
    Execution amended = amend(market, order, clientOrderId, quantity, pairNeeds, time);
    boolean renamed = !clientOrderId.equals(order.clientOrderId());
    boolean listIsTold = renamed && order.orderListId() != OrderState.NO_LIST;
    events.add(listIsTold ? amended.with(lists.of(order)) : amended);
    sibling.ifPresent(
        s -> {
          long needs = market.order(orderId).need();
          events.add(amend(market, s, s.clientOrderId(), quantity, needs, time));
        });
    return new PlaceResult.Accepted(events);
  }

  private Execution amend(
      Market market, OrderState order, String id, long quantity, long pairNeeds, long time) {
    OrderState smaller = order.amended(id, quantity, time);
    boolean holds = order.locked() > 0;
    long hold = holds ? Math.max(smaller.need(), pairNeeds) : 0;
    if (order.working() && !market.isWaiting(order)) {
      market.book.reduce(order.orderId(), smaller.remaining());
    }
    return settlement.amend(market, order, id, quantity, hold, time);
  }

  /**
   * Takes a recorded trade: fills resting orders as the mode says, moves the book, then sets off
   * contingent orders.
   *
   * @return what happened, in order
   */
  public List<Execution> trade(String symbol, long price, long quantity, long time) {
    Market market = market(symbol);
    if (!market.trades(price, quantity)) {
      return List.of();
    }
    List<Execution> events = new ArrayList<>(0);
    new PassingMarket(market, settlement, events, time).pass(price, quantity);
    for (OrderState order : market.waited()) {
      new Taking(market, settlement, order, events, time).run();
    }
    settle(market, events, time);
    return events;
  }

  /** What follows from what happened, until nothing does. */
  private void settle(Market market, List<Execution> events, long time) {
    int seen = 0;
    while (true) {
      lists.follow(market, events, seen, time);
      seen = events.size();
      OptionalLong triggered =
          market.lastPrice() == 0
              ? OptionalLong.empty()
              : market.stops.triggered(market.lastPrice());
      if (triggered.isEmpty()) {
        return;
      }
      trigger(market, market.order(triggered.getAsLong()), events, time);
    }
  }

  private void trigger(Market market, OrderState order, List<Execution> events, long time) {
    market.stops.remove(order);
    lists.openSibling(market, order).ifPresent(s -> events.add(lists.expire(market, s, time)));
    if (!settlement.canWork(market, order, time)) {
      events.add(settlement.expire(market, order, ExpiryReason.REJECTED, time));
      return;
    }
    Execution works = settlement.work(market, order, time);
    events.add(works);
    new Taking(market, settlement, works.order(), events, time).run();
  }

  private Market market(String symbol) {
    Market market = markets.get(symbol);
    if (market == null) {
      throw new IllegalArgumentException("symbol is not listed: " + symbol);
    }
    return market;
  }
}
