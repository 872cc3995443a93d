package io.alphaflow.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.state.HighWater.Verdict;
import org.junit.jupiter.api.Test;

/**
 * An order may be made smaller between any of its reports; those are told from each other as ever.
 */
class OrderReportsTest {

  private final OrderReports reports = new OrderReports();

  private static ExecutionReport report(long sequence, ExecutionType type, boolean last) {
    return new ExecutionReport(
        "main",
        "trend",
        "sim:BTC/USD",
        "af-1",
        1,
        sequence,
        type,
        Side.BUY,
        10,
        "v1",
        0,
        0,
        0,
        0,
        0,
        "",
        false,
        last,
        0,
        "");
  }

  private Verdict amended(long decision) {
    return reports.observe(
        report(ExecutionReport.amendment(decision), ExecutionType.AMENDED, false));
  }

  private Verdict told(long sequence, ExecutionType type, boolean last) {
    return reports.observe(report(sequence, type, last));
  }

  @Test
  void doesNotMoveTheNumbersOfTheOthers() {
    assertThat(told(1, ExecutionType.ACCEPTED, false)).isEqualTo(Verdict.NEXT);
    assertThat(amended(7)).isEqualTo(Verdict.NEXT);
    assertThat(told(2, ExecutionType.FILL, false)).isEqualTo(Verdict.NEXT);
    assertThat(amended(9)).isEqualTo(Verdict.NEXT);
    assertThat(amended(7)).as("it means the same twice").isEqualTo(Verdict.NEXT);
    assertThat(told(2, ExecutionType.FILL, false)).isEqualTo(Verdict.DUPLICATE);
    assertThat(told(3, ExecutionType.CANCELED, true)).isEqualTo(Verdict.NEXT);
  }

  @Test
  void isRepeatedAfterTheEnd() {
    told(1, ExecutionType.ACCEPTED, false);
    told(2, ExecutionType.CANCELED, true);
    assertThat(amended(7)).isEqualTo(Verdict.DUPLICATE);
    assertThat(told(2, ExecutionType.CANCELED, true)).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void isAnEntryOfItsOwnThatNothingFollows() {
    ExecutionReport amended = report(ExecutionReport.amendment(7), ExecutionType.AMENDED, false);
    assertThat(amended.producer()).isEqualTo("amendment/af-1");
    assertThat(amended.contiguous()).isFalse();
    assertThat(report(1, ExecutionType.ACCEPTED, false).producer()).isEqualTo("execution/af-1");
  }
}
