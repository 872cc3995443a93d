package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.signals.CatalogSource;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs every so many-th variant over the whole history, and tells what became of them at its end.
 * Keeps no Flink state, see {@link HistoryReader}.
 */
public final class BacktestOperator extends AbstractStreamOperator<VariantOutcome>
    implements OneInputStreamOperator<EventBatch, VariantOutcome>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final BacktestOptions options;
  private final CatalogSource catalog;
  private final boolean bars;
  private transient Backtest run;
  private transient int first;
  private transient int step;

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
    first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    step = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    BacktestOptions own = options.part(first, step);
    if (!own.variants().isEmpty()) {
      run = new Backtest(own, catalog.open(), bars);
    }
  }

  @Override
  public void processElement(StreamRecord<EventBatch> batch) {
    if (run != null) {
      batch.getValue().replay(run);
    }
  }

  @Override
  public void endInput() {
    if (run == null) {
      return;
    }
    run.finish();
    int number = first;
    for (VariantResult result : run.results()) {
      output.collect(
          new StreamRecord<>(new VariantOutcome(number, VariantResultCodec.encode(result))));
      number += step;
    }
  }
}
