package io.alphaflow.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.engine.Runs;
import io.alphaflow.backtest.operator.JobPiece;
import io.alphaflow.backtest.operator.RunResultCodec;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CollectedPiecesTest {

  private static final BacktestOptions OPTIONS =
      Runs.options(
          Runs.cross("a", 2, 5, FillRules.DEFAULT), Runs.cross("b", 3, 8, FillRules.DEFAULT));

  private final CollectedPieces collected = new CollectedPieces(2);

  private static RunResult result(BacktestOptions options) {
    return Runs.run(options, Runs.bars(5, 100)).result();
  }

  /** One of the two pieces of one of the two parts. */
  private static JobPiece piece(int part, int number) {
    byte[] bytes = RunResultCodec.encode(result(OPTIONS.part(part, 2)));
    int middle = bytes.length / 2;
    return new JobPiece(
        part,
        number,
        number == 1,
        Arrays.copyOfRange(bytes, number * middle, number == 0 ? middle : bytes.length));
  }

  private void take(int part, int number) throws IOException {
    collected.take(piece(part, number));
  }

  @Test
  void allPiecesAreTheResult() throws IOException {
    take(1, 0);
    take(0, 0);
    take(1, 1);
    take(0, 1);
    assertThat(RunResultCodec.encode(collected.result()))
        .isEqualTo(RunResultCodec.encode(result(OPTIONS)));
  }

  @Test
  void aTaskThatBeganAgainIsWhatCounts() throws IOException {
    take(0, 0);
    take(1, 0);
    take(1, 1);
    take(0, 0);
    take(0, 1);
    take(1, 0);
    assertThatIllegalStateException()
        .isThrownBy(collected::result)
        .withMessageContaining("piece 1 of part 1 is missing");
    take(1, 1);
    assertThat(collected.result().variants()).hasSize(2);
  }

  @Test
  void withoutAPartThereIsNoResult() throws IOException {
    take(0, 0);
    take(0, 1);
    assertThatIllegalStateException()
        .isThrownBy(collected::result)
        .withMessageContaining("piece 0 of part 1 is missing");
  }

  @Test
  void aPieceThatDoesNotFollowIsRefused() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(() -> take(1, 1))
        .withMessageContaining("piece 0 of part 1 is missing");
    assertThatIllegalStateException()
        .isThrownBy(() -> collected.take(new JobPiece(2, 0, true, new byte[0])))
        .withMessageContaining("the job has 2 parts");
  }
}
