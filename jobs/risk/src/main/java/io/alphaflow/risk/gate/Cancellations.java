package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.risk.control.DecisionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides that working orders be cancelled: one decision for each account and instrument. */
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
    int cancelled = 0;
    for (Map.Entry<String, AccountState> account : gate.state().accounts().entrySet()) {
      if (!covers(level.account(), account.getKey())) {
        continue;
      }
      for (String instrument : account.getValue().orders().instruments()) {
        if (covers(level.instrument(), instrument)) {
          List<String> ids = ids(account.getValue(), instrument, level.strategy());
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

  private static List<String> ids(AccountState account, String instrument, String strategy) {
    List<String> ids = new ArrayList<>();
    account
        .orders()
        .of(instrument)
        .forEach(
            (id, order) -> {
              if (covers(strategy, order.strategy())) {
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
    state.messaged(ids.size(), gate.time(), gate.limits(account));
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
            ids));
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
