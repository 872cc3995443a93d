package io.alphaflow.signals.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.PartitionKeys;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.SignalsOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One subtask of {@link TradeLogOperator} under test. */
final class SignalsHarness implements AutoCloseable {

  private static final int MAX_PARALLELISM = 128;

  private final KeyedOneInputStreamOperatorTestHarness<
          Integer, Tuple3<Integer, Long, byte[]>, LogWrite>
      harness;
  private final PartitionKeys keys;
  private long offset;

  SignalsHarness(SignalsOptions options, StateBackend backend, int parallelism, int subtask)
      throws Exception {
    PartitionKeys ofOptions = options.keys();
    KeySelector<Tuple3<Integer, Long, byte[]>, Integer> key =
        record -> ofOptions.ofPartition(record.f0);
    keys = ofOptions;
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new TradeLogOperator(options), key, Types.INT, MAX_PARALLELISM, parallelism, subtask);
    harness.setStateBackend(backend);
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
  }

  SignalsHarness open() throws Exception {
    harness.setup();
    harness.open();
    return this;
  }

  SignalsHarness open(OperatorSubtaskState state) throws Exception {
    harness.setup();
    harness.initializeState(state);
    harness.open();
    return this;
  }

  /** The part of a state that belongs to a subtask when there are others than before. */
  static OperatorSubtaskState part(OperatorSubtaskState state, int before, int now, int subtask) {
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(
        state, MAX_PARALLELISM, before, now, subtask);
  }

  PartitionKeys keys() {
    return keys;
  }

  void feed(int partition, List<? extends MarketEntry> entries) throws Exception {
    for (MarketEntry entry : entries) {
      feed(partition, Topics.TRADES.codec().encode(entry));
    }
  }

  void feed(int partition, byte[] value) throws Exception {
    harness.processElement(Tuple3.of(partition, offset++, value), 0);
  }

  OperatorSubtaskState snapshot(long id) throws Exception {
    return harness.snapshot(id, id);
  }

  int timers() {
    return harness.numEventTimeTimers() + harness.numProcessingTimeTimers();
  }

  List<LogWrite> writes() {
    return harness.extractOutputValues();
  }

  List<String> texts() {
    return writes().stream()
        .map(
            w ->
                w.partition() + " " + w.key() + " " + new String(w.value(), StandardCharsets.UTF_8))
        .toList();
  }

  <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
