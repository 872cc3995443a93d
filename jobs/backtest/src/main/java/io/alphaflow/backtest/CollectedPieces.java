package io.alphaflow.backtest;

import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.operator.JobPiece;
import io.alphaflow.backtest.operator.RejectedLine;
import io.alphaflow.backtest.operator.RunResultCodec;
import io.alphaflow.history.read.Rejects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What has come out of a job so far; a result only when all of it is here. */
final class CollectedPieces {

  private final List<Part> parts = new ArrayList<>();
  private final List<RejectedLine> rejected = new ArrayList<>();

  /** A part of the variants. */
  private static final class Part {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pieces;
    private boolean whole;
  }

  /**
   * Nothing so far.
   *
   * @param number of parts that are to come
   */
  CollectedPieces(int number) {
    for (int part = 0; part < number; part++) {
      parts.add(new Part());
    }
  }

  /**
   * A piece has come.
   *
   * @throws IllegalStateException when it is none of this job, or the one before it did not come
   */
  void take(JobPiece piece) throws IOException {
    if (piece.part() == JobPiece.REJECT) {
      if (piece.number() == 0) {
        rejected.clear();
      }
      rejected.add(RejectedLine.decode(piece.bytes()));
      return;
    }
    if (piece.part() >= parts.size()) {
      throw new IllegalStateException(
          "a piece of part %d has come, the job has %d parts"
              .formatted(piece.part(), parts.size()));
    }
    if (piece.number() == 0) {
      parts.set(piece.part(), new Part());
    }
    Part part = parts.get(piece.part());
    if (piece.number() != part.pieces) {
      throw new IllegalStateException(
          "piece %d of part %d is missing: piece %d has come"
              .formatted(part.pieces, piece.part(), piece.number()));
    }
    part.bytes.writeBytes(piece.bytes());
    part.pieces++;
    part.whole = piece.last();
  }

  void tell(Rejects rejects) throws IOException {
    for (RejectedLine line : rejected) {
      line.tell(rejects);
    }
  }

  /**
   * All parts together.
   *
   * @throws IllegalStateException when one of them is not here, or its end is not
   */
  RunResult result() throws IOException {
    List<RunResult> results = new ArrayList<>();
    for (Part part : parts) {
      if (!part.whole) {
        throw new IllegalStateException(
            "piece %d of part %d is missing: the job has ended without it"
                .formatted(part.pieces, results.size()));
      }
      results.add(RunResultCodec.decode(part.bytes.toByteArray()));
    }
    return RunResult.of(results);
  }
}
