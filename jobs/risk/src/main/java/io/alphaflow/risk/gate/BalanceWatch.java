package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Stop;
import io.alphaflow.risk.gate.Reconciliation.Difference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * C22: a break between the venue's balances and ours lets the account only reduce, and no more of
 * what the venue has less of than the venue has. So the loss of a fill cannot lead to sales of what
 * is sold already, over and over.
 */
final class BalanceWatch {

  private static final String CAUSE = "reconciliation";

  private final GateContext gate;
  private final OutOfRange outOfRange;

  BalanceWatch(GateContext gate, OutOfRange outOfRange) {
    this.gate = gate;
    this.outOfRange = outOfRange;
  }

  /** The venue stated its balances; the first time that opens the ledger and agrees with it. */
  void stated(AccountSnapshot snapshot, Voice voice) {
    AccountLedger ledger = gate.state().book.account(snapshot.account()).orElse(null);
    if (ledger == null) {
      return;
    }
    Reconciliation reconciliation = gate.state().account(snapshot.account()).reconciliation();
    Reconciliation.Result result;
    try {
      result = reconciliation.compare(snapshot, ledger);
    } catch (ArithmeticException e) {
      outOfRange.incomparable(snapshot, snapshot.account(), voice);
      return;
    }
    Level level = Level.account(snapshot.account());
    if (!result.broken().isEmpty()) {
      String differences =
          result.broken().stream().map(BalanceWatch::text).collect(Collectors.joining("; "));
      gate.state()
          .stops
          .add(
              CAUSE,
              new Stop(
                  level,
                  StopKind.REDUCE_ONLY,
                  DecisionCode.RECONCILIATION,
                  CAUSE,
                  differences,
                  gate.time(),
                  0));
      voice.alert(
          Severity.CRITICAL,
          "RECONCILIATION_BREAK",
          "RECONCILIATION_BREAK",
          level,
          level + " may only reduce: " + differences,
          numbers(result.broken()));
    } else if (!result.mended().isEmpty() && !reconciliation.isBroken()) {
      gate.state().stops.lift(CAUSE, level);
      voice.alert(
          Severity.INFO,
          "RECONCILED",
          "RECONCILED",
          level,
          "venue and ledger agree again on " + String.join(", ", result.mended()),
          Map.of());
    }
  }

  private static Map<String, String> numbers(List<Difference> differences) {
    Map<String, String> numbers = new TreeMap<>();
    for (Difference difference : differences) {
      numbers.put(difference.asset() + " at the venue", Fixed8.format(difference.venue()));
      numbers.put(difference.asset() + " in the ledger", Fixed8.format(difference.ledger()));
    }
    return numbers;
  }

  private static String text(Difference difference) {
    return "%s: the venue has %s, the ledger %s"
        .formatted(
            difference.asset(),
            Fixed8.format(difference.venue()),
            Fixed8.format(difference.ledger()));
  }
}
