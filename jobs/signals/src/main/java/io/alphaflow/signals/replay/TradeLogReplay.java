package io.alphaflow.signals.replay;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.instance.GroupMachine;
import io.alphaflow.signals.instance.LegEvent;
import io.alphaflow.signals.partition.ChangeCheck;
import io.alphaflow.signals.partition.LogOutput;
import io.alphaflow.signals.partition.PartitionMachine;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The signals that a trade log leads to: those that the job wrote, byte for byte, of each instance
 * and instrument in the same order. Partitions can be fed one after the other or in turns; each in
 * its own order.
 *
 * <p>Not safe for use by several threads.
 */
public final class TradeLogReplay {

  /** Takes what comes out. */
  public interface Output {

    /** A signal. */
    void signal(Signal signal);

    /** An alert; the same one may come from several partitions. */
    void alert(Alert alert);

    /**
     * A record that is not used.
     *
     * @param code as the job's dead letter has it
     * @param reason in a sentence
     */
    void refused(int partition, long offset, String code, String reason);
  }

  private final SignalsOptions options;
  private final Desk desk;
  private final ChangeCheck check;
  private final Output output;
  private final RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
  private final SortedMap<Integer, PartitionMachine> partitions = new TreeMap<>();
  private final SortedMap<String, GroupMachine> groups = new TreeMap<>();
  private final LogOutput out = new Out();
  private int partition;
  private long offset;

  /** A replay from the beginning of the log. */
  public TradeLogReplay(SignalsOptions options, Output output) {
    this.options = options;
    this.desk = options.desk();
    this.check = options.check(desk.catalog());
    this.output = output;
  }

  /**
   * Goes on from where a job was, before the first record: those that follow are the ones behind
   * what it has read.
   *
   * @param partitionParts what {@link PartitionMachine#store} gave out, by partition
   * @param storedGroups as {@link GroupMachine#encode} wrote them, by instance
   */
  public void resume(
      Map<Integer, ? extends Map<String, byte[]>> partitionParts,
      Map<String, byte[]> storedGroups) {
    partitionParts.forEach((number, parts) -> partitions.put(number, restored(number, parts)));
    storedGroups.forEach((id, group) -> groups.put(id, GroupMachine.restore(group, desk)));
  }

  /**
   * The latest market time of its partitions, epoch microseconds UTC; the least number at first.
   */
  public long time() {
    return partitions.values().stream()
        .mapToLong(PartitionMachine::time)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** The next record of a partition. */
  public void feed(int ofPartition, long atOffset, byte[] value) {
    partition = ofPartition;
    offset = atOffset;
    MarketEntry entry;
    try {
      entry = codec.decode(value);
    } catch (CodecException | RuntimeException e) {
      output.refused(partition, offset, "UNDECODABLE", String.valueOf(e.getMessage()));
      return;
    }
    machine(partition).take(entry, out);
  }

  /** The next entry of a partition. */
  public void feed(int ofPartition, long atOffset, MarketEntry entry) {
    partition = ofPartition;
    offset = atOffset;
    machine(partition).take(entry, out);
  }

  private PartitionMachine machine(int number) {
    return partitions.computeIfAbsent(number, p -> restored(p, Map.of()));
  }

  private PartitionMachine restored(int number, Map<String, byte[]> parts) {
    return PartitionMachine.restore(number, options.marketPartitions(), desk, check, parts);
  }

  private final class Out implements LogOutput {

    @Override
    public void signal(Signal signal) {
      output.signal(signal);
    }

    @Override
    public void alert(Alert alert) {
      output.alert(alert);
    }

    @Override
    public void refused(StrategyChange change, String reason) {
      output.refused(partition, offset, "STRATEGY_CHANGE_REFUSED", reason);
    }

    @Override
    public void leg(LegEvent event) {
      groups.computeIfAbsent(event.group(), id -> GroupMachine.create(id, desk)).take(event, this);
    }
  }
}
