package io.alphaflow.cli.backtest.store;

import io.alphaflow.backtest.report.Selection;
import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.WalkForwardTable;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.statistics.Statistics;
import java.util.List;
import java.util.Optional;

/**
 * A run as it is written into the database.
 *
 * @param id follows from the content: {@link RunIdentity}
 * @param name for people
 * @param madeAt wall clock, epoch microseconds UTC
 * @param result of the run, of a sweep of its best set
 * @param statistics of it
 * @param selection how its parameters were chosen
 */
public record StoredRun(
    String id,
    String name,
    long madeAt,
    BacktestResult result,
    Statistics statistics,
    Optional<? extends Selection> selection) {

  /** A run with its id. */
  public static StoredRun of(
      String name,
      long madeAt,
      BacktestResult result,
      Statistics statistics,
      Optional<? extends Selection> selection) {
    return new StoredRun(
        RunIdentity.of(result, statistics, selection), name, madeAt, result, statistics, selection);
  }

  /** All sets, when it is the best of a sweep. */
  Optional<SweepTable> sweep() {
    return selection.map(s -> s instanceof SweepTable sweep ? sweep : null);
  }

  /** The windows, when it is what they made together. */
  Optional<WalkForwardTable> walk() {
    return selection.map(s -> s instanceof WalkForwardTable walk ? walk : null);
  }

  /** Names of the parameters that were tried; none when nothing was. */
  List<String> parameters() {
    return sweep()
        .map(SweepTable::parameters)
        .or(() -> walk().map(WalkForwardTable::parameters))
        .orElse(List.of());
  }

  /** Key of the metric that the parameters were chosen by. */
  Optional<String> rankedBy() {
    return sweep().map(SweepTable::rankedBy).or(() -> walk().map(WalkForwardTable::rankedBy));
  }
}
