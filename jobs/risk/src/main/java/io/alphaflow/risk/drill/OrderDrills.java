package io.alphaflow.risk.drill;

import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.FreeBalance;
import io.alphaflow.risk.control.OrderSizing;
import io.alphaflow.risk.control.OwnOrder;
import io.alphaflow.risk.control.ProtectedLot;
import io.alphaflow.risk.control.Reservation;
import io.alphaflow.risk.control.SelfTrade;
import io.alphaflow.risk.control.SmallerOrder;
import io.alphaflow.risk.control.WorkedOrder;
import java.util.List;
import java.util.function.Consumer;

/** Drills of rules that no configuration can loosen: the venue's, the balance, own orders. */
final class OrderDrills {

  private static final long ONE = Fixed8.ONE;
  private static final String VENUE = "rules of the venue";
  private static final String ALWAYS = "always";

  private final Subject subject;
  private final RiskOptions options;

  OrderDrills(DrillDesk desk) {
    subject = desk.anyone();
    options = desk.bare(subject);
  }

  List<Drill> all() {
    return List.of(
        sizing(
            DecisionCode.SIZE_BELOW_MINIMUM,
            "step 0.1",
            r -> venue(r, Want.buy(ONE / 10 - 1).at(ONE))),
        sizing(
            DecisionCode.SIZE_ABOVE_MAXIMUM,
            "maximum 100",
            r -> venue(r, Want.buy(101 * ONE).at(ONE))),
        sizing(
            DecisionCode.NOTIONAL_BELOW_MINIMUM,
            "minimum 10",
            r -> venue(r, Want.buy(99 * ONE / 10).at(ONE))),
        sizing(
            DecisionCode.LIMIT_PRICE_OUT_OF_RANGE,
            "tick 0.01",
            r -> venue(r, Want.buy(10 * ONE).at(ONE / 100 - 1))),
        sizing(
            DecisionCode.TRIGGER_PRICE_OUT_OF_RANGE, "beyond the mark", OrderDrills::beginsAtOnce),
        sizing(DecisionCode.NOTHING_TO_CLOSE, "the position", this::closeTwice),
        sizing(DecisionCode.NUMBER_OUT_OF_RANGE, "exact amounts", OrderDrills::enormous),
        unresolved(),
        rejects(DecisionCode.NOTHING_TO_PROTECT, ProtectedLot.class, ALWAYS, "the lot", this::exit),
        rejects(DecisionCode.TOO_MANY_LOTS, ProtectedLot.class, ALWAYS, "lots", OrderDrills::lots),
        rejects(
            DecisionCode.TOO_MANY_PARENTS,
            WorkedOrder.class,
            ALWAYS,
            "parents",
            OrderDrills::parents),
        rejects(DecisionCode.NOTHING_TO_WORK, WorkedOrder.class, ALWAYS, "the parent", this::child),
        rejects(
            DecisionCode.INSUFFICIENT_BALANCE,
            FreeBalance.class,
            "risk.takerFeeRate",
            "balance, with a fee of " + Fixed8.format(options.takerFeeRate()),
            this::balance),
        rejects(DecisionCode.NO_SUCH_ORDER, OwnOrder.class, ALWAYS, "own orders", this::takeBack),
        rejects(DecisionCode.NOT_SMALLER, SmallerOrder.class, ALWAYS, "own orders", this::shrink),
        rejects(DecisionCode.SELF_TRADE, SelfTrade.class, ALWAYS, "own orders", this::selfTrade));
  }

  /** A purchase that begins when the price has risen a little, and one that would begin now. */
  private static void beginsAtOnce(Rehearsal r) {
    r.open();
    r.order(Want.buy(1).at(0), OrderType.STOP_LOSS, ONE + 1);
    r.order(Want.buy(1).at(0), OrderType.STOP_LOSS, ONE);
  }

  private Drill sizing(DecisionCode code, String limit, Consumer<Rehearsal> journal) {
    return rejects(code, OrderSizing.class, VENUE, limit, journal);
  }

  private Drill rejects(
      DecisionCode code,
      Class<? extends Control> by,
      String source,
      String limit,
      Consumer<Rehearsal> journal) {
    return Drill.rejects(code, by, limit, source, options, subject, journal);
  }

  /** An order that the venue's rules allow, and one that they do not. */
  private void venue(Rehearsal r, Want beyond) {
    r.instrument(subject.instrument(), ONE / 100, ONE / 10, 100 * ONE, 10 * ONE, true);
    r.mark(ONE, Rehearsal.START);
    r.account(Rehearsal.CASH, 0);
    r.order(Want.buy(100 * ONE).at(ONE / 10));
    r.order(beyond);
  }

  private void closeTwice(Rehearsal r) {
    r.open(Rehearsal.CASH, ONE);
    r.order(Want.close());
    r.order(Want.close());
  }

  private static void enormous(Rehearsal r) {
    r.open();
    r.buy(1);
    r.mark(2 * ONE, Rehearsal.START + 1);
    r.order(Want.buy(Long.MAX_VALUE).at(0));
  }

  /** The guard behind the controls: without the one that sizes orders, none is sent unsized. */
  private Drill unresolved() {
    DecisionCode code = DecisionCode.ORDER_NOT_RESOLVED;
    return new Drill(
        code.control(),
        code.name(),
        "",
        "an exact order",
        ALWAYS,
        options,
        subject,
        r -> {
          Rehearsal unsized = r.without(OrderSizing.class);
          unsized.open();
          unsized.buy(0);
          return unsized.rejectedFor(code);
        });
  }

  private void exit(Rehearsal r) {
    r.open(Rehearsal.CASH, ONE);
    r.order(Want.sell(ONE).wantedBy(SignalOrigin.PROTECTION));
  }

  /** Entries under protection until there is no room for one more. */
  private static void lots(Rehearsal r) {
    r.open();
    Want entry = Want.buy(1).protectedBy(new Protection(1, 0, 0));
    while (r.order(entry).violations().isEmpty()) {
      if (r.gate().answers() > 1_000) {
        throw new IllegalStateException("there is room for every lot");
      }
    }
  }

  /** Parents until there is no room for one more. */
  private static void parents(Rehearsal r) {
    r.open();
    Execution hour = new Execution.Twap(3_600_000_000L, 1);
    for (long size = 1; r.order(Want.buy(size).at(0), hour).violations().isEmpty(); size++) {
      if (r.gate().answers() > 1_000) {
        throw new IllegalStateException("there is room for every parent");
      }
    }
  }

  /** A part of an order that nobody wants. */
  private void child(Rehearsal r) {
    r.open(Rehearsal.CASH, ONE);
    r.order(Want.sell(ONE).wantedBy(SignalOrigin.ALGORITHM), new Execution.Child(1, 1));
  }

  /** All of the balance, fee included, and the least that can be ordered on top. */
  private void balance(Rehearsal r) {
    r.open(Reservation.ofBuy(ONE, ONE, options.takerFeeRate()), 0);
    r.order(Want.buy(ONE).at(ONE));
    r.order(Want.buy(1).at(ONE));
  }

  /** An order is taken back by whose it is, and by another strategy. */
  private void takeBack(Rehearsal r) {
    r.open();
    r.buy(1);
    r.takeBack(Want.buy(1), 1);
    r.takeBack(Want.buy(1).by(subject.strategy() + "-2"), 1);
  }

  /** An order is made smaller, and to what it is for already. */
  private void shrink(Rehearsal r) {
    r.open();
    r.buy(3);
    r.shrink(Want.buy(2), 1);
    r.shrink(Want.buy(3), 1);
  }

  private void selfTrade(Rehearsal r) {
    r.open(Rehearsal.CASH, ONE);
    r.order(Want.sell(ONE).at(2 * ONE));
    r.order(Want.buy(ONE).at(2 * ONE - 1));
    r.order(Want.buy(ONE).at(2 * ONE));
  }
}
