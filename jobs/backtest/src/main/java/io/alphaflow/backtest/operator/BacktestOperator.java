package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.signals.CatalogSource;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs every so many-th part of the variants over the whole history, and tells what became of them
 * at its end. Keeps no Flink state, see {@link HistoryReader}.
 */
public final class BacktestOperator extends AbstractStreamOperator<JobPiece>
    implements OneInputStreamOperator<EventBatch, JobPiece>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final BacktestOptions options;
  private final CatalogSource catalog;
  private final boolean bars;
  private transient PartRuns runs;

  /**
   * An operator.
   *
   * @param bars whether the history consists of bars
   */
  public BacktestOperator(BacktestOptions options, CatalogSource catalog, boolean bars) {
    this.options = options;
    this.catalog = catalog;
    this.bars = bars;
  }

  @Override
  public void open() throws Exception {
    super.open();
    int task = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    runs = new PartRuns(options, catalog, bars, task, tasks);
  }

  @Override
  public void processElement(StreamRecord<EventBatch> batch) {
    batch.getValue().replay(runs);
  }

  @Override
  public void endInput() {
    runs.finish(piece -> output.collect(new StreamRecord<>(piece)));
  }
}
