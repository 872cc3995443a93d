package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Signal;
import io.alphaflow.risk.control.DecisionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * C21: rules that two persons agreed not to hold for a time, at most {@value #MOST_HOURS} hours.
 * Bounded by {@value #MOST} of them at a time.
 */
final class Overrides {

  private static final int MOST = 100;
  private static final int MOST_HOURS = 24;
  private static final long HOUR = 3_600_000_000L;

  /** One of them. */
  record Waiver(Level level, List<String> codes, String persons, String reason, long until) {}

  private final List<Waiver> waivers = new ArrayList<>();

  /** What is wrong with a command that wants one, in a sentence. */
  Optional<String> objection(OperatorCommand command, long now) {
    if (command.codes().isEmpty()) {
      return Optional.of("it names no code");
    }
    for (String code : command.codes()) {
      if (Stream.of(DecisionCode.values()).noneMatch(c -> c.name().equals(code))) {
        return Optional.of(code + " is no decision code");
      }
      if (!DecisionCode.valueOf(code).isOverridable()) {
        return Optional.of(code + " holds always");
      }
    }
    if (command.until() <= now || command.until() > now + MOST_HOURS * HOUR) {
      return Optional.of("it must end within " + MOST_HOURS + " hours from now");
    }
    return waivers.size() >= MOST ? Optional.of("there are " + MOST + " others") : Optional.empty();
  }

  /** Takes one to which there is no objection. */
  void add(OperatorCommand command) {
    waivers.add(
        new Waiver(
            command.level(),
            command.codes(),
            command.person() + " and " + command.approver(),
            command.reason(),
            command.until()));
  }

  /** Ends those at a level and below; how many. */
  int revoke(Level level) {
    int before = waivers.size();
    waivers.removeIf(o -> level.covers(o.level()));
    return before - waivers.size();
  }

  /** Ends what has run out; what ended. */
  List<Waiver> expire(long time) {
    if (waivers.isEmpty()) {
      return List.of();
    }
    List<Waiver> ended = waivers.stream().filter(o -> o.until() <= time).toList();
    waivers.removeAll(ended);
    return ended;
  }

  /** Whether there is any. */
  boolean isEmpty() {
    return waivers.isEmpty();
  }

  /** Whether a rule does not hold for the order of a signal. */
  boolean waives(String code, Signal signal) {
    return waivers.stream()
        .anyMatch(
            o ->
                o.codes().contains(code)
                    && o.level().covers(signal.account(), signal.strategy(), signal.instrument()));
  }
}
