package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.sweep.Shards;
import io.alphaflow.signals.CatalogSource;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs every so many-th part of the variants over the whole history, and tells what became of them
 * at its end. A batch of the history goes through one part after the other, so that what changes
 * with each event stays near the processor.
 *
 * <p>Keeps no Flink state, see {@link HistoryReader}. What goes wrong in a run does so each time,
 * so the job is not tried again.
 */
public final class BacktestOperator extends AbstractStreamOperator<JobPiece>
    implements OneInputStreamOperator<EventBatch, JobPiece>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final BacktestOptions options;
  private final CatalogSource catalog;
  private final boolean bars;
  private transient List<Backtest> runs;
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
    int parts = Shards.parts(options.variants().size(), step);
    StrategyCatalog kinds = catalog.open();
    runs = new ArrayList<>();
    for (int part = first; part < parts; part += step) {
      runs.add(new Backtest(options.part(part, parts), kinds, bars));
    }
  }

  @Override
  public void processElement(StreamRecord<EventBatch> batch) {
    try {
      batch.getValue().replay(runs);
    } catch (RuntimeException e) {
      throw new SuppressRestartsException(e);
    }
  }

  @Override
  public void endInput() {
    int part = first;
    for (Backtest run : runs) {
      run.finish();
      RunResultCodec.pieces(part, run.result(), piece -> output.collect(new StreamRecord<>(piece)));
      part += step;
    }
  }
}
