package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.backtest.report.SweepTable;
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
 * @param alerts of strategies
 * @param seconds that it took
 */
record Outcome(
    BacktestResult result,
    Statistics statistics,
    Optional<SweepTable> sweep,
    List<Alert> alerts,
    double seconds) {

  static BacktestResult result(
      Backtest run, VariantResult variant, EquityCurve optimistic, Assumptions assumptions) {
    return new BacktestResult(
        assumptions,
        variant.equity(),
        variant.roundTrips(),
        variant.fills(),
        variant.counts(),
        List.of(),
        run.gaps(),
        run.priceBars(),
        optimistic);
  }
}
