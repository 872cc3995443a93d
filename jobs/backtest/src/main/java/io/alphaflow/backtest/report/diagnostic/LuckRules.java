package io.alphaflow.backtest.report.diagnostic;

import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.diagnostic.Finding.Severity;
import io.alphaflow.backtest.statistics.BenchmarkStatistics;
import io.alphaflow.backtest.statistics.Better;
import io.alphaflow.backtest.statistics.PeriodStatistics;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the result may be luck, or the search's. */
final class LuckRules {

  private static final double SIGNIFICANT = 0.95;
  private static final int FEWEST_VALUES = 3;
  private static final double NEAR_THE_BEST = 0.5;

  private LuckRules() {}

  static Optional<Finding> intervalHoldsZero(Evidence evidence) {
    PeriodStatistics period = evidence.statistics().period();
    if (!(period.sharpe() > 0) || !(period.sharpeLow() <= 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "sharpe-interval",
            Severity.WARNING,
            "The Sharpe ratio may as well be 0",
            Text.of(
                "%s, but the interval goes from %s to %s.",
                Unit.RATIO.format(period.sharpe()),
                Unit.RATIO.format(period.sharpeLow()),
                Unit.RATIO.format(period.sharpeHigh())),
            "The returns vary too much for their number to tell skill from luck.",
            "Take more data, or do not trade it."));
  }

  static Optional<Finding> luckiestOfTheTrials(Evidence evidence) {
    int trials = evidence.statistics().conventions().trials();
    double deflated = evidence.statistics().period().deflatedSharpe();
    if (trials < 2 || !(deflated < SIGNIFICANT)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "deflated-sharpe",
            Severity.WARNING,
            Text.of("The best of %,d parameter sets may just be the luckiest", trials),
            Text.of(
                "Deflated Sharpe %s; the luckiest of so many without skill is expected to show %s.",
                Unit.FRACTION.format(deflated),
                Unit.RATIO.format(evidence.statistics().period().luckySharpe())),
            "Among many trials some look good by chance.",
            "Judge it by data that the search has not seen: walk forward, another instrument."));
  }

  static Optional<Finding> parameterAtTheEdge(Evidence evidence) {
    if (evidence.sweep().isEmpty() || evidence.sweep().get().rows().isEmpty()) {
      return Optional.empty();
    }
    SweepTable sweep = evidence.sweep().get();
    List<String> edges = new ArrayList<>();
    for (int i = 0; i < sweep.parameters().size(); i++) {
      int at = i;
      double[] tried =
          sweep.rows().stream()
              .mapToDouble(row -> number(row.values().get(at)))
              .distinct()
              .sorted()
              .toArray();
      double best = number(sweep.rows().get(0).values().get(i));
      boolean numbers = tried.length >= FEWEST_VALUES && !Double.isNaN(tried[tried.length - 1]);
      if (numbers && (best == tried[0] || best == tried[tried.length - 1])) {
        edges.add(sweep.parameters().get(i) + " = " + sweep.rows().get(0).values().get(i));
      }
    }
    if (edges.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "parameter-at-the-edge",
            Severity.WARNING,
            "The best parameters are at the edge of what was tried",
            String.join(", ", edges) + ".",
            "The best value may lie outside of the range.",
            "Widen the range, and count the new trials too."));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** A good parameter set among bad neighbours is one that the noise chose. */
  static Optional<Finding> lonelyPeak(Evidence evidence) {
    if (evidence.sweep().isEmpty() || evidence.sweep().get().rows().size() < 2 * FEWEST_VALUES) {
      return Optional.empty();
    }
    List<SweepTable.Row> rows = evidence.sweep().get().rows();
    String key = evidence.sweep().get().rankedBy();
    double best = rows.get(0).value(key);
    int tenth = Math.max(2, rows.size() / 10);
    double follower = rows.get(tenth - 1).value(key);
    if (evidence.sweep().get().better() == Better.LOWER
        || !(best > 0)
        || follower >= NEAR_THE_BEST * best) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "lonely-peak",
            Severity.WARNING,
            "The best parameter set stands alone",
            Text.of(
                "Its %s is %s, that of rank %d only %s.",
                key, Unit.RATIO.format(best), tenth, Unit.RATIO.format(follower)),
            "The parameters fit this data's noise; what works does so for its neighbours too.",
            "Choose from the middle of a plateau of the heat map."));
  }

  static Optional<Finding> benchmarkBeatsIt(Evidence evidence) {
    BenchmarkStatistics benchmark = evidence.statistics().benchmark();
    if (!(benchmark.excessReturn() < 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "benchmark",
            Severity.NOTE,
            "Buying and holding made more",
            Text.of(
                "%s against %s of the benchmark, with a drawdown of %s against %s.",
                Unit.FRACTION.format(evidence.statistics().period().totalReturn()),
                Unit.FRACTION.format(benchmark.totalReturn()),
                Unit.FRACTION.format(evidence.statistics().period().maxDrawdown()),
                Unit.FRACTION.format(benchmark.maxDrawdown())),
            "The market rose while the strategy was out of it, or costs took the difference.",
            "Compare alpha and drawdown: less return may be worth it for less risk."));
  }
}
