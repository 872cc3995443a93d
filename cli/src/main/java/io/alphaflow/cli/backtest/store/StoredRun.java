package io.alphaflow.cli.backtest.store;

import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.statistics.Statistics;
import java.util.Optional;

/**
 * A run as it is written into the database.
 *
 * @param id follows from the content: {@link RunIdentity}
 * @param name for people
 * @param madeAt wall clock, epoch microseconds UTC
 * @param result of the run, of a sweep of its best set
 * @param statistics of it
 * @param sweep all sets
 */
public record StoredRun(
    String id,
    String name,
    long madeAt,
    BacktestResult result,
    Statistics statistics,
    Optional<SweepTable> sweep) {

  /** A run with its id. */
  public static StoredRun of(
      String name,
      long madeAt,
      BacktestResult result,
      Statistics statistics,
      Optional<SweepTable> sweep) {
    return new StoredRun(
        RunIdentity.of(result, statistics, sweep), name, madeAt, result, statistics, sweep);
  }
}
