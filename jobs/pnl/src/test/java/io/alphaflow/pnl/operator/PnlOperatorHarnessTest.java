package io.alphaflow.pnl.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.log.LogCapture;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.Journal;
import io.alphaflow.pnl.PnlOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class PnlOperatorHarnessTest {

  private static final RecordCodec<JournalEntry> CODEC = Topics.JOURNAL.codec();
  private static final PnlOptions OPTIONS =
      new PnlOptions(Duration.ofSeconds(60), Map.of("main", "USD"), 2);
  private static final int HOME = Partitions.of("main", 2);

  private static KeyedOneInputStreamOperatorTestHarness<Integer, RawRecord, PnlSnapshot> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new PnlOperator(OPTIONS), RawRecord::partition, Types.INT);
  }

  private static RawRecord record(int partition, long offset, JournalEntry entry) {
    return new RawRecord("journal", partition, offset, 0, "", CODEC.encode(entry));
  }

  private static List<PnlSnapshot> run(int restartAfter) throws Exception {
    List<JournalEntry> entries = Journal.day();
    List<PnlSnapshot> snapshots = new ArrayList<>();
    OperatorSubtaskState state;
    try (var first = harness()) {
      first.open();
      for (int i = 0; i < restartAfter; i++) {
        first.processElement(record(HOME, i, entries.get(i)), 0);
      }
      state = first.snapshot(1, 1);
      snapshots.addAll(first.extractOutputValues());
    }
    try (var second = harness()) {
      second.initializeState(state);
      second.open();
      for (int i = restartAfter; i < entries.size(); i++) {
        second.processElement(record(HOME, i, entries.get(i)), 0);
      }
      snapshots.addAll(second.extractOutputValues());
      assertThat(second.numProcessingTimeTimers()).isZero();
      assertThat(second.numEventTimeTimers()).isZero();
    }
    return snapshots;
  }

  @Test
  void givesTheSameSnapshotsWhereverItIsRestarted() throws Exception {
    List<PnlSnapshot> undisturbed = run(Journal.day().size());
    assertThat(undisturbed).hasSize(5);
    for (int i = 0; i < Journal.day().size(); i++) {
      assertThat(run(i)).isEqualTo(undisturbed);
    }
  }

  @Test
  void keepsPartitionsApart() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (JournalEntry entry : Journal.day()) {
        if (entry instanceof Mark) {
          harness.processElement(record(1 - HOME, 0, entry), 0);
        }
        harness.processElement(record(HOME, 0, entry), 0);
      }
      assertThat(harness.extractOutputValues()).hasSize(5);
      assertThat(harness.getSideOutput(SideOutputs.ALERTS)).isNull();
    }
  }

  @Test
  void refusesAnAccountsEntryInAnotherPartition() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(record(1 - HOME, 3, Journal.opening("10000")), 0);
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.getSideOutput(SideOutputs.DEAD_LETTERS))
          .singleElement()
          .satisfies(r -> assertThat(r.getValue().code()).isEqualTo("INVALID_ENTRY"));
    }
  }

  @Test
  void goesOnAfterAnAmountThatIsOutOfRange() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(record(HOME, 0, Journal.instrument()), 0);
      harness.processElement(record(HOME, 1, Journal.opening("10000")), 0);
      JournalEntry fill = Journal.fill(1, Side.BUY, "90000000000", "90000000000", "0");
      harness.processElement(record(HOME, 2, fill), 0);
      harness.processElement(record(HOME, 3, Journal.mark(1, "800", 1)), 0);
      assertThat(harness.getSideOutput(SideOutputs.DEAD_LETTERS))
          .extracting(r -> r.getValue().code())
          .containsExactly("NUMBER_OUT_OF_RANGE");
      assertThat(harness.getSideOutput(SideOutputs.ALERTS))
          .extracting(r -> r.getValue().code())
          .containsExactly("NUMBER_OUT_OF_RANGE");
    }
  }

  @Test
  void sendsUndecodableBytesToTheDeadLetters() throws Exception {
    try (var harness = harness()) {
      harness.open();
      byte[] bytes = "{\"type\":\"mark\"".getBytes(StandardCharsets.UTF_8);
      harness.processElement(new RawRecord("journal", 1, 7, 0, "", bytes), 0);
      assertThat(harness.getSideOutput(SideOutputs.DEAD_LETTERS))
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.getValue().code()).isEqualTo("UNDECODABLE");
                assertThat(r.getValue().offset()).isEqualTo(7);
                assertThat(r.getValue().reason()).contains("not a JournalEntry");
              });
    }
  }

  @Test
  void alertsGapsAndConflicts() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(record(0, 0, Journal.mark(1, "800", 1)), 0);
      harness.processElement(record(0, 1, Journal.mark(3, "801", 3)), 0);
      harness.processElement(record(0, 2, Journal.mark(3, "900", 3)), 0);
      assertThat(harness.getSideOutput(SideOutputs.ALERTS))
          .extracting(r -> r.getValue().code())
          .containsExactly("JOURNAL_GAP", "JOURNAL_CONFLICT");
    }
  }

  @Test
  void aFillThatIsBookedIsLoggedOnceUnderTheIdOfItsSignal() throws Exception {
    try (LogCapture log = new LogCapture();
        var harness = harness()) {
      harness.open();
      long offset = 0;
      for (JournalEntry entry : Journal.day()) {
        harness.processElement(record(HOME, offset++, entry), 0);
        harness.processElement(record(HOME, offset++, entry), 0);
      }
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("booked"))
          .containsExactly(
              "booked correlation=cross/main/sim:BTC/USD/STRATEGY#1 order=order-1 FILL trade 1",
              "booked correlation=cross/main/sim:BTC/USD/STRATEGY#2 order=order-2 FILL trade 2");
    }
  }
}
