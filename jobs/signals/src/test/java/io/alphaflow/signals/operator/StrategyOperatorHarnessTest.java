package io.alphaflow.signals.operator;

import static io.alphaflow.signals.Bars.BTC;
import static io.alphaflow.signals.Scripted.builtIn;
import static io.alphaflow.signals.Scripted.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.Bars;
import io.alphaflow.signals.Scripted;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.instance.StrategyInstance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
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
class StrategyOperatorHarnessTest {

  private static final int PARTITIONS = 5;
  private static final List<StrategyInstance> INSTANCES =
      List.of(
          builtIn("cross", "ma-cross", "fast", "3", "slow", "8"),
          builtIn("revert", "rsi-reversion", "period", "5"),
          builtIn("squeeze", "bollinger-squeeze", "period", "8", "lookback", "20"));

  static List<StateBackend> backends() {
    return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, RawRecord, LogWrite> harness(
      StateBackend backend, List<StrategyInstance> instances) throws Exception {
    SignalsOptions options = new SignalsOptions(instances, Scripted.catalog(), PARTITIONS, 128);
    KeySelector<RawRecord, String> key = RawRecord::key;
    KeyedOneInputStreamOperatorTestHarness<String, RawRecord, LogWrite> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new StrategyOperator(options), key, Types.STRING);
    harness.setStateBackend(backend);
    return harness;
  }

  private static RawRecord record(Bar bar) {
    return record(bar.instrument(), Topics.BARS.codec().encode(bar), bar.sequence());
  }

  private static RawRecord record(String key, byte[] value, long offset) {
    return new RawRecord("market.bars", 0, offset, 0, key, value);
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, RawRecord, LogWrite> harness, List<Bar> bars)
      throws Exception {
    for (Bar bar : bars) {
      harness.processElement(record(bar), 0);
    }
  }

  private static List<String> texts(List<LogWrite> writes) {
    return writes.stream()
        .map(
            w ->
                w.partition() + " " + w.key() + " " + new String(w.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private static <T> List<T> side(
      KeyedOneInputStreamOperatorTestHarness<String, RawRecord, LogWrite> harness,
      OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private static List<String> undisturbed(StateBackend backend, List<Bar> bars) throws Exception {
    try (var harness = harness(backend, INSTANCES)) {
      harness.open();
      feed(harness, bars);
      assertThat(harness.numEventTimeTimers() + harness.numProcessingTimeTimers()).isZero();
      return texts(harness.extractOutputValues());
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aRestoredRunGivesTheSignalsOfAnUndisturbedOne(StateBackend backend) throws Exception {
    List<Bar> bars = Bars.walk(BTC, 11, 600);
    List<String> expected = undisturbed(backend, bars);
    assertThat(expected).hasSizeGreaterThan(50);

    List<String> signals = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (var harness = harness(backend, INSTANCES)) {
      harness.open();
      feed(harness, bars.subList(0, 300));
      snapshot = harness.snapshot(1, 1);
      signals.addAll(texts(harness.extractOutputValues()));
      feed(harness, bars.subList(300, 350));
    }
    try (var harness = harness(backend, INSTANCES)) {
      harness.initializeState(snapshot);
      harness.open();
      feed(harness, bars.subList(300, 600));
      signals.addAll(texts(harness.extractOutputValues()));
      assertThat(side(harness, SideOutputs.ALERTS)).isEmpty();
    }
    assertThat(signals).isEqualTo(expected);
  }

  @Test
  void heapAndRocksDbGiveEqualOutput() throws Exception {
    List<Bar> bars = Bars.walk(BTC, 12, 400);
    assertThat(undisturbed(backends().get(0), bars))
        .isEqualTo(undisturbed(backends().get(1), bars));
  }

  @Test
  void writesToThePartitionOfTheAccount() throws Exception, CodecException {
    try (var harness = harness(new HashMapStateBackend(), List.of(instance("a")))) {
      harness.open();
      feed(harness, Bars.closing(100));
      LogWrite write = harness.extractOutputValues().get(0);
      assertThat(write.partition()).isEqualTo(Partitions.of("main", PARTITIONS));
      Signal signal = (Signal) Topics.JOURNAL.codec().decode(write.value());
      assertThat(write.key()).isEqualTo("signal/a/" + BTC).isEqualTo(signal.producer());
      assertThat(signal.sequence()).isEqualTo(1);
    }
  }

  @Test
  void repeatedBarsGiveNoSecondSignal() throws Exception {
    List<Bar> bars = Bars.closing(100, 101, 102);
    try (var harness = harness(new HashMapStateBackend(), List.of(instance("a")))) {
      harness.open();
      feed(harness, bars);
      feed(harness, bars);
      assertThat(harness.extractOutputValues()).hasSize(3);
      assertThat(side(harness, SideOutputs.ALERTS)).isEmpty();
      assertThat(side(harness, SideOutputs.DEAD_LETTERS)).isEmpty();
    }
  }

  @Test
  void aThrowingStrategyStaysStoppedAfterARestoreAndTheOthersGoOn() throws Exception {
    List<StrategyInstance> instances = List.of(instance("bad", "fail-at", "2"), instance("good"));
    List<Bar> bars = Bars.closing(100, 101, 102, 103);
    OperatorSubtaskState snapshot;
    try (var harness = harness(new HashMapStateBackend(), instances)) {
      harness.open();
      feed(harness, bars.subList(0, 3));
      assertThat(harness.extractOutputValues())
          .extracting(LogWrite::key)
          .containsExactly(
              "signal/bad/" + BTC,
              "signal/good/" + BTC,
              "signal/good/" + BTC,
              "signal/good/" + BTC);
      assertThat(side(harness, SideOutputs.ALERTS))
          .extracting(Alert::code)
          .containsExactly("STRATEGY_STOPPED");
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(new HashMapStateBackend(), instances)) {
      harness.initializeState(snapshot);
      harness.open();
      feed(harness, bars.subList(3, 4));
      assertThat(harness.extractOutputValues())
          .extracting(LogWrite::key)
          .containsExactly("signal/good/" + BTC);
      assertThat(side(harness, SideOutputs.ALERTS)).isEmpty();
    }
  }

  @Test
  void instrumentsAreIndependent() throws Exception {
    try (var harness = harness(new HashMapStateBackend(), List.of(instance("a")))) {
      harness.open();
      feed(harness, Bars.closing(100));
      harness.processElement(record(Bars.bar("sim:ETH/USD", 1, 5)), 0);
      harness.processElement(record(Bars.bar(BTC, 2, 5)), 0);
      assertThat(harness.extractOutputValues())
          .extracting(LogWrite::key)
          .containsOnly("signal/a/" + BTC)
          .hasSize(2);
    }
  }

  @Test
  void whatIsNoBarGoesToTheDeadLettersWhole() throws Exception {
    byte[] garbage = "{\"instrument\":".getBytes(StandardCharsets.UTF_8);
    byte[] other = Topics.BARS.codec().encode(Bars.bar("sim:ETH/USD", 1, 5));
    byte[] worthless = Topics.BARS.codec().encode(Bars.bar(BTC, 1, 0));
    try (var harness = harness(new HashMapStateBackend(), List.of(instance("a")))) {
      harness.open();
      harness.processElement(record(BTC, garbage, 7), 0);
      harness.processElement(record(BTC, other, 8), 0);
      harness.processElement(record(BTC, worthless, 9), 0);
      feed(harness, Bars.closing(100));
      List<DeadLetter> letters = side(harness, SideOutputs.DEAD_LETTERS);
      assertThat(letters)
          .extracting(DeadLetter::code)
          .containsExactly("UNDECODABLE", "KEY_MISMATCH", "BAR_INVALID");
      assertThat(letters).extracting(DeadLetter::offset).containsExactly(7L, 8L, 9L);
      assertThat(Base64.getDecoder().decode(letters.get(0).raw())).isEqualTo(garbage);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }
}
