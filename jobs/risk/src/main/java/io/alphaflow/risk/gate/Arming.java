package io.alphaflow.risk.gate;

import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Stop;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * C17: live trading is off until a person arms an account, for {@value #MOST_DAYS} days at most.
 * Nothing is ordered for an account that nobody has armed; when its arming has ended, orders only
 * reduce, so that what it holds is not left without its exits. A desk in paper mode needs none of
 * this.
 */
final class Arming {

  private static final String CAUSE = "arming";
  private static final int MOST_DAYS = 7;
  private static final long DAY = 86_400_000_000L;

  private final GateContext gate;

  Arming(GateContext gate) {
    this.gate = gate;
  }

  /** Stops what nobody has armed: before the gate reads anything, and after a restart. */
  void guard() {
    boolean live = gate.options().mode() == RunMode.LIVE;
    if (!live) {
      gate.state().armed.clear();
    }
    for (String account : gate.options().currencies().keySet()) {
      Level level = Level.account(account);
      if (!live) {
        gate.state().stops.lift(CAUSE, level);
      } else if (!gate.state().armed.containsKey(account)
          && !gate.state().stops.has(CAUSE, level)) {
        stop(level, StopKind.HALTED, "nobody has armed the account for live trading");
      }
    }
  }

  private void stop(Level level, StopKind kind, String reason) {
    gate.state()
        .stops
        .add(CAUSE, new Stop(level, kind, DecisionCode.NOT_ARMED, CAUSE, reason, gate.time(), 0));
  }

  /** What is wrong with a command that arms or disarms, in a sentence. */
  Optional<String> objection(OperatorCommand command) {
    if (gate.options().mode() != RunMode.LIVE) {
      return Optional.of("the desk's mode is paper, there is nothing to arm");
    }
    return switch (command.action()) {
      case ARM -> {
        String account = command.level().account();
        if (!command.level().equals(Level.account(account))
            || !gate.options().currencies().containsKey(account)) {
          yield Optional.of("one account is armed at a time, not " + command.level());
        }
        yield command.until() <= gate.time() || command.until() > gate.time() + MOST_DAYS * DAY
            ? Optional.of("it must end within " + MOST_DAYS + " days from now")
            : Optional.empty();
      }
      default ->
          command.level().equals(Level.DESK)
                  || command.level().equals(Level.account(command.level().account()))
              ? Optional.empty()
              : Optional.of("accounts are disarmed, not " + command.level());
    };
  }

  /** An account may trade. */
  String arm(OperatorCommand command) {
    gate.state().armed.put(command.level().account(), command.until());
    gate.state().stops.lift(CAUSE, command.level());
    return "LIVE until " + Instant.EPOCH.plus(command.until(), ChronoUnit.MICROS);
  }

  /** Accounts trade no longer. */
  String disarm(OperatorCommand command) {
    List<String> accounts =
        gate.state().armed.keySet().stream()
            .filter(account -> command.level().covers(Level.account(account)))
            .toList();
    accounts.forEach(account -> end(account, command.person() + " has disarmed the account"));
    return accounts + " disarmed, orders only reduce";
  }

  private void end(String account, String reason) {
    gate.state().armed.remove(account);
    stop(Level.account(account), StopKind.REDUCE_ONLY, reason);
  }

  /** Ends what has run out. */
  void expire(Voice voice) {
    if (gate.state().armed.isEmpty()) {
      return;
    }
    List<String> ended = new ArrayList<>();
    gate.state()
        .armed
        .forEach(
            (account, until) -> {
              if (until <= gate.time()) {
                ended.add(account);
              }
            });
    for (String account : ended) {
      end(account, "the time for which the account was armed is over");
      voice.alert(
          Severity.WARNING,
          "ARMING_ENDED",
          "ARMING_ENDED",
          Level.account(account),
          "account " + account + " is armed no longer: orders only reduce its positions",
          Map.of());
    }
  }
}
