package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Stop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Works accepted parents: makes their children, as signals into the journal, which are judged there
 * like any other, counts what these trade, and ends parents.
 *
 * <p>A parent ends when it is filled; when its time is over; when too little is left to be traded;
 * when something that it belongs to is stopped, unless it only reduces a position and may; when its
 * strategy instance wants the other side; when the protection of what it bought was reached; when
 * its children failed too often in a row; and when a report contradicts what is known of an order,
 * because then nobody knows what was traded. Its child at the venue is cancelled then.
 */
final class Algorithms {

  private static final long MICRO = Fixed8.ONE / 1_000_000;

  private final GateContext gate;

  Algorithms(GateContext gate) {
    this.gate = gate;
  }

  /**
   * A signal was judged: a parent begins, a child has become an order or not, and a strategy that
   * wants the other side does not want its parents any more.
   */
  void decided(Signal signal, Decision decision, Voice voice) {
    List<ParentOrder> parents = gate.state().account(signal.account()).parents();
    if (signal.origin() == SignalOrigin.ALGORITHM) {
      parents.stream()
          .filter(parent -> parent.awaits(signal))
          .forEach(parent -> childDecided(parent, decision, voice));
    } else if (signal.origin() == SignalOrigin.STRATEGY) {
      parents.stream()
          .filter(p -> p.isOf(signal.strategy(), signal.instrument()) && p.side() != signal.side())
          .forEach(parent -> parent.end("its strategy wants to " + signal.side()));
    }
    if (decision.outcome() == Outcome.WORKING) {
      parents.add(
          new ParentOrder(decision.sequence(), signal, decision.workQuantity(), gate.time()));
      gate.state().hasParents = true;
    }
  }

  /** A strategy instance takes orders of its own back: parents that it means end. */
  void takenBack(Signal signal) {
    if (gate.state().hasParents) {
      gate.state().account(signal.account()).parents().stream()
          .filter(parent -> parent.isMeant(signal))
          .forEach(parent -> parent.end("its strategy takes it back"));
    }
  }

  private void childDecided(ParentOrder parent, Decision decision, Voice voice) {
    Optional<OrderIntent> order = decision.approvedOrder();
    if (order.isPresent()) {
      parent.ordered(order.get().clientOrderId(), order.get().quantity());
      return;
    }
    String codes =
        decision.violations().stream().map(Violation::code).collect(Collectors.joining(", "));
    failed(decision.account(), parent, "was rejected: " + codes, voice);
  }

  private void failed(String account, ParentOrder parent, String what, Voice voice) {
    long pause = parent.failed(gate.time());
    if (!parent.isEnding()) {
      tell(
          Severity.WARNING,
          "CHILD_FAILED",
          account,
          parent,
          "a child of %s %s; the next one comes after %s s at the earliest"
              .formatted(name(account, parent), what, Fixed8.format(pause * MICRO)),
          voice);
    }
  }

  /** The child stands in the journal as somebody else's: it is made again. */
  void lost(Signal signal) {
    if (signal.origin() == SignalOrigin.ALGORITHM && gate.state().hasParents) {
      gate.state().account(signal.account()).parents().stream()
          .filter(parent -> parent.awaits(signal))
          .forEach(parent -> parent.failed(gate.time()));
    }
  }

  /** An order was filled or ended. */
  void reported(ExecutionReport report, Voice voice) {
    if (!gate.state().hasParents) {
      return;
    }
    for (ParentOrder parent : gate.state().account(report.account()).parents()) {
      if (parent.childOrder().equals(report.clientOrderId())) {
        parent.reported(report);
        if ((report.last() || report.executionType().endsOrder())
            && parent.ended(report.executionType())) {
          String what =
              "ended %s with %s of %s traded"
                  .formatted(
                      report.executionType(),
                      Fixed8.format(report.cumulativeQuantity()),
                      Fixed8.format(report.orderQuantity()));
          failed(report.account(), parent, what, voice);
        }
      }
    }
  }

  /** A report was not used, because it contradicts another, or its amounts are out of range. */
  void contradicted(ExecutionReport report) {
    if (!gate.state().hasParents) {
      return;
    }
    gate.state().account(report.account()).parents().stream()
        .filter(parent -> parent.isOf(report.strategy(), report.instrument()))
        .forEach(parent -> parent.end("a report could not be used, what is traded is not known"));
  }

  /**
   * What a child that was made before may trade: less when it is not there any more. 0 when no
   * parent waits for it.
   *
   * @throws ArithmeticException when an amount is out of range
   */
  static long left(Signal child, GateContext gate) {
    AccountState account = gate.state().account(child.account());
    return account.parents().stream()
        .filter(parent -> parent.awaits(child) && !parent.isEnding())
        .findFirst()
        .map(parent -> Math.max(0, parent.left() - missing(parent, account)))
        .orElse(0L);
  }

  /**
   * What exits, or others, sold of what a parent is to sell: without it the parent would sell what
   * other strategies hold.
   */
  private static long missing(ParentOrder parent, AccountState account) {
    return parent.side() == Side.BUY
        ? 0
        : account.missingToParents(parent.strategy(), parent.instrument());
  }

  /** Ends what is to end, and makes the children that can be made now. */
  void go(Voice voice) {
    if (!gate.state().hasParents) {
      return;
    }
    gate.state().hasParents = false;
    gate.state()
        .accounts()
        .forEach(
            (account, state) -> {
              for (ParentOrder parent : List.copyOf(state.parents())) {
                go(account, state, parent, voice);
              }
              gate.state().hasParents |= !state.parents().isEmpty();
            });
  }

  private void go(String account, AccountState state, ParentOrder parent, Voice voice) {
    if (!parent.isEnding()) {
      try {
        work(account, state, parent, voice);
      } catch (ArithmeticException e) {
        parent.end("an amount is out of range");
      }
    }
    if (!parent.isEnding()) {
      return;
    }
    if (parent.hasToCancel()) {
      new Cancellations(gate, voice.partition(), voice.offset())
          .cancelOrder(
              account,
              parent.childOrder(),
              DecisionCode.NOTHING_TO_WORK,
              name(account, parent) + " ends: " + parent.ending(),
              voice.output());
    }
    if (parent.isIdle()) {
      over(account, state, parent, voice);
    }
  }

  private void over(String account, AccountState state, ParentOrder parent, Voice voice) {
    state.parents().remove(parent);
    boolean all = parent.left() == 0;
    if (parent.side() == Side.SELL) {
      state.share(parent.strategy(), parent.instrument()).unsold(parent.left());
    }
    tell(
        all ? Severity.INFO : Severity.WARNING,
        all ? "PARENT_FILLED" : "PARENT_ENDED",
        account,
        parent,
        "%s: %s; %s of %s traded, %s left"
            .formatted(
                name(account, parent),
                parent.ending(),
                Fixed8.format(parent.traded()),
                Fixed8.format(parent.quantity()),
                Fixed8.format(parent.left())),
        voice);
  }

  private void work(String account, AccountState state, ParentOrder parent, Voice voice) {
    parent.reduce(missing(parent, state));
    Optional<Stop> stop = stop(account, state, parent);
    if (parent.isIdle() && parent.left() == 0) {
      parent.end("all is traded");
    } else if (stop.isPresent()) {
      parent.end(stop.get().toString());
    } else if (parent.isLate(gate.time())) {
      parent.end("its time is over");
    } else if (parent.isHopeless()) {
      parent.end(ParentOrder.MOST_FAILURES + " children in a row came to nothing");
    } else if (state.lots().isReached(parent)) {
      parent.end("the protection of what it bought was reached");
    } else if (parent.isIdle()) {
      next(account, parent, voice);
    }
  }

  /** What stops it; a parent that only reduces a position goes on where that is allowed. */
  private Optional<Stop> stop(String account, AccountState state, ParentOrder parent) {
    return gate.state().stops.of(account, parent.strategy(), parent.instrument()).stream()
        .filter(s -> s.kind() != StopKind.REDUCE_ONLY || !reduces(account, state, parent))
        .findFirst();
  }

  private boolean reduces(String account, AccountState state, ParentOrder parent) {
    long position = gate.position(account, parent.instrument());
    long open =
        Math.subtractExact(
            parent.side() == Side.SELL ? position : Math.negateExact(position),
            state.working(parent.instrument(), parent.side()));
    return parent.unsent() <= Math.max(0, open);
  }

  private void next(String account, ParentOrder parent, Voice voice) {
    Optional<Instrument> instrument = gate.state().book.instrument(parent.instrument());
    long mark = gate.price(parent.instrument());
    if (instrument.isEmpty() || mark == 0 || parent.isBeyond(mark)) {
      return;
    }
    ChildSize size =
        new ChildSize(
            instrument.get(),
            mark,
            parent.limitPrice(),
            gate.limits(account, parent.strategy(), parent.instrument()),
            gate.options().collar());
    if (!size.isTradable(parent.left())) {
      parent.end("what is left is too little to be traded");
      return;
    }
    long due = parent.due(gate.time(), instrument.get().stepSize());
    if (!size.isTradable(due)) {
      if (due > 0 && !parent.isSliced()) {
        parent.end("what it may show is too little to be traded");
      }
      // A slice that is too small goes with the next.
      return;
    }
    long quantity = size.of(due, parent.left());
    if (quantity > 0) {
      voice.output().signal(child(account, parent, quantity));
    } else {
      failed(account, parent, "cannot be made: one order may not be worth anything", voice);
    }
  }

  private Signal child(String account, ParentOrder parent, long quantity) {
    Signal of = parent.signal();
    long sequence =
        gate.state()
            .nextSignal(
                String.join("/", "algorithm", account, parent.strategy(), parent.instrument()));
    Execution.Child child = new Execution.Child(parent.number(), parent.nextChild());
    parent.sent(sequence, gate.time());
    return new Signal(
            of.strategy(),
            account,
            of.instrument(),
            sequence,
            gate.time(),
            of.side(),
            SizingMode.BASE_QUANTITY,
            quantity,
            of.orderType(),
            of.limitPrice(),
            of.confidence(),
            of.tag(),
            gate.mark(of.instrument()).map(Mark::tradeId).orElse(0L),
            Map.of(),
            of.protection(),
            SignalOrigin.ALGORITHM,
            // A slice takes what there is and leaves nothing at the venue.
            parent.isSliced() && of.orderType() == OrderType.LIMIT
                ? TimeInForce.IOC
                : TimeInForce.GTC,
            0)
        .worked(child);
  }

  private static String name(String account, ParentOrder parent) {
    return "parent %s/%d (%s %s)"
        .formatted(account, parent.number(), parent.side(), parent.instrument());
  }

  private static void tell(
      Severity severity,
      String code,
      String account,
      ParentOrder parent,
      String message,
      Voice voice) {
    voice.alert(
        severity,
        code,
        code + "/" + account + "/" + parent.number(),
        new Level(account, parent.strategy(), parent.instrument()),
        message,
        Map.of(
            "quantity", Fixed8.format(parent.quantity()),
            "traded", Fixed8.format(parent.traded()),
            "left", Fixed8.format(parent.left())));
  }
}
