package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.data.History;
import io.alphaflow.backtest.data.UnreachableHistory;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * What a history has that cannot be used. It is found by the threads that read, and leaves the task
 * from its own thread only.
 */
final class RejectedLines {

  private final Queue<RejectedLine> waiting = new ConcurrentLinkedQueue<>();
  private final Consumer<JobPiece> out;
  private int told;

  RejectedLines(Consumer<JobPiece> out) {
    this.out = out;
  }

  /** Reads the history; one that is not there will not be when it is looked for again. */
  void read(History history, EventSink sink) throws IOException {
    try (Rejects rejects =
        Rejects.to(
            (file, line, fault, reason, text) ->
                waiting.add(new RejectedLine(file, line, fault, reason, text)))) {
      history.read(sink, rejects);
    } catch (UnreachableHistory e) {
      throw new SuppressRestartsException(e);
    }
    tell();
  }

  /** Gives out what was found until now. */
  void tell() {
    for (RejectedLine line = waiting.poll(); line != null; line = waiting.poll()) {
      out.accept(new JobPiece(JobPiece.REJECT, told++, false, line.encode()));
    }
  }
}
