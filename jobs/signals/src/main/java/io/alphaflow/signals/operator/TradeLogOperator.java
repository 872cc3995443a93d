package io.alphaflow.signals.operator;

import io.alphaflow.common.bar.PartitionBars.Outcome;
import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.OrderTrace;
import io.alphaflow.common.flink.PartitionKeys;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.RewritesState;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.flink.metrics.DeskMetrics;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.instance.InstrumentMachine;
import io.alphaflow.signals.instance.LegEvent;
import io.alphaflow.signals.partition.ChangeCheck;
import io.alphaflow.signals.partition.LogOutput;
import io.alphaflow.signals.partition.PartitionMachine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Runs the strategies on the trade log.
 *
 * <p>Key: the partition. State: one {@link PartitionMachine} for each, live on the heap; at each
 * checkpoint the instruments that were touched since the last one are written to the map "parts",
 * one value for each, so that RocksDB costs nothing between checkpoints and a quiet instrument
 * costs nothing at all. Bound: as the definitions of the strategies say, for each instrument.
 * Timers: none. Repeated entries are dropped by trade id, update id and version; what is no entry
 * of the log goes to the dead letters. Deterministic: a function of each partition in its order.
 */
@KeptState(
    name = TradeLogOperator.PARTS,
    type = PartitionMachine.class,
    key = "partition of the trade log; in the map an instrument, or nothing for the partition",
    bound = "for each instrument as the parameters of its strategies say; 64 bars of each interval")
public final class TradeLogOperator extends AbstractStreamOperator<LogWrite>
    implements OneInputStreamOperator<Tuple3<Integer, Long, byte[]>, LogWrite>, RewritesState {

  /** Name of the state. */
  static final String PARTS = "parts";

  private static final long serialVersionUID = 1L;

  /** What the instances of several legs need to know. */
  public static final OutputTag<GroupInput> GROUPS =
      new OutputTag<>("groups", TypeInformation.of(GroupInput.class));

  private final SignalsOptions options;
  private final PartitionKeys keys;

  private transient Desk desk;
  private transient ChangeCheck check;
  private transient RecordCodec<MarketEntry> entries;
  private transient Map<Integer, PartitionMachine> machines;
  private transient MapState<String, byte[]> parts;
  private transient PartitionMachine last;
  private transient int lastKey;
  private transient Tuple3<Integer, Long, byte[]> current;
  private transient LogOutput out;
  private transient DeskMetrics metrics;

  /** When the trade came in that is being read, epoch microseconds UTC; 0 of other entries. */
  private transient long cameIn;

  private transient Counter repeatedEntries;
  private transient Counter lateTrades;

  /** The strategies of {@code options}. */
  public TradeLogOperator(SignalsOptions options) {
    this.options = options;
    this.keys = options.keys();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    machines = new LinkedHashMap<>();
    parts =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    PARTS, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void open() throws Exception {
    super.open();
    desk = options.desk();
    check = options.check(desk.catalog());
    entries = Topics.TRADES.codec();
    metrics =
        new DeskMetrics(getMetricGroup())
            .declare(DeskMetric.SIGNALS, DeskMetric.ALERTS, DeskMetric.DEAD_LETTERS);
    repeatedEntries = getMetricGroup().counter("repeatedEntries");
    lateTrades = getMetricGroup().counter("lateTrades");
    out =
        new LogOutput() {
          @Override
          public void signal(Signal signal) {
            OrderTrace.signalled(signal);
            metrics.count(DeskMetric.SIGNALS, signal.strategy(), signal.instrument());
            if (cameIn > 0) {
              metrics.observeSince(DeskMetric.TICK_TO_ORDER, cameIn, "signal");
            }
            output.collect(
                new StreamRecord<>(
                    LogWrite.toAccount(signal.account(), signal, options.journalPartitions())));
          }

          @Override
          public void alert(Alert alert) {
            metrics.alert(alert);
            output.collect(SideOutputs.ALERTS, new StreamRecord<>(alert));
          }

          @Override
          public void refused(StrategyChange change, String reason) {
            deadLetter("STRATEGY_CHANGE_REFUSED", reason);
          }

          @Override
          public void leg(LegEvent event) {
            output.collect(GROUPS, new StreamRecord<>(GroupInput.of(event)));
          }
        };
  }

  @Override
  public void processElement(StreamRecord<Tuple3<Integer, Long, byte[]>> element) throws Exception {
    current = element.getValue();
    MarketEntry entry;
    try {
      entry = entries.decode(current.f2);
    } catch (CodecException | RuntimeException e) {
      deadLetter("UNDECODABLE", String.valueOf(e.getMessage()));
      return;
    }
    cameIn = entry instanceof Trade trade ? trade.ingestTime() : 0;
    Outcome outcome = machine((Integer) getCurrentKey()).take(entry, out);
    if (outcome == Outcome.REPEATED) {
      repeatedEntries.inc();
    } else if (outcome == Outcome.LATE) {
      lateTrades.inc();
    }
  }

  private PartitionMachine machine(int key) throws Exception {
    if (last != null && key == lastKey) {
      return last;
    }
    PartitionMachine machine = machines.get(key);
    if (machine == null) {
      Map<String, byte[]> stored = new HashMap<>();
      for (Map.Entry<String, byte[]> part : parts.entries()) {
        stored.put(part.getKey(), part.getValue());
      }
      machine =
          PartitionMachine.restore(
              keys.partition(key), options.marketPartitions(), desk, check, stored);
      machines.put(key, machine);
    }
    last = machine;
    lastKey = key;
    return machine;
  }

  @Override
  public byte[] rewritten(String state, String part, byte[] bytes) {
    if (!state.equals(PARTS)) {
      throw new IllegalArgumentException("there is no state " + state + " here");
    }
    return PartitionMachine.rewritten(part, bytes, options.desk());
  }

  private void deadLetter(String code, String reason) {
    RawRecord raw = new RawRecord(Topics.TRADES.name(), current.f0, current.f1, 0, "", current.f2);
    DeadLetter letter = SideOutputs.deadLetter(InstrumentMachine.SOURCE, raw, code, reason);
    metrics.deadLetter(letter);
    output.collect(SideOutputs.DEAD_LETTERS, new StreamRecord<>(letter));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    Object key = getCurrentKey();
    for (Map.Entry<Integer, PartitionMachine> entry : machines.entrySet()) {
      setCurrentKey(entry.getKey());
      Map<String, byte[]> changed = new LinkedHashMap<>();
      entry.getValue().store(changed::put);
      parts.putAll(changed);
    }
    if (key != null) {
      setCurrentKey(key);
    }
    super.snapshotState(context);
  }
}
