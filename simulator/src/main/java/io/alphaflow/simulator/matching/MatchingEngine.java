package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Matches own orders against recorded trades.
 *
 * <p>An order that meets the book fills at once as taker at the book's price, up to the size at the
 * top. A resting order fills as maker at its own limit, and only when a recorded trade goes
 * <em>through</em> that price: at the price itself the queue in front of us is unknown, so we
 * assume the worst. All own orders together get at most the trade's quantity (floored to the lot
 * grid), in price-time priority, buys before sells. Own orders do not trade with each other; an
 * order with {@link SelfTradePrevention} notices those of its account that it would meet.
 */
public final class MatchingEngine {

  private final Map<String, Market> markets = new TreeMap<>();
  private final Settlement settlement;
  private final MatchingRules rules;

  /**
   * An engine without accounts.
   *
   * @param symbols what it lists, each once
   * @param rules fees and book
   */
  public MatchingEngine(Collection<SymbolSpec> symbols, MatchingRules rules) {
    this.settlement = new Settlement(rules);
    this.rules = rules;
    for (SymbolSpec spec : symbols) {
      if (markets.put(spec.symbol(), new Market(spec, rules)) != null) {
        throw new IllegalArgumentException("symbol listed twice: " + spec.symbol());
      }
    }
  }

  /** Opens an account with balances in units of 1e-8, none below zero. */
  public void openAccount(String name, Map<String, Long> free, Map<String, Long> locked) {
    settlement.openAccount(name, free, locked);
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
    markets.computeIfAbsent(spec.symbol(), s -> new Market(spec, rules)).change(spec, status);
  }

  /** The book of a listed symbol; none before its first trade. */
  public Optional<TopOfBook> top(String symbol) {
    return market(symbol).top();
  }

  /** Counts the changes of bid or ask of a listed symbol. */
  public long bookUpdateId(String symbol) {
    return market(symbol).bookUpdateId();
  }

  /** All assets of an account, by name. */
  public List<Balance> balances(String account) {
    return settlement.wallet(account).all();
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
    return entry(order).refusal();
  }

  /**
   * Places an order.
   *
   * @param order for a listed symbol and an open account
   * @param time market time, epoch µs
   */
  public PlaceResult place(NewOrder order, long time) {
    OrderEntry entry = entry(order);
    Optional<Refusal> refusal = entry.refusal();
    if (refusal.isPresent()) {
      return new PlaceResult.Refused(refusal.get());
    }
    return new PlaceResult.Accepted(entry.execute(time));
  }

  /**
   * Cancels an open order of an account.
   *
   * @param cancelId the id the canceller gives the cancel
   * @param wallMicros wall time, epoch µs, for the ledger
   * @return what happened; empty when the order is unknown or has ended
   */
  public Optional<Execution> cancel(
      String account, String symbol, long orderId, String cancelId, long wallMicros, long time) {
    Market market = market(symbol);
    return market
        .order(account, orderId)
        .filter(o -> o.status().isOpen())
        .map(
            o -> {
              market.resting.remove(o.side(), o.price(), orderId);
              return settlement.cancel(market, o, cancelId, wallMicros, time);
            });
  }

  /**
   * Takes a recorded trade: fills resting orders that it goes through, then moves the book.
   *
   * @return the fills' executions, in order
   */
  public List<Execution> trade(String symbol, long price, long quantity, long time) {
    Market market = market(symbol);
    if (!market.trades(price, quantity)) {
      return List.of();
    }
    List<Execution> events = new ArrayList<>(0);
    long left = Fixed8.floorTo(quantity, market.spec().stepSize());
    for (Side side : Side.values()) {
      for (long orderId : market.resting.through(side, price)) {
        if (left > 0) {
          Execution fill = makerFill(market, market.order(orderId), left, time);
          left -= fill.fill().orElseThrow().quantity();
          events.add(fill);
        }
      }
    }
    market.moveBook(price);
    return events;
  }

  private Execution makerFill(Market market, OrderState order, long most, long time) {
    long quantity = Math.min(most, order.remaining());
    Execution fill =
        settlement.fill(market, order, quantity, order.price(), order.price(), true, time);
    if (!fill.order().status().isOpen()) {
      market.resting.remove(order.side(), order.price(), order.orderId());
    }
    return fill;
  }

  private OrderEntry entry(NewOrder order) {
    return new OrderEntry(order, market(order.symbol()), settlement);
  }

  private Market market(String symbol) {
    Market market = markets.get(symbol);
    if (market == null) {
      throw new IllegalArgumentException("symbol is not listed: " + symbol);
    }
    return market;
  }
}
