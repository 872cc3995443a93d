package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.Execution.Details;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Moves money when an order is accepted, fills or ends, and tells of it as executions. What is
 * locked in an account is at all times the sum of {@link OrderState#locked} of its orders.
 */
final class Settlement {

  private final Map<String, Wallet> wallets = new HashMap<>();
  private final List<Fill> fills = new ArrayList<>();
  private final Fees fees;
  private long executions;

  Settlement(MatchingRules rules, Function<String, Market> markets) {
    this.fees = new Fees(rules, markets);
  }

  void openAccount(
      String name, Map<String, Long> free, Map<String, Long> locked, boolean paysInBnb) {
    if (wallets.put(name, new Wallet(free, locked, paysInBnb)) != null) {
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

  /** The fills of an order that has ended, out of memory. */
  void forget(OrderState order) {
    fills.removeIf(
        fill -> fill.orderId() == order.orderId() && fill.symbol().equals(order.symbol()));
  }

  Fees fees() {
    return fees;
  }

  /**
   * Writes a new order into the market.
   *
   * @param hold what it holds back
   */
  Execution accept(Market market, OrderState order, long hold) {
    OrderState holding = hold(market, order, hold);
    return event(market, Execution.Kind.NEW, holding, Details.NONE, order.acceptedMicros());
  }

  /** Fills some of an order: what it holds for that part pays, or else what is free. */
  Execution fill(
      Market market,
      OrderState order,
      long tradeId,
      long quantity,
      long price,
      boolean maker,
      long time) {
    Side side = order.side();
    long quote = Fixed8.multiply(price, quantity, RoundingMode.UNNECESSARY);
    long received = side == Side.BUY ? quantity : quote;
    OrderState after = order.filled(quantity, price, time);
    Wallet wallet = wallet(order.account());
    wallet.spendLocked(
        market.spends(side), order.locked() - after.locked(), side == Side.BUY ? quote : quantity);
    wallet.receive(market.receives(side), received);
    String feeAsset = market.feesIn(side);
    long charged = feeAsset.equals(market.spec().quote()) ? quote : received;
    Fees.Commission commission = fees.of(feeAsset, charged, maker, wallet);
    wallet.receive(commission.asset(), -commission.amount());
    Fill fill =
        new Fill(
            order.account(),
            order.symbol(),
            tradeId,
            order.orderId(),
            side,
            price,
            quantity,
            quote,
            commission.amount(),
            commission.asset(),
            maker,
            time);
    market.put(fill);
    fills.add(fill);
    market.put(after);
    return event(market, Execution.Kind.TRADE, after, Details.of(fill), time);
  }

  /** The rules end an open order. */
  Execution expire(Market market, OrderState order, ExpiryReason reason, long time) {
    OrderState after = hold(market, order.expired(reason, time), 0);
    return event(market, Execution.Kind.EXPIRED, after, Details.NONE, time);
  }

  /** Its owner ends an open order. */
  Execution cancel(Market market, OrderState order, String cancelId, long wallMicros, long time) {
    OrderState after = hold(market, order.cancelled(wallMicros, time), 0);
    return event(market, Execution.Kind.CANCELED, after, Details.of(cancelId), time);
  }

  /** An open order loses some or all so that it does not trade with its own account. */
  Execution prevent(Market market, OrderState order, PreventedMatch match, long time) {
    OrderState after = order.prevented(match, time);
    after = hold(market, after, after.need());
    return event(market, Execution.Kind.TRADE_PREVENTION, after, Details.of(match), time);
  }

  /** A contingent order begins to work; only after {@link #canWork} said yes. */
  Execution work(Market market, OrderState order, long time) {
    OrderState works = order.works(time);
    works = hold(market, works, works.need());
    return event(market, Execution.Kind.NEW, works, Details.NONE, time);
  }

  /** Whether the account has what the order needs to work. */
  boolean canWork(Market market, OrderState order, long time) {
    long more = order.works(time).need() - order.locked();
    return more <= wallet(order.account()).of(market.spends(order.side())).free();
  }

  /**
   * Its owner makes an open order smaller.
   *
   * @param hold what it holds back from now on
   */
  Execution amend(
      Market market, OrderState order, String clientOrderId, long quantity, long hold, long time) {
    OrderState after = hold(market, order.amended(clientOrderId, quantity, time), hold);
    market.rename(order, after);
    Execution event =
        event(market, Execution.Kind.REPLACED, after, Details.of(order.clientOrderId()), time);
    market.amendments.add(
        new Amendment(
            event.executionId(),
            order.orderId(),
            order.account(),
            order.clientOrderId(),
            clientOrderId,
            order.quantity(),
            quantity,
            time));
    return event;
  }

  /** Locks or frees what is missing from what the order should hold, and writes it down. */
  private OrderState hold(Market market, OrderState order, long amount) {
    OrderState holding = order;
    if (amount != order.locked()) {
      wallet(order.account()).lock(market.spends(order.side()), amount - order.locked());
      holding = order.holding(amount);
    }
    market.put(holding);
    return holding;
  }

  private Execution event(
      Market market, Execution.Kind kind, OrderState order, Details details, long time) {
    Wallet wallet = wallet(order.account());
    String base = market.spec().base();
    String quote = market.spec().quote();
    List<Balance> balances = List.of(wallet.of(base), wallet.of(quote));
    Optional<String> third =
        details
            .fill()
            .map(Fill::commissionAsset)
            .filter(asset -> !asset.equals(base) && !asset.equals(quote));
    if (third.isPresent()) {
      balances = List.of(balances.get(0), balances.get(1), wallet.of(third.get()));
    }
    return new Execution(
        ++executions, kind, order, details, Optional.empty(), List.copyOf(balances), time);
  }
}
