package io.alphaflow.backtest.report.diagnostic;

import io.alphaflow.backtest.report.diagnostic.Finding.Severity;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was risked. */
final class RiskRules {

  private static final double DEEP = -0.05;
  private static final double HALF = 0.5;
  private static final double MORE_THAN_THE_ACCOUNT = 1.01;

  private RiskRules() {}

  static Optional<Finding> ruin(Evidence evidence) {
    double[] equity = evidence.statistics().daily().equity();
    if (equity.length == 0 || equity[equity.length - 1] > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "ruin",
            Severity.ERROR,
            "The account was lost",
            Text.of("Equity %s.", Unit.MONEY.format(equity[equity.length - 1])),
            "Positions were larger than the account could bear.",
            "Set a limit on leverage and on the daily loss; returns end here."));
  }

  static Optional<Finding> drawdownAtTheEnd(Evidence evidence) {
    double[] drawdown = evidence.statistics().daily().drawdown();
    double last = drawdown.length == 0 ? 0 : drawdown[drawdown.length - 1];
    double deepest = evidence.statistics().period().maxDrawdown();
    if (!(last <= DEEP) || !(last <= HALF * deepest)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "drawdown-at-the-end",
            Severity.WARNING,
            "It ends in a drawdown",
            Text.of(
                "%s below the peak at the end; the deepest was %s.",
                Unit.FRACTION.format(last), Unit.FRACTION.format(deepest)),
            "What the strategy lived on may be gone.",
            "Look at the rolling Sharpe ratio, and at newer data."));
  }

  static Optional<Finding> leverage(Evidence evidence) {
    double most = evidence.statistics().exposure().grossMax();
    if (!(most > MORE_THAN_THE_ACCOUNT)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "leverage",
            Severity.NOTE,
            "More than the account was held",
            Text.of("Up to %s times the equity.", Unit.RATIO.format(most)),
            "Short positions, several instruments, or borrowed money.",
            "The cost of borrowing is not in the result; make sure that the venue lends."));
  }

  static Optional<Finding> limitBroken(Evidence evidence) {
    String broken =
        evidence.result().limits().stream()
            .filter(limit -> limit.broken() > 0)
            .map(LimitUse::control)
            .collect(Collectors.joining(", "));
    if (broken.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "limits",
            Severity.NOTE,
            "Limits were met",
            broken + ".",
            "Signals asked for more than a limit allows; the gate rejected them.",
            "Live trading will reject them too: the result is what the limits leave."));
  }
}
