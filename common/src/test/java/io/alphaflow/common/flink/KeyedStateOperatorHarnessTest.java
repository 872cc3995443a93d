package io.alphaflow.common.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.state.StateCodec;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyedStateOperatorHarnessTest {

  static final class Counter {
    long count;
  }

  /** Counts the values of each key and emits key=count. */
  static final class CountOperator extends KeyedStateOperator<String, String, String, Counter> {
    private static final long serialVersionUID = 1L;
    private static final StateCodec<Counter> CODEC = new StateCodec<>(Counter.class);

    @Override
    protected Counter create(String key) {
      return new Counter();
    }

    @Override
    protected byte[] encode(Counter machine) {
      return CODEC.encode(machine);
    }

    @Override
    protected Counter decode(byte[] bytes) {
      return CODEC.decode(bytes);
    }

    @Override
    protected void process(Counter machine, String input) {
      emit(input + "=" + ++machine.count);
    }
  }

  static List<StateBackend> backends() {
    return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, String, String> harness(
      StateBackend backend) throws Exception {
    KeySelector<String, String> key = value -> value;
    KeyedOneInputStreamOperatorTestHarness<String, String, String> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(new CountOperator(), key, Types.STRING);
    harness.setStateBackend(backend);
    return harness;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void restoresEveryKeyAsItWasAtTheCheckpoint(StateBackend backend) throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(backend)) {
      harness.open();
      harness.processElement("a", 0);
      harness.processElement("b", 0);
      harness.processElement("a", 0);
      harness.snapshot(1, 1);
      harness.processElement("b", 0);
      snapshot = harness.snapshot(2, 2);
      harness.processElement("a", 0);
      assertThat(harness.extractOutputValues()).containsExactly("a=1", "b=1", "a=2", "b=2", "a=3");
    }
    try (var restored = harness(backend)) {
      restored.initializeState(snapshot);
      restored.open();
      restored.processElement("a", 0);
      restored.processElement("b", 0);
      restored.processElement("c", 0);
      assertThat(restored.extractOutputValues()).containsExactly("a=3", "b=3", "c=1");
    }
  }
}
