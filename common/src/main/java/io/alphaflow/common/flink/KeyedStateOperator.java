package io.alphaflow.common.flink;

import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.flink.metrics.DeskMetrics;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Hosts a plain Java state machine for each key.
 *
 * <p>Key: the key of the stream. State: one object for each key, live on the heap, written as bytes
 * to keyed state ("machine") at each checkpoint when it was touched since the last one. So RocksDB
 * costs nothing between checkpoints, and all of a key's state is one value. Bound: as the machine
 * states; all keys of a subtask are in memory. Timers: none. Repeated input: the machine's matter.
 * Deterministic when the machine is, because each key sees its input in order.
 *
 * @param <K> key type
 * @param <I> input type
 * @param <O> type of the main output
 * @param <S> the machine
 */
public abstract class KeyedStateOperator<K, I, O, S> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O>, RewritesState {

  /** Name of the state. */
  public static final String MACHINE = "machine";

  private static final long serialVersionUID = 1L;

  private transient DeskMetrics metrics;
  private transient Map<K, S> machines;
  private transient Set<K> touched;
  private transient ValueState<byte[]> stored;

  /** The machine of a key that was never seen. */
  protected abstract S create(K key);

  /** The machine as bytes. */
  protected abstract byte[] encode(S machine);

  /** The machine from bytes. */
  protected abstract S decode(byte[] bytes);

  /** One input for the machine of the current key. */
  protected abstract void process(S machine, I input);

  /** Sends to the main output. */
  protected final void emit(O value) {
    output.collect(new StreamRecord<>(value));
  }

  /** Sends to a side output; alerts and dead letters are counted. */
  protected final <X> void emit(OutputTag<X> tag, X value) {
    if (value instanceof Alert alert) {
      metrics().alert(alert);
    } else if (value instanceof DeadLetter letter) {
      metrics().deadLetter(letter);
    }
    output.collect(tag, new StreamRecord<>(value));
  }

  /** What the operator measures of itself; nothing that it decides may depend on it. */
  protected final DeskMetrics metrics() {
    if (metrics == null) {
      metrics =
          new DeskMetrics(getMetricGroup()).declare(DeskMetric.ALERTS, DeskMetric.DEAD_LETTERS);
    }
    return metrics;
  }

  @Override
  public void open() throws Exception {
    super.open();
    metrics();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    machines = new LinkedHashMap<>();
    touched = new LinkedHashSet<>();
    stored =
        context
            .getKeyedStateStore()
            .getState(
                new ValueStateDescriptor<>(
                    MACHINE, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public byte[] rewritten(String state, String part, byte[] bytes) {
    if (!state.equals(MACHINE)) {
      throw new IllegalArgumentException("there is no state " + state + " here");
    }
    return encode(decode(bytes));
  }

  /**
   * The machine of a key, for work that no input starts, such as a reply from outside; it is
   * written at the next checkpoint.
   */
  protected final S machine(K key) throws Exception {
    S machine = machines.get(key);
    if (machine == null) {
      Object current = getCurrentKey();
      setCurrentKey(key);
      byte[] bytes = stored.value();
      machine = bytes == null ? create(key) : decode(bytes);
      machines.put(key, machine);
      if (current != null) {
        setCurrentKey(current);
      }
    }
    touched.add(key);
    return machine;
  }

  @Override
  public void processElement(StreamRecord<I> element) throws Exception {
    @SuppressWarnings("unchecked")
    K key = (K) getCurrentKey();
    process(machine(key), element.getValue());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    Object current = getCurrentKey();
    for (K key : touched) {
      setCurrentKey(key);
      stored.update(encode(machines.get(key)));
    }
    touched.clear();
    if (current != null) {
      setCurrentKey(current);
    }
    super.snapshotState(context);
  }
}
