package io.alphaflow.backtest.report.diagnostic;

import io.alphaflow.backtest.report.diagnostic.Finding.Severity;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.statistics.CostStatistics;
import io.alphaflow.backtest.statistics.ExecutionStatistics;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** What trading costs, and what keeps orders from being filled. */
final class CostRules {

  private static final double HALF = 0.5;
  private static final double MANY = 0.1;
  private static final double SOME = 0.05;
  private static final int ENOUGH_ORDERS = 10;

  private CostRules() {}

  static Optional<Finding> costsEatTheProfit(Evidence evidence) {
    CostStatistics costs = evidence.statistics().costs();
    double paid = costs.fees() + Math.max(0, costs.slippage());
    if (!(costs.grossProfit() > 0) || paid < HALF * costs.grossProfit()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "costs",
            Severity.WARNING,
            "Costs eat the profit",
            Text.of(
                "Fees %s and slippage %s are %s of the gross profit of winning round trips.",
                Unit.MONEY.format(costs.fees()),
                Unit.MONEY.format(costs.slippage()),
                Unit.FRACTION.format(paid / costs.grossProfit())),
            "The strategy trades much for what it earns with each round trip.",
            "Trade less often, rest orders for the maker's fee, or take a longer bar."));
  }

  static Optional<Finding> fewOrdersFill(Evidence evidence) {
    ExecutionStatistics execution = evidence.statistics().execution();
    if (evidence.result().counts().orders() < ENOUGH_ORDERS || !(execution.fillRatio() < HALF)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "few-fills",
            Severity.NOTE,
            "Most orders are not filled whole",
            Text.of("Fill ratio %s.", Unit.FRACTION.format(execution.fillRatio())),
            "Limit prices are away from the market, or orders are too large for it.",
            "Look at prices and sizes; orders that fill only when the market turns cost most."));
  }

  static Optional<Finding> venueRefuses(Evidence evidence) {
    ExecutionStatistics execution = evidence.statistics().execution();
    if (!(execution.refuseRatio() > SOME)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "refused",
            Severity.WARNING,
            "The venue refuses orders",
            Text.of(
                "%s of them: %s.",
                Unit.FRACTION.format(execution.refuseRatio()),
                String.join(", ", evidence.result().counts().refused().keySet())),
            "Sizes or prices are off the market's grid, or the cash is not enough.",
            "Check the instrument's rules, the size and the cash."));
  }

  static Optional<Finding> oneControlRejects(Evidence evidence) {
    OrderCounts counts = evidence.result().counts();
    Optional<Map.Entry<String, Long>> most =
        counts.rejections().entrySet().stream()
            .max(Map.Entry.comparingByValue(Comparator.naturalOrder()));
    boolean many = evidence.statistics().execution().rejectRatio() > MANY;
    if (!many || most.isEmpty() || most.get().getValue() < HALF * counts.rejected()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "rejects",
            Severity.WARNING,
            "One control rejects much",
            Text.of(
                "%s in %d of %d rejected decisions, which are %s of all.",
                most.get().getKey(),
                most.get().getValue(),
                counts.rejected(),
                Unit.FRACTION.format(evidence.statistics().execution().rejectRatio())),
            "The limit is too tight for the strategy, or the strategy repeats what was rejected.",
            "Read the control in docs/risk-controls.md; change the limit or the strategy's size."));
  }
}
