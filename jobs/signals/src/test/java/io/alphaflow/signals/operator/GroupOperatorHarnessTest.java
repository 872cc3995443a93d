package io.alphaflow.signals.operator;

import static io.alphaflow.signals.Fixture.change;
import static io.alphaflow.signals.Fixture.instance;
import static io.alphaflow.signals.Fixture.options;
import static io.alphaflow.signals.Fixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.TestLog;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.instance.LegEvent;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.signals.partition.LogOutput;
import io.alphaflow.signals.partition.PartitionMachine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pair goes on where it stopped, at another subtask too. */
@Timeout(120)
class GroupOperatorHarnessTest {

  private static final int MAX_PARALLELISM = 128;
  private static final StrategyInstance PAIR =
      instance("pair", "pair", "1m", List.of(TestLog.BTC, TestLog.ETH), "period", "3", "warm", "2");
  private static final SignalsOptions OPTIONS = options(PAIR);

  static List<StateBackend> backends() {
    return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, GroupInput, LogWrite> harness(
      StateBackend backend, int parallelism, int subtask) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, GroupInput, LogWrite> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new GroupOperator(OPTIONS),
            GroupInput::group,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setStateBackend(backend);
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
    harness.setup();
    return harness;
  }

  private static List<GroupInput> inputs() {
    List<MarketEntry> log = new ArrayList<>(TestLog.random(21, 1_500, TestLog.BTC, TestLog.ETH));
    log.add(700, change(Action.RUN, with(PAIR, "period", "5"), 1));
    List<GroupInput> inputs = new ArrayList<>();
    Desk desk = OPTIONS.desk();
    PartitionMachine machine =
        PartitionMachine.restore(0, 1, desk, OPTIONS.check(desk.catalog()), Map.of());
    LogOutput out =
        new LogOutput() {
          @Override
          public void signal(Signal signal) {
            throw new AssertionError("a signal of no group: " + signal);
          }

          @Override
          public void alert(Alert alert) {
            throw new AssertionError(alert.toString());
          }

          @Override
          public void refused(StrategyChange refused, String reason) {
            throw new AssertionError(reason);
          }

          @Override
          public void leg(LegEvent event) {
            inputs.add(GroupInput.of(event));
          }
        };
    log.forEach(entry -> machine.take(entry, out));
    return inputs;
  }

  private static List<String> texts(
      KeyedOneInputStreamOperatorTestHarness<String, GroupInput, LogWrite> harness,
      List<GroupInput> inputs)
      throws Exception {
    for (GroupInput input : inputs) {
      harness.processElement(input, 0);
    }
    return harness.extractOutputValues().stream()
        .map(write -> new String(write.value(), StandardCharsets.UTF_8))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aRestoredAndRescaledRunGivesTheSignalsOfAnUndisturbedOne(StateBackend backend)
      throws Exception {
    List<GroupInput> inputs = inputs();
    List<String> expected;
    try (var whole = harness(backend, 1, 0)) {
      whole.open();
      expected = texts(whole, inputs);
      assertThat(whole.numEventTimeTimers() + whole.numProcessingTimeTimers()).isZero();
    }
    assertThat(expected).hasSizeGreaterThan(50);
    int cut = inputs.size() / 2;
    List<String> actual = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (var first = harness(backend, 1, 0)) {
      first.open();
      actual.addAll(texts(first, inputs.subList(0, cut)));
      snapshot = first.snapshot(1, 1);
    }
    int subtask = KeyGroupRangeAssignment.assignKeyToParallelOperator("pair", MAX_PARALLELISM, 2);
    try (var second = harness(backend, 2, subtask)) {
      second.initializeState(SignalsHarness.part(snapshot, 1, 2, subtask));
      second.open();
      actual.addAll(texts(second, inputs.subList(cut, inputs.size())));
    }
    assertThat(actual).isEqualTo(expected);
  }
}
