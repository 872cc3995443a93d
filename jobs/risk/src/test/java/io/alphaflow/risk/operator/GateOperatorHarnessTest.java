package io.alphaflow.risk.operator;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.ELSEWHERE;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.log.LogCapture;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.JournalFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.replay.JournalReplay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class GateOperatorHarnessTest {

  private static final RiskOptions OPTIONS = new DeskFixture().options();

  private final List<RawRecord> journal = new ArrayList<>();
  private final long[] offsets = new long[DeskFixture.PARTITIONS];

  static List<StateBackend> backends() {
    return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, RawRecord, Decision> harness(
      StateBackend backend) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<Integer, RawRecord, Decision>(
            new GateOperator(OPTIONS), RawRecord::partition, Types.INT);
    harness.setStateBackend(backend);
    return harness;
  }

  private void write(int partition, JournalEntry entry) {
    writeBytes(partition, JournalFixture.bytes(entry));
  }

  private void writeBytes(int partition, byte[] value) {
    journal.add(JournalFixture.record(partition, offsets[partition]++, value));
  }

  /** Two partitions with an account each, orders and fills between marks. */
  private void writeStory() {
    JournalFixture[] writers = {new JournalFixture(), new JournalFixture()};
    String[] accounts = {ELSEWHERE, ACCOUNT};
    for (int p = 0; p < writers.length; p++) {
      assertThat(DeskFixture.partition(accounts[p])).isEqualTo(p);
      write(p, writers[p].instrument(true));
      write(p, writers[p].mark("100", 1_000 * SECOND));
      write(p, writers[p].account(accounts[p], "3000", "1"));
    }
    for (int i = 1; i <= 40; i++) {
      for (int p = 0; p < writers.length; p++) {
        write(p, writers[p].mark(Integer.toString(100 + i % 7), (1_000 + 3 * i) * SECOND));
        write(p, writers[p].market(accounts[p], i % 3 == 0 ? Side.SELL : Side.BUY, "0.5" + i));
      }
    }
  }

  private static List<String> texts(List<Decision> decisions) {
    return decisions.stream()
        .map(d -> new String(Topics.DECISIONS.codec().encode(d), StandardCharsets.UTF_8))
        .toList();
  }

  private List<String> replayed() {
    List<String> decisions = new ArrayList<>();
    JournalReplay replay =
        new JournalReplay(
            OPTIONS, (d, bytes) -> decisions.add(new String(bytes, StandardCharsets.UTF_8)));
    journal.forEach(replay::accept);
    return decisions;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void snapshotAndRestoreInTheMiddleGiveTheDecisionsOfThePlainReplay(StateBackend backend)
      throws Exception {
    writeStory();
    int middle = journal.size() / 2;
    List<Decision> decisions = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (var harness = harness(backend)) {
      harness.open();
      for (RawRecord in : journal.subList(0, middle)) {
        harness.processElement(in, 0);
      }
      snapshot = harness.snapshot(1, 1);
      decisions.addAll(harness.extractOutputValues());
      // What comes after the checkpoint is lost with the operator.
      harness.processElement(journal.get(middle), 0);
    }
    try (var harness = harness(backend)) {
      harness.initializeState(snapshot);
      harness.open();
      for (RawRecord in : journal.subList(middle, journal.size())) {
        harness.processElement(in, 0);
      }
      decisions.addAll(harness.extractOutputValues());
    }
    assertThat(decisions).hasSize(80).anyMatch(d -> d.approvedOrder().isEmpty());
    assertThat(texts(decisions)).isEqualTo(replayed());
  }

  private static <T> List<T> side(
      KeyedOneInputStreamOperatorTestHarness<Integer, RawRecord, Decision> harness,
      OutputTag<T> tag) {
    var records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  @Test
  void unreadableRecordGoesToTheDeadLettersWholeAndWithItsPlace() throws Exception {
    writeBytes(1, "garbage".getBytes(StandardCharsets.UTF_8));
    try (var harness = harness(new HashMapStateBackend())) {
      harness.open();
      harness.processElement(journal.get(0), 0);
      List<DeadLetter> letters = side(harness, SideOutputs.DEAD_LETTERS);
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).code()).isEqualTo("UNREADABLE");
      assertThat(letters.get(0).partition()).isEqualTo(1);
      assertThat(letters.get(0).raw()).isEqualTo("Z2FyYmFnZQ==");
    }
  }

  @Test
  void alertsAndBreakerEventsLeaveBesideTheDecisions() throws Exception {
    writeStory();
    write(1, DeskFixture.command("nobody", 1, ACCOUNT, CommandAction.HALT));
    try (var harness = harness(new HashMapStateBackend())) {
      harness.open();
      for (RawRecord in : journal) {
        harness.processElement(in, 0);
      }
      List<BreakerEvent> events = side(harness, GateOperator.BREAKER_EVENTS);
      long approved =
          harness.extractOutputValues().stream().filter(d -> d.approvedOrder().isPresent()).count();
      assertThat(events)
          .filteredOn(event -> event.kind() == BreakerEvent.Kind.APPROVED)
          .hasSize((int) approved);
      assertThat(side(harness, SideOutputs.ALERTS))
          .extracting(Alert::code)
          .containsExactly("COMMAND_REFUSED");
      assertThat(side(harness, SideOutputs.DEAD_LETTERS))
          .extracting(DeadLetter::code)
          .containsExactly("COMMAND_REFUSED");
    }
  }

  private Signal exit(LogWrite write) throws CodecException {
    assertThat(write.partition()).isEqualTo(1);
    assertThat(write.key()).isEqualTo("protection/main/trend-main/sim:BTC/USD");
    return (Signal) Topics.JOURNAL.codec().decode(write.value());
  }

  /** The same entries are read again after a failure: the exit leaves again, and is the same. */
  @ParameterizedTest
  @MethodSource("backends")
  void exitLeavesForTheJournalAndIsTheSameAfterARestore(StateBackend backend) throws Exception {
    JournalFixture writer = new JournalFixture();
    write(1, writer.instrument(true));
    write(1, writer.mark("100", 1_000 * SECOND));
    write(1, writer.account(ACCOUNT, "3000", "0"));
    Protection stop = new Protection(Fixed8.of(95), 0, Fixed8.of(3));
    write(1, writer.protectedBuy("trend", ACCOUNT, "1", stop));
    OperatorSubtaskState snapshot;
    List<LogWrite> first;
    try (var harness = harness(backend)) {
      harness.open();
      for (RawRecord in : journal) {
        harness.processElement(in, 0);
      }
      write(1, writer.fill(harness.extractOutputValues().get(0), "100"));
      write(1, writer.mark("110", 1_001 * SECOND));
      harness.processElement(journal.get(4), 0);
      harness.processElement(journal.get(5), 0);
      snapshot = harness.snapshot(1, 1);
      write(1, writer.mark("107", 1_002 * SECOND));
      harness.processElement(journal.get(6), 0);
      first = side(harness, GateOperator.SIGNALS);
      assertThat(exit(first.get(0)).tag()).isEqualTo("trailing-stop");
    }
    try (var harness = harness(backend)) {
      harness.initializeState(snapshot);
      harness.open();
      harness.processElement(journal.get(6), 0);
      List<LogWrite> again = side(harness, GateOperator.SIGNALS);
      assertThat(again).singleElement().usingRecursiveComparison().isEqualTo(first.get(0));
      writeBytes(1, again.get(0).value());
      writeBytes(1, again.get(0).value());
      harness.processElement(journal.get(7), 0);
      harness.processElement(journal.get(8), 0);
      assertThat(harness.extractOutputValues())
          .singleElement()
          .matches(d -> d.signalOrigin() == SignalOrigin.PROTECTION)
          .matches(d -> d.approvedOrder().isPresent());
      assertThat(side(harness, SideOutputs.ALERTS))
          .extracting(Alert::code)
          .containsExactly("PROTECTION_FIRED");
      assertThat(harness.numEventTimeTimers() + harness.numProcessingTimeTimers()).isZero();
    }
  }

  /** The order that a decision takes back is not the one of the signal that wants it. */
  @Test
  void whatIsDecidedOfAnOrderIsLoggedUnderTheIdOfItsOwnSignalAlsoAfterARestart() throws Exception {
    JournalFixture writer = new JournalFixture();
    write(1, writer.instrument(true));
    write(1, writer.mark("100", 1_000 * SECOND));
    write(1, writer.account(ACCOUNT, "3000", "1"));
    Signal buy = writer.limit(ACCOUNT, Side.BUY, "0.5", "90");
    write(1, buy);
    Signal back =
        writer.limit(ACCOUNT, Side.BUY, "0.5", "90").about(SignalTarget.cancel(buy.sequence()));
    write(1, back);
    OperatorSubtaskState snapshot;
    String order;
    try (LogCapture log = new LogCapture();
        var harness = harness(new HashMapStateBackend())) {
      harness.open();
      for (RawRecord in : journal.subList(0, 4)) {
        harness.processElement(in, 0);
      }
      order = harness.extractOutputValues().get(0).approvedOrder().orElseThrow().clientOrderId();
      snapshot = harness.snapshot(1, 1);
      assertThat(log.lines())
          .contains(
              "decided correlation=%s order=%s APPROVED as decision %s/1 on journal-1@3"
                  .formatted(buy.correlation(), order, ACCOUNT));
    }
    try (LogCapture log = new LogCapture();
        var harness = harness(new HashMapStateBackend())) {
      harness.initializeState(snapshot);
      harness.open();
      harness.processElement(journal.get(4), 0);
      String answer = "CANCEL as decision " + ACCOUNT + "/2 on journal-1@4";
      assertThat(log.lines())
          .contains(
              "decided correlation=" + back.correlation() + " " + answer,
              "decided correlation=%s order=%s %s for %s"
                  .formatted(buy.correlation(), order, answer, back.correlation()));
    }
  }
}
