package io.alphaflow.execution.chaos;

import io.alphaflow.common.model.Alert;
import io.alphaflow.execution.chaos.Problem.Kind;
import java.util.List;
import java.util.Set;

/** No alert says that facts do not fit together, and no input could not be used but garbage. */
final class AlarmCheck {

  private static final Set<String> NEVER =
      Set.of(
          "ILLEGAL_TRANSITION",
          "SECOND_ORDER",
          "FILL_CONFLICT",
          "FILL_OUT_OF_ORDER",
          "FILL_AFTER_END",
          "OVERFILL",
          "ORDER_AFTER_END",
          "LANE_FULL",
          "DECISION_CONFLICT",
          "DECISION_GAP",
          "JOURNAL_GAP",
          "JOURNAL_CONFLICT",
          "UNKNOWN_ORDER",
          "UNKNOWN_ORDER_CANCELED",
          "CANCEL_OF_UNKNOWN_ORDER",
          "NUMBER_OUT_OF_RANGE",
          "INVALID_ENTRY",
          "COMMAND_REFUSED",
          "COMMAND_REPEATED");

  private AlarmCheck() {}

  /**
   * The price fell further than the collar while a purchase by amount was on its way: alerted, and
   * right as long as no more was spent.
   */
  private static boolean boughtMoreForItsAmount(Alert alert, Evidence evidence) {
    return alert.code().equals("OVERFILL")
        && evidence.ledger().orders().stream()
            .anyMatch(
                order ->
                    order.clientOrderId().equals(alert.correlation())
                        && order.request().quoteQuantity() > 0
                        && order.executedQuote() <= order.request().quoteQuantity());
  }

  static void check(Evidence evidence, List<Problem> problems) {
    evidence.alerts().stream()
        .filter(alert -> NEVER.contains(alert.code()))
        .filter(alert -> !boughtMoreForItsAmount(alert, evidence))
        .forEach(alert -> problems.add(new Problem(Kind.ALARM, alert.toString())));
    evidence.deadLetters().stream()
        .filter(letter -> !letter.code().equals("USER_EVENT_UNREADABLE"))
        .forEach(letter -> problems.add(new Problem(Kind.ALARM, letter.toString())));
  }
}
