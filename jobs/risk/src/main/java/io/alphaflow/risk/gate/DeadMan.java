package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Stop;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitValue;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * C19: who has orders in a market that says nothing, or hears nothing of the venue, does not know
 * what happens to them. Both stop what is new and cancel what works, until there is a word again.
 * Looked at with every clock tick, on logical time. Of strategy instances that wait for an
 * instrument with different limits, the strictest holds for all.
 */
final class DeadMan {

  private static final String MARKET = "market-data";
  private static final String EXECUTION = "execution-feed";
  private static final long MICRO = Fixed8.ONE / 1_000_000;

  private final GateContext gate;

  DeadMan(GateContext gate) {
    this.gate = gate;
  }

  /** Time has passed. */
  void check(Voice voice) {
    gate.state()
        .accounts()
        .forEach(
            (account, state) -> {
              if (gate.state().book.account(account).map(AccountLedger::isOpen).orElse(false)) {
                checkExecution(account, state, voice);
                for (String instrument : state.orders().instruments()) {
                  checkMarket(account, state, instrument, voice);
                }
              }
            });
  }

  private void checkExecution(String account, AccountState state, Voice voice) {
    Optional<Long> most = gate.limits(account).get(Limit.EXECUTION_TIMEOUT).map(LimitValue::amount);
    if (state.heardAt() == 0) {
      // Its balances stand before the first time: it is heard from now on.
      state.heard(gate.time());
    }
    long silent = gate.time() - state.heardAt();
    if (most.isPresent() && silent > most.get()) {
      stop(EXECUTION, Level.account(account), "the execution feed", silent, voice);
    }
  }

  private void checkMarket(String account, AccountState state, String instrument, Voice voice) {
    Optional<Long> most =
        state.orders().of(instrument).values().stream()
            .map(WorkingOrder::strategy)
            .distinct()
            .flatMap(strategy -> timeout(account, strategy, instrument).stream())
            .min(Comparator.naturalOrder());
    long silent = gate.mark(instrument).map(m -> gate.time() - m.time()).orElse(0L);
    if (most.isPresent() && silent > most.get()) {
      stop(MARKET, new Level(account, Level.ALL, instrument), "market data", silent, voice);
    }
  }

  private Optional<Long> timeout(String account, String strategy, String instrument) {
    return gate.limits(account, strategy, instrument)
        .get(Limit.MARKET_DATA_TIMEOUT)
        .map(LimitValue::amount);
  }

  private void stop(String cause, Level level, String what, long silent, Voice voice) {
    if (gate.state().stops.has(cause, level)) {
      return;
    }
    String seconds = Fixed8.format(Math.multiplyExact(silent, MICRO)) + " s";
    String reason = "no word of " + what + " for " + seconds;
    gate.state()
        .stops
        .add(
            cause,
            new Stop(level, StopKind.HALTED, DecisionCode.DEAD_MAN, cause, reason, gate.time(), 0));
    int cancelled =
        new Cancellations(gate, voice.partition(), voice.offset())
            .cancel(level, DecisionCode.DEAD_MAN, reason, voice.output());
    voice.alert(
        Severity.CRITICAL,
        "DEAD_MAN",
        "DEAD_MAN-" + cause + "-" + level.key(),
        level,
        level + " is halted: " + reason + "; " + cancelled + " orders are cancelled",
        Map.of("cancelled", "" + cancelled, "silent", seconds));
  }

  /** There is a price of the instrument. */
  void marked(String instrument, Voice voice) {
    if (!gate.state().stops.hasAny(MARKET)) {
      return;
    }
    for (String account : gate.state().accounts().keySet()) {
      lift(MARKET, new Level(account, Level.ALL, instrument), voice);
    }
  }

  /** The execution feed of an account said something. */
  void heard(String account, Voice voice) {
    if (!gate.options().currencies().containsKey(account)) {
      return;
    }
    gate.state().account(account).heard(gate.time());
    lift(EXECUTION, Level.account(account), voice);
  }

  private void lift(String cause, Level level, Voice voice) {
    if (gate.state().stops.lift(cause, level)) {
      voice.alert(
          Severity.WARNING,
          "DEAD_MAN_ENDED",
          "DEAD_MAN_ENDED-" + cause + "-" + level.key(),
          level,
          level + " is active again: " + cause + " is back",
          Map.of());
    }
  }
}
