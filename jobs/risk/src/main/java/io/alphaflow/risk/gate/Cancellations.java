package io.alphaflow.risk.gate;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.TargetAction;
import io.alphaflow.common.model.Violation;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.SmallerOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * Decides that working orders be cancelled: one decision for each account and instrument, and one
 * for each signal of a strategy that takes its own orders back, or makes one of them smaller.
 */
final class Cancellations {

  private final GateContext gate;
  private final int partition;
  private final long offset;

  Cancellations(GateContext gate, int partition, long offset) {
    this.gate = gate;
    this.partition = partition;
    this.offset = offset;
  }

  /**
   * Cancels what works at a level.
   *
   * @param code why
   * @param reason in a sentence
   * @return how many orders
   */
  int cancel(Level level, DecisionCode code, String reason, GateOutput output) {
    return cancel(level, order -> true, code, reason, output);
  }

  /**
   * Cancels what strategies wanted at a level and the venue has said nothing of: it may not have
   * been sent yet, and then it must not be.
   *
   * @return how many orders
   */
  int cancelUnsent(Level level, DecisionCode code, String reason, GateOutput output) {
    return cancel(
        level,
        order -> !order.acknowledged() && order.origin().isOfStrategy(),
        code,
        reason,
        output);
  }

  /**
   * The answer to a strategy that takes orders of its own back, or makes one smaller. Of one that
   * is made smaller nothing is released before the venue says that it is.
   *
   * @param violations why there is nothing to do; empty when there is
   */
  Decision answer(Signal signal, List<Violation> violations) {
    AccountState account = gate.state().account(signal.account());
    List<String> ids = violations.isEmpty() ? OwnOrders.of(signal, account) : List.of();
    boolean amends = signal.aim().action() == TargetAction.AMEND;
    if (!ids.isEmpty() && amends) {
      account.messaged(1, gate.time(), gate.limits(signal.account()));
    } else if (!ids.isEmpty()) {
      note(signal.account(), account, ids);
    }
    return new Decision(
        signal.account(),
        account.nextDecision(),
        partition,
        offset,
        gate.time(),
        signal.strategy(),
        signal.instrument(),
        signal.origin(),
        signal.sequence(),
        signal.triggerTradeId(),
        ids.isEmpty() ? Outcome.REJECTED : amends ? Outcome.AMEND : Outcome.CANCEL,
        null,
        violations,
        inputs(signal.instrument()),
        List.of(),
        amends ? List.of() : ids,
        targets(account, ids),
        amends && !ids.isEmpty() ? smaller(signal) : 0);
  }

  private long smaller(Signal signal) {
    return SmallerOrder.quantity(signal, gate.state().book.instrument(signal.instrument()));
  }

  /** Cancels an order of an account, if it works. */
  void cancelOrder(String account, String id, DecisionCode code, String reason, GateOutput output) {
    AccountState state = gate.state().account(account);
    WorkingOrder order = state.orders().get(id);
    if (order != null) {
      decide(account, state, order.instrument(), List.of(id), code, reason, output);
    }
  }

  private int cancel(
      Level level,
      Predicate<WorkingOrder> which,
      DecisionCode code,
      String reason,
      GateOutput output) {
    int cancelled = 0;
    for (Map.Entry<String, AccountState> account : gate.state().accounts().entrySet()) {
      if (!covers(level.account(), account.getKey())) {
        continue;
      }
      for (String instrument : instruments(account.getValue())) {
        if (covers(level.instrument(), instrument)) {
          List<String> ids = ids(account.getValue(), instrument, level.strategy(), which);
          cancelled += ids.size();
          decide(account.getKey(), account.getValue(), instrument, ids, code, reason, output);
        }
      }
    }
    return cancelled;
  }

  private static boolean covers(String part, String value) {
    return part.equals(Level.ALL) || part.equals(value);
  }

  private static SortedSet<String> instruments(AccountState account) {
    SortedSet<String> instruments = account.orders().instruments();
    instruments.addAll(account.unknownOrders().values());
    return instruments;
  }

  /** Orders that were not approved here belong to no strategy. */
  private static List<String> ids(
      AccountState account, String instrument, String strategy, Predicate<WorkingOrder> which) {
    List<String> ids = new ArrayList<>();
    if (strategy.equals(Level.ALL)) {
      account
          .unknownOrders()
          .forEach(
              (id, of) -> {
                if (of.equals(instrument)) {
                  ids.add(id);
                }
              });
    }
    account
        .orders()
        .of(instrument)
        .forEach(
            (id, order) -> {
              if (covers(strategy, order.strategy()) && which.test(order)) {
                ids.add(id);
              }
            });
    return ids;
  }

  private void decide(
      String account,
      AccountState state,
      String instrument,
      List<String> ids,
      DecisionCode code,
      String reason,
      GateOutput output) {
    if (ids.isEmpty()) {
      return;
    }
    note(account, state, ids);
    output.decision(
        new Decision(
            account,
            state.nextDecision(),
            partition,
            offset,
            gate.time(),
            "",
            instrument,
            SignalOrigin.COMMAND,
            0,
            0,
            Outcome.CANCEL,
            null,
            List.of(code.violation("no working orders", ids.size() + ": " + reason)),
            inputs(instrument),
            List.of(),
            ids,
            targets(state, ids)));
  }

  /** Parents learn of it, and the venue gets a message for each. */
  private void note(String account, AccountState state, List<String> ids) {
    state.parents().forEach(parent -> parent.cancelled(ids));
    state.messaged(ids.size(), gate.time(), gate.limits(account));
  }

  /** What is remembered of those that were approved here. */
  private static List<CancelTarget> targets(AccountState account, List<String> ids) {
    List<CancelTarget> targets = new ArrayList<>();
    for (String id : ids) {
      WorkingOrder order = account.orders().get(id);
      if (order != null && order.decision() > 0) {
        targets.add(order.target(id));
      }
    }
    return targets;
  }

  private DecisionInputs inputs(String instrument) {
    long age = gate.mark(instrument).map(mark -> gate.time() - mark.time()).orElse(-1L);
    return new DecisionInputs(
        gate.mark(instrument).map(Mark::price).orElse(0L),
        Math.max(-1, age),
        0,
        0,
        0,
        0,
        0,
        0,
        gate.limits().version(),
        Gate.RULES);
  }
}
