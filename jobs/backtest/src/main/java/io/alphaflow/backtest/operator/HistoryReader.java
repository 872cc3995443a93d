package io.alphaflow.backtest.operator;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the history, once for its one input. After a failure the whole job begins again, as a task
 * keeps no state: what it would be is a function of the history up to there.
 */
public final class HistoryReader implements FlatMapFunction<Integer, EventBatch> {

  private static final long serialVersionUID = 1L;
  private static final int BATCH = 1_024;

  private final History history;

  /** A reader of a history. */
  public HistoryReader(History history) {
    this.history = history;
  }

  @Override
  public void flatMap(Integer once, Collector<EventBatch> out) throws Exception {
    EventBatch.Builder batches = new EventBatch.Builder(BATCH, out::collect);
    history.read(batches);
    batches.flush();
  }
}
