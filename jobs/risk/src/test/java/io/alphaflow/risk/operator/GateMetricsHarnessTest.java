package io.alphaflow.risk.operator;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.metrics.MetricProbe;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Side;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class GateMetricsHarnessTest {

  private final MetricProbe probe = new MetricProbe();
  private final JournalFixture journal = new JournalFixture();
  private final int partition = DeskFixture.partition(ACCOUNT);
  private long offset;

  private List<JournalEntry> opening() {
    return List.of(
        journal.instrument(true),
        journal.mark("100", 1_000 * SECOND),
        journal.account(ACCOUNT, "3000", "1"));
  }

  @Test
  void countsDecisionsRulesAndWhatIsStopped() throws Exception {
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<Integer, RawRecord, Decision>(
            new GateOperator(new DeskFixture().options()),
            RawRecord::partition,
            Types.INT,
            probe.environment())) {
      harness.open();
      for (JournalEntry entry : opening()) {
        harness.processElement(record(entry), 0);
      }
      harness.processElement(record(journal.market(ACCOUNT, Side.BUY, "0.5")), 0);
      assertThat(probe.values())
          .containsEntry("risk_decisions_total{code=none,outcome=APPROVED}", 1.0)
          .containsEntry("tick_to_order_seconds_count{stage=decision}", 1.0)
          .allSatisfy((name, value) -> assertThat(name).doesNotStartWith("risk_stops"));

      harness.processElement(
          record(DeskFixture.command("rita", 1, ACCOUNT, CommandAction.HALT)), 0);
      harness.processElement(record(journal.market(ACCOUNT, Side.BUY, "0.25")), 0);
      assertThat(probe.values())
          .containsEntry("risk_stops{code=HALTED,partition=" + partition + "}", 1.0)
          .containsEntry("risk_decisions_total{code=HALTED,outcome=REJECTED}", 1.0)
          .containsEntry("risk_violations_total{code=HALTED}", 1.0);

      harness.processElement(
          record(DeskFixture.command("rita", 2, ACCOUNT, CommandAction.RESUME)), 0);
      assertThat(probe.values())
          .doesNotContainKey("risk_stops{code=HALTED,partition=" + partition + "}");
    }
  }

  private RawRecord record(JournalEntry entry) {
    return JournalFixture.record(partition, offset++, JournalFixture.bytes(entry));
  }
}
