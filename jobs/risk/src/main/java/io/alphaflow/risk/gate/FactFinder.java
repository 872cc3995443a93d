package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.control.Holdings;
import io.alphaflow.risk.control.Limits;
import io.alphaflow.risk.control.OrderFacts;
import io.alphaflow.risk.control.SizedOrder;
import io.alphaflow.risk.control.Sizing;
import io.alphaflow.risk.control.Stop;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what the controls look at. */
final class FactFinder {

  private FactFinder() {}

  /**
   * The facts about the order that a signal asks for.
   *
   * @throws ArithmeticException when an amount is out of range
   */
  static OrderFacts facts(Signal signal, GateState state, RiskOptions options) {
    Optional<Instrument> instrument = state.book.instrument(signal.instrument());
    Optional<Mark> mark = state.book.mark(signal.instrument());
    Holdings holdings = holdings(signal, state);
    long exit = exit(signal, state, options);
    Signal sized = exit > 0 && exit < signal.size() ? resized(signal, exit) : signal;
    SizedOrder order =
        instrument
            .map(i -> size(sized, i, mark.map(Mark::price).orElse(0L), options, holdings))
            .orElse(SizedOrder.NONE);
    return facts(signal, state, options, holdings, order, exit);
  }

  private static SizedOrder size(
      Signal signal, Instrument instrument, long mark, RiskOptions options, Holdings holdings) {
    try {
      return Sizing.of(signal, instrument, mark, options.collar(), holdings);
    } catch (ArithmeticException e) {
      return new SizedOrder(0, 0, 0, 0, List.of(Controls.outOfRange("the order's size")));
    }
  }

  /** The facts as far as they can be told without calculating. */
  static OrderFacts unknown(Signal signal, GateState state, RiskOptions options) {
    return facts(signal, state, options, Holdings.NONE, SizedOrder.NONE, 0);
  }

  /**
   * What the lot of a protective exit has left to sell: less than when it fired, when it was sold
   * elsewhere meanwhile.
   */
  private static long exit(Signal signal, GateState state, RiskOptions options) {
    if (signal.origin() != SignalOrigin.PROTECTION) {
      return 0;
    }
    return state
        .account(signal.account())
        .lots()
        .ofSignal(signal)
        .map(lot -> ExitSize.of(lot, signal.account(), state, options))
        .orElse(0L);
  }

  private static Signal resized(Signal signal, long size) {
    return new Signal(
        signal.strategy(),
        signal.account(),
        signal.instrument(),
        signal.sequence(),
        signal.time(),
        signal.side(),
        signal.sizingMode(),
        size,
        signal.orderType(),
        signal.limitPrice(),
        signal.confidence(),
        signal.tag(),
        signal.triggerTradeId(),
        signal.indicators(),
        signal.protection(),
        signal.origin());
  }

  private static OrderFacts facts(
      Signal signal,
      GateState state,
      RiskOptions options,
      Holdings holdings,
      SizedOrder order,
      long exit) {
    AccountState account = state.account(signal.account());
    Limits limits = options.limits(signal.account());
    long time = state.book.time();
    return new OrderFacts(
        signal,
        time,
        options.currencies().containsKey(signal.account()),
        state.book.account(signal.account()).map(AccountLedger::isOpen).orElse(false),
        state.book.instrument(signal.instrument()),
        state.book.mark(signal.instrument()),
        holdings,
        order,
        options.takerFeeRate(),
        limits,
        stops(signal, state),
        account.lastEqualOrder(signal),
        account.ordersOfStrategy(signal.strategy(), time, limits),
        account.ordersOfAccount(time, limits),
        account.unknownOrder(signal.instrument()),
        exit,
        account.lots().room(signal.strategy(), signal.instrument()));
  }

  private static SortedMap<String, Stop> stops(Signal signal, GateState state) {
    SortedMap<String, Stop> stops = new TreeMap<>();
    for (String level : new String[] {"desk", "account " + signal.account()}) {
      Stop stop = state.stops.get(level);
      if (stop != null) {
        stops.put(level, stop);
      }
    }
    return stops;
  }

  private static Holdings holdings(Signal signal, GateState state) {
    Optional<AccountLedger> found = state.book.account(signal.account());
    if (found.isEmpty()) {
      return Holdings.NONE;
    }
    AccountLedger ledger = found.get();
    AccountState account = state.account(signal.account());
    InstrumentId id = InstrumentId.parse(signal.instrument());
    return new Holdings(
        ledger.quantity(signal.instrument()),
        account.working(signal.instrument(), Side.BUY),
        account.working(signal.instrument(), Side.SELL),
        Math.subtractExact(ledger.balance(id.quote()), account.reserved(id.quote())),
        Math.subtractExact(ledger.balance(id.base()), account.reserved(id.base())),
        ledger.equity(),
        ledger.dailyPnl(),
        soldFor(signal, account));
  }

  /** What closes the whole position cannot sell too much of it; an exit knows what there is. */
  private static long soldFor(Signal signal, AccountState account) {
    return signal.origin() == SignalOrigin.STRATEGY
            && signal.side() == Side.SELL
            && signal.sizingMode() != SizingMode.CLOSE_POSITION
        ? account.soldFor(signal.strategy(), signal.instrument())
        : 0;
  }
}
