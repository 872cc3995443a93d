package io.alphaflow.risk.drill;

import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.KillSwitch;
import io.alphaflow.risk.control.MaxOrderValue;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitSetting;
import io.alphaflow.risk.limit.LimitValue;
import java.util.ArrayList;
import java.util.List;

/** Drills of what persons order (C18, C21), at each level, and of the reconciliation (C22). */
final class StopDrills {

  private static final long ONE = Fixed8.ONE;
  private static final String KILL = DecisionCode.HALTED.control();

  private final DrillDesk desk;
  private final Subject subject;
  private final RiskOptions options;

  StopDrills(DrillDesk desk) {
    this.desk = desk;
    this.subject = desk.anyone();
    this.options = desk.bare(subject);
  }

  List<Drill> all() {
    List<Drill> drills = new ArrayList<>();
    List<Level> levels =
        List.of(
            Level.DESK,
            Level.account(subject.account()),
            Level.strategy(subject.account(), subject.strategy()),
            Level.instrument(subject.instrument()));
    for (Level level : levels) {
      drills.add(stop(DecisionCode.HALTED, CommandAction.HALT, level));
      drills.add(stop(DecisionCode.REDUCE_ONLY, CommandAction.REDUCE_ONLY, level));
      drills.add(kill("CANCEL_ALL", level, r -> cancelAll(r, level)));
      drills.add(kill("FLATTEN", level, r -> flatten(r, level)));
    }
    drills.add(override());
    drills.add(
        Drill.rejects(
            DecisionCode.RECONCILIATION,
            KillSwitch.class,
            "balances",
            "the venue",
            options,
            subject,
            StopDrills::differ));
    return drills;
  }

  private Drill stop(DecisionCode code, CommandAction action, Level level) {
    return Drill.rejects(
        code,
        KillSwitch.class,
        level.toString(),
        "a command",
        options,
        subject,
        r -> {
          r.open(Rehearsal.CASH, ONE);
          r.buy(1);
          r.say(r.command(level, action));
          if (action == CommandAction.REDUCE_ONLY) {
            r.order(Want.sell(1));
          }
          r.buy(1);
        });
  }

  private Drill kill(String what, Level level, Drill.Script script) {
    return new Drill(
        KILL,
        what,
        KillSwitch.class.getSimpleName(),
        level.toString(),
        "a command",
        options,
        subject,
        script);
  }

  private static Shown cancelAll(Rehearsal r, Level level) {
    r.open();
    Decision working = r.buy(1);
    r.say(r.command(level, CommandAction.CANCEL_ALL));
    if (!isCancelled(r, working)) {
      return Shown.failed("order 1 works on");
    }
    r.buy(1);
    return r.rejectedFor(DecisionCode.HALTED);
  }

  private static boolean isCancelled(Rehearsal r, Decision order) {
    String id = order.approvedOrder().orElseThrow().clientOrderId();
    return r.gate().cancellations().stream().anyMatch(c -> c.cancels().contains(id));
  }

  /** An order has filled and one works: that is cancelled, and what was bought is sold. */
  private static Shown flatten(Rehearsal r, Level level) {
    r.open();
    r.fill(r.buy(5 * ONE), 0);
    Decision working = r.buy(1);
    r.say(r.command(level, CommandAction.FLATTEN));
    if (!isCancelled(r, working)) {
      return Shown.failed("order 2 works on");
    }
    r.end(working, ExecutionType.CANCELED);
    long sold = 0;
    while (!r.gate().made().isEmpty()) {
      r.read(r.gate().made().poll());
      Decision sale = r.gate().last();
      if (sale.outcome() != Outcome.APPROVED || sale.signalOrigin() != SignalOrigin.COMMAND) {
        return Shown.failed("the sale was rejected: " + sale.violations());
      }
      sold += Reports.quantity(sale);
      r.fill(sale, 0);
    }
    if (sold != 5 * ONE) {
      return Shown.failed("%s of 5 were sold".formatted(Fixed8.format(sold)));
    }
    r.buy(1);
    return r.rejectedFor(DecisionCode.REDUCE_ONLY);
  }

  /** A rule that one person wants away holds; it does not while two agree, and holds again. */
  private Drill override() {
    LimitValue most = LimitValue.of(ONE);
    LimitSetting limit = new LimitSetting(Level.DESK, Limit.MAX_ORDER_VALUE, most, "drill", 0);
    return new Drill(
        "C21",
        "OVERRIDE",
        MaxOrderValue.class.getSimpleName(),
        "two persons",
        "a command",
        desk.with(subject, limit),
        subject,
        StopDrills::agree);
  }

  private static Shown agree(Rehearsal r) {
    List<String> codes = List.of(DecisionCode.MAX_ORDER_VALUE.name());
    long end = Rehearsal.START + 60_000_000;
    r.open();
    boolean alone = isApprovedAfter(r, overriding(r, codes, end, ""), false);
    boolean oneForTwo = isApprovedAfter(r, overriding(r, codes, end, DrillPeople.SECOND), false);
    boolean together = isApprovedAfter(r, overriding(r, codes, end, DrillPeople.SECOND), true);
    r.clock(end);
    boolean afterwards = r.buy(2 * ONE).outcome() == Outcome.APPROVED;
    return !alone && !oneForTwo && together && !afterwards
        ? Shown.fired(2, "refused with one signature; order 3 passed with two, order 4 did not")
        : Shown.failed(
            "approved with one person %s, with one signature %s, with two %s, at its end %s"
                .formatted(alone, oneForTwo, together, afterwards));
  }

  private static OperatorCommand overriding(
      Rehearsal r, List<String> codes, long end, String approver) {
    return r.command(Level.DESK, CommandAction.OVERRIDE).until(end).withCodes(codes, approver);
  }

  private static boolean isApprovedAfter(Rehearsal r, OperatorCommand command, boolean both) {
    if (both) {
      r.sayTogether(command);
    } else {
      r.say(command);
    }
    return r.buy(2 * ONE).outcome() == Outcome.APPROVED;
  }

  /** Two statements of the venue that differ alike from the ledger. */
  private static void differ(Rehearsal r) {
    r.open(Rehearsal.CASH, ONE);
    r.account(Rehearsal.CASH, ONE - 1);
    r.buy(1);
    r.account(Rehearsal.CASH, ONE - 1);
    r.buy(1);
  }
}
