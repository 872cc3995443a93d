package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Stop-loss, take-profit and trailing stop: they belong to what was bought, and fire on marks
 * whatever the strategy does.
 *
 * <p>An exit is a signal into the journal, which is judged there like any other. So a replay of the
 * journal has it as an input, and makes the same ones again.
 */
final class ProtectiveExits {

  /** Where the exits go, and what a person should know of them. */
  interface Output {

    void exit(Signal exit);

    /** About a lot of an account. */
    void alert(Severity severity, String code, String account, Lot lot, String message);
  }

  private static final long MICRO = Fixed8.ONE / 1_000_000;

  private final GateContext gate;
  private final GateState state;

  /** Lots by instrument and account; null before they are collected. */
  private Map<String, SortedMap<String, List<Lot>>> lotsIn;

  ProtectiveExits(GateContext gate) {
    this.gate = gate;
    this.state = gate.state();
  }

  /** A price: lots whose level it reaches fire, the oldest first. */
  void marked(Mark mark, Output output) {
    marked(mark, account -> true, output);
  }

  /** The same for some accounts. */
  void marked(Mark mark, Predicate<String> accountsThatHear, Output output) {
    Iterator<Map.Entry<String, List<Lot>>> accounts =
        lotsIn().getOrDefault(mark.instrument(), new TreeMap<>()).entrySet().iterator();
    while (accounts.hasNext()) {
      Map.Entry<String, List<Lot>> account = accounts.next();
      if (account.getValue().isEmpty()) {
        accounts.remove();
      }
      if (!accountsThatHear.test(account.getKey())) {
        continue;
      }
      for (Lot lot : account.getValue()) {
        lot.mark(mark.price());
        if (lot.wantsExit(state.book.time())) {
          fire(lot, account.getKey(), mark, output);
        }
      }
    }
  }

  /** The prices of an instrument at which lots of accounts would fire now, in no order. */
  void levels(String instrument, ObjLongConsumer<String> to) {
    lotsIn()
        .getOrDefault(instrument, Collections.emptySortedMap())
        .forEach((account, lots) -> lots.forEach(lot -> lot.levels(at -> to.accept(account, at))));
  }

  private Map<String, SortedMap<String, List<Lot>>> lotsIn() {
    if (lotsIn == null) {
      lotsIn = new HashMap<>();
      state
          .accounts()
          .forEach(
              (account, of) ->
                  of.lots().instruments().forEach(i -> remember(i, account, of.lots())));
    }
    return lotsIn;
  }

  private void remember(String instrument, String account, Lots lots) {
    lotsIn.computeIfAbsent(instrument, i -> new TreeMap<>()).put(account, lots.of(instrument));
  }

  private void fire(Lot lot, String account, Mark mark, Output output) {
    if (state.stops.isHalted(account, lot.strategy(), lot.instrument())) {
      waits(lot, account, "trading is halted; it is sold at the first mark after that", output);
      return;
    }
    long quantity = size(lot, account);
    if (quantity == 0) {
      waits(lot, account, "working orders sell it, or it is too small to be sold", output);
      return;
    }
    String producer = String.join("/", "protection", account, lot.strategy(), lot.instrument());
    long sequence = state.nextSignal(producer);
    lot.fired(sequence);
    output.exit(exit(lot, account, mark, sequence, quantity));
    output.alert(
        Severity.INFO,
        "PROTECTION_FIRED",
        account,
        lot,
        "%s of %s at %s: mark %s, bought at %s; sells %s"
            .formatted(
                lot.reached().tag(),
                lot.strategy(),
                Fixed8.format(lot.level()),
                Fixed8.format(mark.price()),
                Fixed8.format(lot.entryPrice()),
                Fixed8.format(quantity)));
  }

  /** 0 also when an amount is out of range: the gate is halted by the ledger then. */
  private long size(Lot lot, String account) {
    try {
      return ExitSize.of(lot, account, gate);
    } catch (ArithmeticException e) {
      return 0;
    }
  }

  private void waits(Lot lot, String account, String why, Output output) {
    if (lot.waits(why, state.book.time())) {
      output.alert(
          Severity.CRITICAL,
          "PROTECTION_WAITS",
          account,
          lot,
          "%s of %s was reached at %s, but %s"
              .formatted(lot.reached().tag(), lot.strategy(), Fixed8.format(lot.level()), why));
    }
  }

  private Signal exit(Lot lot, String account, Mark mark, long sequence, long quantity) {
    Map<String, Double> evidence = new LinkedHashMap<>();
    evidence.put("mark", Fixed8.toDouble(mark.price()));
    evidence.put("entry", Fixed8.toDouble(lot.entryPrice()));
    evidence.put("level", Fixed8.toDouble(lot.level()));
    return new Signal(
        lot.strategy(),
        account,
        lot.instrument(),
        sequence,
        state.book.time(),
        Side.SELL,
        SizingMode.BASE_QUANTITY,
        quantity,
        OrderType.MARKET,
        0,
        1,
        lot.reached().tag(),
        mark.tradeId(),
        evidence,
        Protection.NONE,
        SignalOrigin.PROTECTION);
  }

  /**
   * A signal was judged: an entry opens a lot, a sale ends what the strategy believes to hold, an
   * exit has become an order or not.
   *
   * @param asked what the signal asked for, base; a sale that closes the position asks for all
   */
  void decided(Signal signal, Decision decision, long asked, Output output) {
    Lots lots = state.account(signal.account()).lots();
    if (signal.origin() == SignalOrigin.PROTECTION) {
      lots.ofSignal(signal).ifPresent(lot -> exitDecided(lot, decision, output));
    } else if (signal.side() == Side.BUY && signal.protection().any()) {
      decision.approvedOrder().ifPresent(order -> open(signal, order.clientOrderId(), lots));
    } else if (signal.side() == Side.SELL && signal.origin() == SignalOrigin.STRATEGY) {
      AccountState account = state.account(signal.account());
      Share share = account.share(signal.strategy(), signal.instrument());
      if (signal.sizingMode() == SizingMode.CLOSE_POSITION) {
        share.closed(
            Math.addExact(
                account.workingSells(signal.strategy(), signal.instrument()),
                decision.workQuantity()));
      } else {
        share.asked(asked, decision.quantity());
      }
    }
  }

  private void open(Signal entry, String clientOrderId, Lots lots) {
    lots.open(entry, clientOrderId);
    lotsIn();
    remember(entry.instrument(), entry.account(), lots);
  }

  private void exitDecided(Lot lot, Decision decision, Output output) {
    if (decision.approvedOrder().isPresent()) {
      lot.exitApproved(decision.approvedOrder().get().clientOrderId());
      return;
    }
    String codes =
        decision.violations().stream().map(Violation::code).collect(Collectors.joining(", "));
    failed(lot, decision.account(), "PROTECTION_REJECTED", "was rejected: " + codes, output);
  }

  /** The exit stands in the journal as somebody else's: it is made again. */
  void lost(Signal signal) {
    if (signal.origin() == SignalOrigin.PROTECTION) {
      state
          .account(signal.account())
          .lots()
          .ofSignal(signal)
          .ifPresent(lot -> lot.exitFailed(state.book.time()));
    }
  }

  private void failed(Lot lot, String account, String code, String what, Output output) {
    long pause = lot.exitFailed(state.book.time());
    output.alert(
        Severity.WARNING,
        code,
        account,
        lot,
        "the %s of %s %s; it is tried again at the first mark after %s s"
            .formatted(lot.reached().tag(), lot.strategy(), what, Fixed8.format(pause * MICRO)));
  }

  /**
   * An order was filled or ended.
   *
   * @param ofStrategy whether a strategy wanted the order, not the gate itself
   * @param unsold what it leaves unsold when it is a sale that ends, base
   */
  void reported(ExecutionReport report, boolean ofStrategy, long unsold, Output output) {
    Lots lots = state.account(report.account()).lots();
    Instrument instrument = state.book.instrument(report.instrument()).orElseThrow();
    if (report.executionType() == ExecutionType.FILL) {
      filled(lots, report, instrument);
    }
    if (report.last() || report.executionType().endsOrder()) {
      String order = report.clientOrderId();
      lots.ofEntry(report.instrument(), order).ifPresent(Lot::entryEnded);
      Optional<Lot> exit = lots.ofExit(report.instrument(), order);
      exit.ifPresent(lot -> exitEnded(lot, report, output));
      if (ofStrategy && report.side() == Side.SELL) {
        state
            .account(report.account())
            .share(report.strategy(), report.instrument())
            .unsold(unsold);
      }
    }
    lots.forget(instrument);
  }

  private void filled(Lots lots, ExecutionReport report, Instrument instrument) {
    String order = report.clientOrderId();
    Share share = state.account(report.account()).share(report.strategy(), report.instrument());
    if (report.side() == Side.BUY) {
      long fee = report.feeAsset().equals(instrument.base()) ? report.fee() : 0;
      share.bought(report.lastQuantity(), report.lastQuantity() - Math.max(0, fee));
      long mark = state.book.mark(report.instrument()).map(Mark::price).orElse(0L);
      lots.ofEntry(report.instrument(), order)
          .ifPresent(lot -> lot.buy(report.lastQuantity(), report.lastPrice(), fee, mark));
    } else {
      share.sold(report.lastQuantity());
      long rest =
          lots.ofExit(report.instrument(), order)
              .map(lot -> lot.reduce(report.lastQuantity()))
              .orElse(report.lastQuantity());
      lots.sold(report.strategy(), report.instrument(), rest);
    }
    long held =
        state.book.account(report.account()).map(a -> a.quantity(report.instrument())).orElse(0L);
    lots.fit(report.instrument(), held);
  }

  private void exitEnded(Lot lot, ExecutionReport report, Output output) {
    if (report.cumulativeQuantity() >= report.orderQuantity()) {
      lot.exitFilled();
      return;
    }
    String what =
        "ended %s with %s of %s sold"
            .formatted(
                report.executionType(),
                Fixed8.format(report.cumulativeQuantity()),
                Fixed8.format(report.orderQuantity()));
    failed(lot, report.account(), "PROTECTION_UNFILLED", what, output);
  }
}
