package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;

/** C18: no order while a level is halted, none but reducing orders while it may only reduce. */
public final class KillSwitch implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    facts
        .stops()
        .forEach(
            (level, stop) -> {
              if (stop.kind() == Stop.Kind.HALTED) {
                violations.add(DecisionCode.HALTED.violation("active", state(level, stop)));
              } else if (!facts.reduces()) {
                violations.add(
                    DecisionCode.REDUCE_ONLY.violation("orders that reduce", state(level, stop)));
              }
            });
  }

  private static String state(String level, Stop stop) {
    return level + " " + stop.kind() + " by " + stop.by() + ": " + stop.reason();
  }
}
