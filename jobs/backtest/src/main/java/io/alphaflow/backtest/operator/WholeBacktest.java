package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.data.History;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.signals.CatalogSource;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the history and runs all variants over it, once for its one input: what a single task does,
 * without a copy of an event. After a failure it begins again, as {@link HistoryReader}.
 */
public final class WholeBacktest extends RichFlatMapFunction<Integer, JobPiece> {

  private static final long serialVersionUID = 1L;

  private final History history;
  private final BacktestOptions options;
  private final CatalogSource catalog;
  private final boolean bars;

  /**
   * A run.
   *
   * @param bars whether the history consists of bars
   */
  public WholeBacktest(
      History history, BacktestOptions options, CatalogSource catalog, boolean bars) {
    this.history = history;
    this.options = options;
    this.catalog = catalog;
    this.bars = bars;
  }

  @Override
  public void flatMap(Integer once, Collector<JobPiece> out) throws Exception {
    PartRuns runs = new PartRuns(options, catalog, bars, 0, 1);
    new RejectedLines(out::collect).read(history, new ReadSoFar(getRuntimeContext(), runs));
    runs.finish(out::collect);
  }
}
