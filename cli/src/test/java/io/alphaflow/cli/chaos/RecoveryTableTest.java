package io.alphaflow.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryTableTest {

  @Test
  void medianAndMaximumOfEachKind() {
    RecoveryTable table =
        new RecoveryTable(
            List.of(
                round("kill-broker", 9),
                round("rescale", 4),
                round("kill-broker", 3),
                round("rescale", 5),
                round("kill-broker", 7)));

    assertThat(table.rows())
        .containsExactly(
            new RecoveryTable.Row("kill-broker", 3, 7, 9),
            new RecoveryTable.Row("rescale", 2, 4.5, 5));
    assertThat(table.lines()).anyMatch(line -> line.matches("kill-broker +3 +7\\.0 +9\\.0 *"));
  }

  @Test
  void aRoundThatDidNotRecoverHasNoTime() {
    RoundResult broken = new RoundResult(1, "rescale", "", 10, 0, 60, "two of the same order");
    assertThat(new RecoveryTable(List.of(broken)).rows()).isEmpty();
    assertThat(new ChaosReport(5, List.of(broken), Map.of(), "").holds()).isFalse();
    assertThat(broken.sentence()).contains("VIOLATION").contains("two of the same order");
  }

  @Test
  void theReportHoldsWhenEveryRoundAndTheEndDo() {
    List<RoundResult> good = List.of(round("rescale", 4.24));
    ChaosReport report = new ChaosReport(5, good, Map.of("cut-network", "no root"), "");
    assertThat(report.holds()).isTrue();
    assertThat(report.json().path("recovery").path(0).path("medianSeconds").asDouble())
        .isEqualTo(4.2);
    assertThat(report.json().path("notRun").path("cut-network").asText()).isEqualTo("no root");
    assertThat(report.lines()).contains("NOT RUN  cut-network: no root");
    assertThat(new ChaosReport(5, good, Map.of(), "a bar differs").holds()).isFalse();
  }

  private static RoundResult round(String fault, double seconds) {
    return new RoundResult(1, fault, "", 10, seconds, 20, "");
  }
}
