package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.backtest.report.Selection;
import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.WalkForwardTable;
import io.alphaflow.backtest.result.Assumptions;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.common.model.Alert;
import java.util.List;
import java.util.Optional;

/**
 * What is shown of a run.
 *
 * @param result of the variant, of a sweep of the best one
 * @param statistics of it
 * @param sweep all variants
 * @param walk the windows of a walk-forward analysis, of which the result is the second stretches
 * @param alerts why strategies of the result were stopped, circuit breakers of its account tripped
 * @param seconds that it took
 */
record Outcome(
    BacktestResult result,
    Statistics statistics,
    Optional<SweepTable> sweep,
    Optional<WalkForwardTable> walk,
    List<Alert> alerts,
    double seconds) {

  /** How the parameters were chosen. */
  Optional<? extends Selection> selection() {
    return walk.isPresent() ? walk : sweep;
  }

  static BacktestResult result(
      RunResult run, VariantResult variant, EquityCurve optimistic, Assumptions assumptions) {
    return new BacktestResult(
        assumptions,
        variant.equity(),
        variant.roundTrips(),
        variant.fills(),
        variant.counts(),
        variant.limits(),
        run.gaps(),
        run.priceBars(),
        optimistic,
        variant.decisions());
  }
}
