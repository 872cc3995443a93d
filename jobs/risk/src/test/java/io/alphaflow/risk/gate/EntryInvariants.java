package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.model.TargetAction;
import io.alphaflow.common.model.Violation;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Reservation;
import io.alphaflow.risk.control.Stop;
import io.alphaflow.risk.gate.RandomJournal.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must hold after every entry of a journal, whatever it is. */
final class EntryInvariants {

  /** An override that was obeyed and not revoked. */
  private record Waiver(Level level, List<String> codes, long until) {}

  private static final List<String> ASSETS = List.of("USD", "BTC", "ETH");

  private final RiskOptions options;
  private final RandomJournal journal;
  private final GateRun run;
  private final List<Waiver> waivers = new ArrayList<>();
  private final ParentInvariants parents;

  EntryInvariants(RandomJournal journal, RiskOptions options) {
    this.options = options;
    this.journal = journal;
    this.run = journal.run;
    this.parents = new ParentInvariants(journal);
  }

  /** Plays a step and checks what came of it. */
  void play(Step step) {
    List<Stop> stops = run.state().stops.all();
    Set<String> working = new HashSet<>();
    int before = run.decisions.size();
    int alerts = run.alerts.size();
    List<OrderBefore> orders = orders();
    journal.play(step);
    if (journal.last() == null) {
      return;
    }
    List<Decision> decisions = run.decisions.subList(before, run.decisions.size());
    boolean obeyed = run.alertCodes().subList(alerts, run.alerts.size()).contains("COMMAND_OBEYED");
    decisions.stream()
        .filter(decision -> decision.outcome() == Outcome.APPROVED)
        .forEach(decision -> approved(decision, stops));
    decisions.forEach(decision -> working.addAll(decision.cancels()));
    cancelled(journal.last(), obeyed, orders, working);
    if (journal.last() instanceof Signal signal
        && signal.aim().action() == TargetAction.CANCEL
        && !decisions.isEmpty()) {
      takenBack(signal, decisions.get(0), orders);
    }
    if (journal.last() instanceof Signal signal
        && signal.aim().action() == TargetAction.REPLACE
        && !decisions.isEmpty()) {
      replaced(signal, decisions.get(0), orders);
    }
    if (journal.last() instanceof Signal signal
        && signal.aim().action() == TargetAction.AMEND
        && !decisions.isEmpty()) {
      amended(signal, decisions.get(0), orders);
    }
    if (journal.last() instanceof Signal signal && signal.stop() != null && !decisions.isEmpty()) {
      paired(signal, decisions.get(0));
    }
    reservations();
    parents.check();
    note(journal.last(), obeyed);
  }

  private record OrderBefore(
      String id,
      String account,
      String strategy,
      String instrument,
      boolean ofStrategy,
      long signal,
      long parentSignal,
      Side side,
      String partner,
      long size,
      long filled,
      boolean ofPair,
      boolean byAmount) {

    boolean isMeant(SignalTarget target) {
      return ofStrategy && target.means(signal) || parentSignal != 0 && target.means(parentSignal);
    }
  }

  private List<OrderBefore> orders() {
    List<OrderBefore> orders = new ArrayList<>();
    for (String account : RandomJournal.ACCOUNTS) {
      run.account(account)
          .orders()
          .all()
          .forEach(
              (id, o) ->
                  orders.add(
                      new OrderBefore(
                          id,
                          account,
                          o.strategy(),
                          o.instrument(),
                          o.origin() == SignalOrigin.STRATEGY,
                          o.signal(),
                          parents.wish(id),
                          o.side(),
                          partner(run.account(account).orders(), id, o),
                          o.size(),
                          o.filled(),
                          !o.pair().isEmpty(),
                          o.quoteAmount() > 0)));
    }
    return orders;
  }

  /** The order in whose place one stands or that stands in its place, or of a pair, if it works. */
  private static String partner(WorkingOrders orders, String id, WorkingOrder order) {
    return orders.all().entrySet().stream()
        .filter(
            e ->
                e.getKey().equals(order.replaces())
                    || e.getValue().replaces().equals(id)
                    || e.getKey().equals(order.pair()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private void approved(Decision decision, List<Stop> stops) {
    assertThat(decision.violations()).isEmpty();
    new NaiveExposure(options, run.state(), decision).check();
    for (Stop stop : stops) {
      if (stop.level().covers(decision.account(), decision.strategy(), decision.instrument())) {
        assertThat(stop.kind())
            .as("%s in spite of %s", decision, stop)
            .isNotEqualTo(StopKind.HALTED);
        assertThat(stop.kind() == StopKind.REDUCE_ONLY || !decision.signalOrigin().isOfStrategy())
            .as("%s in spite of %s", decision, stop)
            .isTrue();
        assertThat(NaiveExposure.reduces(decision)).as("%s under %s", decision, stop).isTrue();
      }
    }
    for (Violation violation : decision.overridden()) {
      assertThat(DecisionCode.valueOf(violation.code()).isOverridable()).isTrue();
      assertThat(waivers)
          .as("%s of %s", violation, decision)
          .anyMatch(
              waiver ->
                  waiver.codes().contains(violation.code())
                      && waiver.until() > decision.time()
                      && waiver
                          .level()
                          .covers(decision.account(), decision.strategy(), decision.instrument()));
    }
  }

  /** Both orders of a pair or none, and together they count and hold as much as the larger. */
  private void paired(Signal signal, Decision answer) {
    AccountState account = run.account(signal.account());
    if (answer.outcome() != Outcome.APPROVED) {
      assertThat(answer.outcome()).isEqualTo(Outcome.REJECTED);
      return;
    }
    OrderIntent order = answer.approvedOrder().orElseThrow();
    WorkingOrder first = account.orders().get(order.clientOrderId());
    WorkingOrder second = account.orders().get(order.second().orElseThrow().clientOrderId());
    assertThat(second.quantity()).isEqualTo(first.quantity());
    assertThat(account.orders().rest(first)).isEqualTo(first.quantity());
    assertThat(account.orders().rest(second)).isZero();
  }

  /**
   * One order of the instance's own becomes smaller, whatever is stopped, and to more than fills.
   */
  private static void amended(Signal signal, Decision answer, List<OrderBefore> orders) {
    List<OrderBefore> own =
        orders.stream()
            .filter(
                o ->
                    o.ofStrategy()
                        && o.account().equals(signal.account())
                        && o.strategy().equals(signal.strategy())
                        && o.instrument().equals(signal.instrument())
                        && o.signal() == signal.aim().sequence()
                        && !o.byAmount()
                        && !o.ofPair()
                        && o.partner().isEmpty())
            .toList();
    assertThat(answer.outcome()).isIn(Outcome.AMEND, Outcome.REJECTED);
    assertThat(answer.cancels()).isEmpty();
    assertThat(answer.violations().isEmpty()).isEqualTo(answer.outcome() == Outcome.AMEND);
    if (own.isEmpty()) {
      assertThat(answer.violations())
          .extracting(Violation::code)
          .containsExactly(DecisionCode.NO_SUCH_ORDER.name());
    } else if (answer.outcome() == Outcome.AMEND) {
      OrderBefore order = own.get(0);
      assertThat(answer.targets())
          .extracting(CancelTarget::clientOrderId)
          .containsExactly(order.id());
      assertThat(answer.workQuantity())
          .isLessThan(order.size())
          .isGreaterThan(order.filled())
          .isLessThanOrEqualTo(signal.size());
    } else {
      assertThat(answer.violations())
          .extracting(Violation::code)
          .isSubsetOf("NOT_SMALLER", "SIZE_BELOW_MINIMUM", "NOTIONAL_BELOW_MINIMUM");
    }
  }

  /** One order of the instance's own is replaced, of the same side, and once. */
  private static void replaced(Signal signal, Decision answer, List<OrderBefore> orders) {
    List<String> own =
        orders.stream()
            .filter(
                o ->
                    o.ofStrategy()
                        && o.account().equals(signal.account())
                        && o.strategy().equals(signal.strategy())
                        && o.instrument().equals(signal.instrument())
                        && o.signal() == signal.aim().sequence()
                        && o.side() == signal.side()
                        && !o.ofPair()
                        && o.partner().isEmpty())
            .map(OrderBefore::id)
            .toList();
    boolean refused =
        answer.violations().stream()
            .anyMatch(v -> v.code().equals(DecisionCode.NO_SUCH_ORDER.name()));
    assertThat(refused).isEqualTo(own.isEmpty());
    assertThat(
            answer.approvedOrder().stream()
                .flatMap(o -> o.replaced().stream())
                .map(r -> r.order().clientOrderId()))
        .isEqualTo(answer.outcome() == Outcome.APPROVED ? own : List.of());
  }

  /** Whatever is stopped: the orders that it means and that are its own, and no others. */
  private static void takenBack(Signal signal, Decision answer, List<OrderBefore> orders) {
    List<String> own =
        orders.stream()
            .filter(
                o ->
                    o.isMeant(signal.aim())
                        && o.account().equals(signal.account())
                        && o.strategy().equals(signal.strategy())
                        && o.instrument().equals(signal.instrument()))
            .flatMap(o -> Stream.of(o.id(), o.partner()))
            .filter(id -> !id.isEmpty())
            .sorted()
            .distinct()
            .toList();
    assertThat(answer.cancels()).isEqualTo(own);
    assertThat(answer.outcome()).isEqualTo(own.isEmpty() ? Outcome.REJECTED : Outcome.CANCEL);
    assertThat(answer.violations())
        .extracting(Violation::code)
        .isEqualTo(own.isEmpty() ? List.of(DecisionCode.NO_SUCH_ORDER.name()) : List.of());
  }

  /** Whoever wants all orders of a level cancelled gets them named, each. */
  private static void cancelled(
      JournalEntry entry, boolean obeyed, List<OrderBefore> orders, Set<String> cancelled) {
    Level level = null;
    if (entry instanceof OperatorCommand command
        && obeyed
        && (command.action() == CommandAction.CANCEL_ALL
            || command.action() == CommandAction.FLATTEN)) {
      level = command.level();
    } else if (entry instanceof BreakerTrip trip && trip.cancelOrders()) {
      level = trip.level();
    }
    if (level == null) {
      return;
    }
    for (OrderBefore order : orders) {
      boolean covered = level.covers(order.account(), order.strategy(), order.instrument());
      assertThat(cancelled.contains(order.id())).as("%s by %s", order, entry).isEqualTo(covered);
    }
  }

  private void reservations() {
    for (String account : RandomJournal.ACCOUNTS) {
      AccountState state = run.account(account);
      SortedMap<String, Long> working = new TreeMap<>();
      state.orders().all().forEach((id, order) -> working.put(id, order.remaining()));
      assertThat(working).as("orders that work").isEqualTo(journal.venue.open(account));
      journal
          .venue
          .unspent(account)
          .forEach(
              (id, amount) ->
                  assertThat(state.orders().get(id).reservedQuote())
                      .as("what %s holds", id)
                      .isEqualTo(Reservation.ofAmount(amount, options.takerFeeRate())));
      for (String asset : ASSETS) {
        assertThat(state.reserved(asset)).isNotNegative();
        if (state.orders().all().isEmpty()) {
          assertThat(state.reserved(asset)).as("%s of %s", asset, account).isZero();
        }
      }
    }
  }

  private void note(JournalEntry entry, boolean obeyed) {
    if (entry instanceof OperatorCommand command && obeyed) {
      if (command.action() == CommandAction.OVERRIDE) {
        waivers.add(new Waiver(command.level(), command.codes(), command.until()));
      } else if (command.action() == CommandAction.RESUME) {
        waivers.removeIf(waiver -> command.level().covers(waiver.level()));
      }
    }
  }
}
