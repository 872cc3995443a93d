package io.alphaflow.backtest.report.diagnostic;

import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.statistics.Statistics;
import java.util.Optional;

/**
 * What rules look at.
 *
 * @param result of the run
 * @param statistics of it
 * @param sweep that it was chosen from
 */
public record Evidence(BacktestResult result, Statistics statistics, Optional<SweepTable> sweep) {

  /** Time between the first and the last point of the curve, microseconds. */
  long span() {
    long[] times = result.equity().times();
    return times.length == 0 ? 0 : times[times.length - 1] - times[0];
  }
}
