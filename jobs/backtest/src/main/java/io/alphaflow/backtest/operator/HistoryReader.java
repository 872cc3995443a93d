package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.data.History;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads the history for several tasks, once for its one input. After a failure the whole job begins
 * again, as a task keeps no state: what it would be is a function of the history up to there.
 */
public final class HistoryReader extends ProcessFunction<Integer, EventBatch> {

  /** What could not be used. */
  public static final OutputTag<JobPiece> REJECTS = new OutputTag<>("rejects") {};

  private static final long serialVersionUID = 1L;
  private static final int BATCH = 1_024;

  private final History history;

  /** A reader of a history. */
  public HistoryReader(History history) {
    this.history = history;
  }

  @Override
  public void processElement(Integer once, Context context, Collector<EventBatch> out)
      throws Exception {
    RejectedLines rejected = new RejectedLines(piece -> context.output(REJECTS, piece));
    EventBatch.Builder batches =
        new EventBatch.Builder(
            BATCH,
            batch -> {
              rejected.tell();
              out.collect(batch);
            });
    rejected.read(history, new ReadSoFar(getRuntimeContext(), batches));
    batches.flush();
  }
}
