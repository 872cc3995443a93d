package io.alphaflow.pnl.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.metrics.MetricProbe;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.Journal;
import io.alphaflow.pnl.PnlOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class PnlMetricsHarnessTest {

  private static final PnlOptions OPTIONS =
      new PnlOptions(Duration.ofSeconds(60), Map.of("main", "USD"), 2);

  @Test
  void tellsTheNumbersOfTheLastSnapshotAndEveryBalance() throws Exception {
    MetricProbe probe = new MetricProbe();
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<Integer, RawRecord, PnlSnapshot>(
            new PnlOperator(OPTIONS), RawRecord::partition, Types.INT, probe.environment())) {
      harness.open();
      int home = Partitions.of("main", 2);
      long offset = 0;
      List<JournalEntry> entries = new ArrayList<>(Journal.day());
      entries.add(Journal.mark(4, "790", 1_000));
      for (JournalEntry entry : entries) {
        byte[] bytes = Topics.JOURNAL.codec().encode(entry);
        harness.processElement(new RawRecord("journal", home, offset++, 0, "", bytes), 0);
      }
      harness.processElement(new RawRecord("journal", home, offset, 0, "", new byte[] {1}), 0);
      List<PnlSnapshot> all = harness.extractOutputValues();
      PnlSnapshot last = all.get(all.size() - 1);
      assertThat(last.drawdown()).as("the test must tell it from 0").isPositive();
      assertThat(probe.values())
          .containsEntry("equity{account=main}", Fixed8.toDouble(last.equity()))
          .containsEntry("drawdown{account=main}", Fixed8.toDouble(last.drawdown()))
          .containsEntry("pnl_realized{account=main}", Fixed8.toDouble(last.realizedPnl()))
          .containsEntry("pnl_unrealized{account=main}", Fixed8.toDouble(last.unrealizedPnl()))
          .containsEntry("pnl_day{account=main}", Fixed8.toDouble(last.dailyPnl()))
          .containsEntry("exposure_gross{account=main}", Fixed8.toDouble(last.grossExposure()))
          .containsEntry("balance{account=main,asset=USD}", Fixed8.toDouble(last.cash()))
          .containsEntry("balance{account=main,asset=BTC}", 1.5)
          .containsEntry("dead_letters_total{code=UNDECODABLE}", 1.0)
          .hasSize(9);
    }
  }
}
