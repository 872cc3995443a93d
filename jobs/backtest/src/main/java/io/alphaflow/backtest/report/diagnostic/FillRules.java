package io.alphaflow.backtest.report.diagnostic;

import io.alphaflow.backtest.report.diagnostic.Finding.Severity;
import io.alphaflow.backtest.result.DataGap;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.PriceBars;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import io.alphaflow.common.money.Fixed8;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether fills are what a market would have given. */
final class FillRules {

  private static final double UNBELIEVABLE_SHARPE = 6;
  private static final double UNBELIEVABLE_WIN_RATE = 0.95;
  private static final int ENOUGH_TRADES = 20;

  /** Slippage may take a price this far out of its bar. */
  private static final double TOLERANCE = 0.01;

  private static final double GAPS_THAT_MATTER = 0.01;
  private static final double MUCH_OF_THE_RETURN = 0.5;

  private FillRules() {}

  static Optional<Finding> fillBeforeItsDecision(Evidence evidence) {
    long count =
        evidence.result().fills().stream().filter(fill -> fill.time() < fill.decidedAt()).count();
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "fill-before-decision",
            Severity.ERROR,
            "Fills before their decisions",
            Text.of("%d of %d fills.", count, evidence.result().fills().size()),
            "Look-ahead: events are out of order, or bars carry the time of their start.",
            "Check the data's time column; the result cannot be used."));
  }

  static Optional<Finding> priceThatWasNotTraded(Evidence evidence) {
    long count = 0;
    for (ExecutedFill fill : evidence.result().fills()) {
      for (PriceBars bars : evidence.result().prices()) {
        count += bars.instrument().equals(fill.instrument()) && isOutside(fill, bars) ? 1 : 0;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "price-outside-bar",
            Severity.ERROR,
            "Fills at prices that were not traded",
            Text.of(
                "%d of %d fills: over 1 %% outside of the bars about them.",
                count, evidence.result().fills().size()),
            "Look-ahead, a fill model that does not fit the data, or extreme slippage.",
            "Check fill model and slippage against the price chart; the result cannot be used."));
  }

  /** Outside of the bar of its time and of the one before, at whose end it may have been. */
  private static boolean isOutside(ExecutedFill fill, PriceBars bars) {
    int found = Arrays.binarySearch(bars.times(), fill.time());
    int at = found >= 0 ? found : -found - 2;
    if (at < 0) {
      return false;
    }
    int before = Math.max(0, at - 1);
    double low = Math.min(bars.low()[at], bars.low()[before]);
    double high = Math.max(bars.high()[at], bars.high()[before]);
    double price = Fixed8.toDouble(fill.price());
    return price < low * (1 - TOLERANCE) || price > high * (1 + TOLERANCE);
  }

  static Optional<Finding> tooGoodToBeTrue(Evidence evidence) {
    Statistics statistics = evidence.statistics();
    boolean sharpe = statistics.period().sharpe() > UNBELIEVABLE_SHARPE;
    boolean wins =
        statistics.trades().winRate() > UNBELIEVABLE_WIN_RATE
            && statistics.trades().trades() >= ENOUGH_TRADES;
    if (!sharpe && !wins) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "too-good",
            Severity.WARNING,
            "Too good to be true",
            Text.of(
                "Sharpe ratio %s, win rate %s.",
                Unit.RATIO.format(statistics.period().sharpe()),
                Unit.FRACTION.format(statistics.trades().winRate())),
            "Look-ahead (a value of a bar used before the bar's end), fills that are too kind, or"
                + " losses that are kept open.",
            "Run the strategy's look-ahead check, fill conservatively, look at open positions."));
  }

  static Optional<Finding> fillsOnStaleData(Evidence evidence) {
    List<DataGap> gaps = evidence.result().gaps();
    long count =
        evidence.result().fills().stream()
            .filter(fill -> gaps.stream().anyMatch(gap -> isWithin(fill, gap)))
            .count();
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "stale-fills",
            Severity.WARNING,
            "Fills on stale data",
            Text.of(
                "%d of %d fills: decided or made within a gap of the data.",
                count, evidence.result().fills().size()),
            "Data is missing, and the last price before the gap stood for the market.",
            "Fill the gap, or let the gate reject signals on old marks."));
  }

  private static boolean isWithin(ExecutedFill fill, DataGap gap) {
    return gap.instrument().equals(fill.instrument())
        && gap.from() < fill.time()
        && fill.decidedAt() < gap.to();
  }

  static Optional<Finding> dataGaps(Evidence evidence) {
    List<DataGap> gaps = evidence.result().gaps();
    double missing = gaps.stream().mapToDouble(gap -> gap.to() - gap.from()).sum();
    if (missing <= GAPS_THAT_MATTER * evidence.span() || gaps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "data-gaps",
            Severity.WARNING,
            "The data has gaps",
            Text.of("%d, together %s.", gaps.size(), Unit.MICROSECONDS.format(missing)),
            "The source was down, or files are missing.",
            "Load what is missing; what happened in a gap is not in the result."));
  }

  static Optional<Finding> dependsOnOptimisticFills(Evidence evidence) {
    if (evidence.result().optimisticEquity() == null) {
      return Optional.empty();
    }
    double[] equity = evidence.result().optimisticEquity().equity();
    double optimistic = equity.length == 0 ? Double.NaN : equity[equity.length - 1] / equity[0] - 1;
    double conservative = evidence.statistics().period().totalReturn();
    if (!(optimistic > 0) || !(conservative < MUCH_OF_THE_RETURN * optimistic)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "fill-model",
            Severity.WARNING,
            "The profit depends on how orders fill",
            Text.of(
                "%s with fills at the touch, %s with conservative ones.",
                Unit.FRACTION.format(optimistic), Unit.FRACTION.format(conservative)),
            "The edge is about as large as the spread; resting orders fill when they should not.",
            "Believe the conservative number; test with book data and queue position."));
  }
}
