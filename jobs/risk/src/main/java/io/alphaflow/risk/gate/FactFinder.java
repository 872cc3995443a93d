package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.TargetAction;
import io.alphaflow.risk.control.Activity;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.control.EarlierOrders;
import io.alphaflow.risk.control.Exposures;
import io.alphaflow.risk.control.Holdings;
import io.alphaflow.risk.control.OrderFacts;
import io.alphaflow.risk.control.Results;
import io.alphaflow.risk.control.SizedOrder;
import io.alphaflow.risk.control.Sizing;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.Limits;
import java.util.List;
import java.util.Optional;

/** Collects what the controls look at. */
final class FactFinder {

  private final Signal signal;
  private final GateContext gate;
  private final AccountState account;
  private final Limits limits;
  private final Optional<AccountLedger> ledger;
  private final List<String> ownOrders;

  private FactFinder(Signal signal, GateContext gate) {
    this.signal = signal;
    this.gate = gate;
    this.account = gate.state().account(signal.account());
    this.limits = gate.limits(signal.account(), signal.strategy(), signal.instrument());
    this.ledger = gate.state().book.account(signal.account());
    this.ownOrders = OwnOrders.of(signal, account);
  }

  /**
   * The facts about the order that a signal asks for. One that it replaces is looked at as if it
   * did not work: what it holds is free, and what it can still trade counts for nothing.
   *
   * @throws ArithmeticException when an amount is out of range
   */
  static OrderFacts facts(Signal signal, GateContext gate) {
    FactFinder finder = new FactFinder(signal, gate);
    return signal.aim().action() == TargetAction.REPLACE && !finder.ownOrders.isEmpty()
        ? finder.account.orders().without(finder.ownOrders.get(0), finder::known)
        : finder.known();
  }

  /** The facts as far as they can be told without calculating. */
  static OrderFacts unknown(Signal signal, GateContext gate) {
    return new FactFinder(signal, gate)
        .facts(Holdings.NONE, Exposures.NONE, Results.NONE, SizedOrder.NONE, 0);
  }

  private OrderFacts known() {
    Holdings holdings = ledger.map(this::holdings).orElse(Holdings.NONE);
    long exit = exit();
    Signal wanted = exit > 0 && exit < signal.size() ? signal.resized(exit) : signal;
    SizedOrder order =
        gate.state()
            .book
            .instrument(signal.instrument())
            .map(instrument -> size(wanted, instrument, holdings))
            .orElse(SizedOrder.NONE);
    return facts(
        holdings,
        ledger.map(l -> ExposureSum.of(signal, gate, l)).orElse(Exposures.NONE),
        ledger.map(this::results).orElse(Results.NONE),
        order,
        exit);
  }

  private SizedOrder size(Signal sized, Instrument instrument, Holdings holdings) {
    try {
      long mark = gate.price(signal.instrument());
      return Sizing.of(sized, instrument, mark, gate.options().collar(), holdings);
    } catch (ArithmeticException e) {
      return new SizedOrder(0, 0, 0, 0, 0, 0, 0, List.of(Controls.outOfRange("the order's size")));
    }
  }

  /**
   * What the lot of a protective exit, the position of a closing order, or the parent of a child
   * has left: less than when the signal was made, when it was closed elsewhere meanwhile. Nothing
   * for what nobody waits for.
   */
  private long exit() {
    return switch (signal.origin()) {
      case STRATEGY -> 0;
      case PROTECTION ->
          account
              .lots()
              .ofSignal(signal)
              .map(lot -> ExitSize.of(lot, signal.account(), gate))
              .orElse(0L);
      case COMMAND -> Flattening.left(signal, gate);
      case ALGORITHM -> Algorithms.left(signal, gate);
    };
  }

  private OrderFacts facts(
      Holdings holdings, Exposures exposures, Results results, SizedOrder order, long exit) {
    long time = gate.time();
    return new OrderFacts(
        signal,
        time,
        gate.options().currencies().containsKey(signal.account()),
        ledger.map(AccountLedger::isOpen).orElse(false),
        gate.options().currencies().getOrDefault(signal.account(), ""),
        gate.state().book.instrument(signal.instrument()),
        gate.state()
            .market(signal.instrument())
            .state(gate.mark(signal.instrument()), gate.options().volatility()),
        holdings,
        exposures,
        results,
        activity(time),
        order,
        gate.options().takerFeeRate(),
        limits,
        gate.state().stops.of(signal.account(), signal.strategy(), signal.instrument()),
        !signal.origin().isOfStrategy() || gate.options().permits(signal),
        gate.options().isOpen(signal.account(), time),
        account.orders().firstMet(signal.instrument(), signal.side()),
        account.unknownOrder(signal.instrument()),
        exit,
        account.lots().room(signal),
        account.roomForParents(signal.strategy(), signal.instrument()),
        earlier());
  }

  private EarlierOrders earlier() {
    if (signal.aim().action() != TargetAction.AMEND || ownOrders.size() != 1) {
      return EarlierOrders.of(ownOrders.size());
    }
    WorkingOrder order = account.orders().get(ownOrders.get(0));
    return new EarlierOrders(1, order.size(), order.filled(), order.limitPrice());
  }

  private Activity activity(long time) {
    return new Activity(
        account.lastEqualOrder(signal),
        account.ordersOfStrategy(signal.strategy(), time, limits),
        account.ordersOfAccount(time, limits),
        limits.get(Limit.ORDER_TO_FILL).map(l -> account.messages(time, l)).orElse(0L),
        limits.get(Limit.ORDER_TO_FILL).map(l -> account.fills(time, l)).orElse(0L));
  }

  private Holdings holdings(AccountLedger of) {
    InstrumentId id = InstrumentId.parse(signal.instrument());
    return new Holdings(
        of.quantity(signal.instrument()),
        account.working(signal.instrument(), Side.BUY),
        account.working(signal.instrument(), Side.SELL),
        free(of, id.quote()),
        Math.addExact(free(of, id.base()), borrowable()),
        of.equity(),
        soldFor());
  }

  private long free(AccountLedger of, String asset) {
    long there = Math.subtractExact(of.balance(asset), account.reconciliation().missing(asset));
    return Math.subtractExact(there, account.reserved(asset));
  }

  /** What may be sold short: limits say how much, not the balance. */
  private long borrowable() {
    return gate.options().shortSellers().contains(signal.account()) ? Long.MAX_VALUE / 4 : 0;
  }

  /** What closes the whole position cannot sell too much of it; the gate knows what there is. */
  private long soldFor() {
    return signal.origin() == SignalOrigin.STRATEGY
            && signal.side() == Side.SELL
            && signal.sizingMode() != SizingMode.CLOSE_POSITION
        ? account.soldFor(signal.strategy(), signal.instrument())
        : 0;
  }

  private Results results(AccountLedger of) {
    long equity = of.equity();
    return new Results(
        of.dailyPnl(),
        limits
            .get(Limit.MAX_ROLLING_LOSS)
            .map(limit -> account.rollingLoss(of.earned(), gate.time(), limit))
            .orElse(0L),
        limits.get(Limit.MAX_STRATEGY_LOSS).isPresent()
            ? account.dailyPnl(signal.strategy(), gate::price)
            : 0,
        of.peakEquity(),
        Math.subtractExact(of.peakEquity(), equity));
  }
}
