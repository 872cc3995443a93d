package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Moves money when an order is accepted, fills or ends, and tells of it as executions. */
final class Settlement {

  private final MatchingRules rules;
  private final Map<String, Wallet> wallets = new TreeMap<>();
  private final List<Fill> fills = new ArrayList<>();
  private long executions;

  Settlement(MatchingRules rules) {
    this.rules = rules;
  }

  void openAccount(String name, Map<String, Long> free, Map<String, Long> locked) {
    if (wallets.put(name, new Wallet(free, locked)) != null) {
      throw new IllegalArgumentException("account opened twice: " + name);
    }
  }

  Wallet wallet(String account) {
    Wallet wallet = wallets.get(account);
    if (wallet == null) {
      throw new IllegalArgumentException("no such account: " + account);
    }
    return wallet;
  }

  List<Fill> fills() {
    return Collections.unmodifiableList(fills);
  }

  /** What an open order holds back: quote on a BUY, base on a SELL. */
  static long locked(Side side, long price, long quantity) {
    return side == Side.BUY ? Fixed8.multiply(price, quantity, RoundingMode.UNNECESSARY) : quantity;
  }

  /** Writes a new order into the market and locks what it spends. */
  Execution accept(Market market, OrderState order, long lockedAmount) {
    wallet(order.account()).lock(market.spends(order.side()), lockedAmount);
    market.put(order);
    return event(
        market,
        Execution.Kind.NEW,
        order,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        order.acceptedMicros());
  }

  /**
   * Fills some of an order.
   *
   * @param lockedPrice the price at which the order's funds were locked
   */
  Execution fill(
      Market market,
      OrderState order,
      long quantity,
      long price,
      long lockedPrice,
      boolean maker,
      long time) {
    Side side = order.side();
    long quote = Fixed8.multiply(price, quantity, RoundingMode.UNNECESSARY);
    long spent = side == Side.BUY ? quote : quantity;
    long received = side == Side.BUY ? quantity : quote;
    long rate = maker ? rules.makerFee() : rules.takerFee();
    long commission = Fixed8.multiply(received, rate, RoundingMode.HALF_UP);
    Wallet wallet = wallet(order.account());
    wallet.spendLocked(market.spends(side), locked(side, lockedPrice, quantity), spent);
    wallet.receive(market.receives(side), received - commission);
    Fill fill =
        new Fill(
            order.account(),
            order.symbol(),
            market.nextTradeId(),
            order.orderId(),
            side,
            price,
            quantity,
            quote,
            commission,
            market.receives(side),
            maker,
            time);
    market.put(fill);
    fills.add(fill);
    OrderState after = order.filled(quantity, price, time);
    market.put(after);
    return event(
        market,
        Execution.Kind.TRADE,
        after,
        Optional.of(fill),
        Optional.empty(),
        Optional.empty(),
        time);
  }

  /** The rules end an open order. */
  Execution expire(Market market, OrderState order, long time) {
    OrderState after = end(market, order, order.expired(time));
    return event(
        market,
        Execution.Kind.EXPIRED,
        after,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        time);
  }

  /** Its owner ends an open order. */
  Execution cancel(Market market, OrderState order, String cancelId, long wallMicros, long time) {
    OrderState after = end(market, order, order.cancelled(wallMicros, time));
    return event(
        market,
        Execution.Kind.CANCELED,
        after,
        Optional.empty(),
        Optional.of(cancelId),
        Optional.empty(),
        time);
  }

  /** An open order ends so that it does not trade with its own account. */
  Execution prevent(Market market, OrderState order, PreventedMatch match, long time) {
    OrderState after = end(market, order, order.prevented(match, time));
    return event(
        market,
        Execution.Kind.TRADE_PREVENTION,
        after,
        Optional.empty(),
        Optional.empty(),
        Optional.of(match),
        time);
  }

  /** Gives back what an open order still holds. */
  private OrderState end(Market market, OrderState order, OrderState after) {
    // A MARKET order locks only what it fills, so nothing is left when it ends.
    if (order.request().type() != VenueOrderType.MARKET) {
      wallet(order.account())
          .unlock(
              market.spends(order.side()), locked(order.side(), order.price(), order.remaining()));
    }
    market.put(after);
    return after;
  }

  private Execution event(
      Market market,
      Execution.Kind kind,
      OrderState order,
      Optional<Fill> fill,
      Optional<String> cancelId,
      Optional<PreventedMatch> prevented,
      long time) {
    Wallet wallet = wallet(order.account());
    List<Balance> balances =
        List.of(wallet.of(market.spec().base()), wallet.of(market.spec().quote()));
    return new Execution(++executions, kind, order, fill, cancelId, prevented, balances, time);
  }
}
