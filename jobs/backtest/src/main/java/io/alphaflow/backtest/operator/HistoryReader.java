package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.data.History;
import io.alphaflow.backtest.data.UnreachableHistory;
import io.alphaflow.history.read.Rejects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads the history, once for its one input. After a failure the whole job begins again, as a task
 * keeps no state: what it would be is a function of the history up to there.
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
    // They come from the threads that read, and may leave from this one only.
    Queue<RejectedLine> waiting = new ConcurrentLinkedQueue<>();
    int[] told = {0};
    EventBatch.Builder batches =
        new EventBatch.Builder(
            BATCH,
            batch -> {
              tell(waiting, told, context);
              out.collect(batch);
            });
    try (Rejects rejects =
        Rejects.to(
            (file, line, fault, reason, text) ->
                waiting.add(new RejectedLine(file, line, fault, reason, text)))) {
      history.read(batches, rejects);
    } catch (UnreachableHistory e) {
      throw new SuppressRestartsException(e);
    }
    batches.flush();
    tell(waiting, told, context);
  }

  private static void tell(Queue<RejectedLine> waiting, int[] told, Context context) {
    for (RejectedLine line = waiting.poll(); line != null; line = waiting.poll()) {
      context.output(REJECTS, new JobPiece(JobPiece.REJECT, told[0]++, false, line.encode()));
    }
  }
}
