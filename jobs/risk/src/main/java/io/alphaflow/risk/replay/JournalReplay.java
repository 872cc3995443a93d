package io.alphaflow.risk.replay;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;

/**
 * A recorded journal, run once more through the gate as plain Java. The decisions must be those
 * that were recorded, byte for byte, and so must the protective exits that stand in the journal.
 *
 * <p>Partitions may be mixed; each must come in the order of its offsets.
 */
public final class JournalReplay {

  private final RiskOptions options;
  private final BiConsumer<Decision, byte[]> decisions;
  private final RecordCodec<Decision> codec = Topics.DECISIONS.codec();
  private final SortedMap<Integer, Gate> gates = new TreeMap<>();
  private final ExitComparison exits = new ExitComparison();

  /**
   * A replay with the options that the journal was recorded with.
   *
   * @param decisions gets each decision with its bytes as the decisions topic has them
   */
  public JournalReplay(RiskOptions options, BiConsumer<Decision, byte[]> decisions) {
    this.options = options;
    this.decisions = decisions;
  }

  /**
   * Goes on from where a job was, before the first record: those that follow are the ones behind
   * what its gates have read.
   *
   * @param stored gates as {@link Gate#encode} wrote them, by partition
   */
  public void resume(Map<Integer, byte[]> stored) {
    stored.forEach((partition, gate) -> gates.put(partition, Gate.decode(options, gate)));
  }

  /** The latest logical time of its gates, epoch microseconds UTC; the least number without any. */
  public long time() {
    return gates.values().stream().mapToLong(Gate::time).max().orElse(Long.MIN_VALUE);
  }

  /** The next record of its partition. */
  public void accept(RawRecord journal) {
    exits.recorded(journal);
    gates
        .computeIfAbsent(journal.partition(), p -> new Gate(options))
        .read(
            journal.value(),
            journal.partition(),
            journal.offset(),
            new Answers(journal.partition()));
  }

  /**
   * A record behind the part that is replayed. It is only asked whether it is an exit that the
   * replay made: a running desk writes one a moment after the mark that fired it.
   */
  public void acceptLater(RawRecord journal) {
    exits.recordedLater(journal);
  }

  /** Whether the replay made exits that the journal lacks so far. */
  public boolean lacksExits() {
    return exits.lacksAny();
  }

  /**
   * How the exits in the journal differ from those that the replay made: one sentence for each that
   * is other, is not made by the replay, or is not in the journal so far.
   */
  public List<String> exitDifferences() {
    return exitDifferences(time -> true);
  }

  /**
   * The same of some times only.
   *
   * @param times logical times of exits, epoch microseconds UTC
   */
  public List<String> exitDifferences(LongPredicate times) {
    return exits.differences(times);
  }

  /** The state hash of each partition's gate. */
  public SortedMap<Integer, String> stateHashes() {
    SortedMap<Integer, String> hashes = new TreeMap<>();
    gates.forEach((partition, gate) -> hashes.put(partition, gate.stateHash()));
    return hashes;
  }

  /** The state hash of each account. */
  public SortedMap<String, String> accountHashes() {
    SortedMap<String, String> hashes = new TreeMap<>();
    gates.values().forEach(gate -> gate.accounts().forEach(a -> hashes.put(a, gate.stateHash(a))));
    return hashes;
  }

  /** Alerts and dead letters were raised when the journal was recorded. */
  private final class Answers implements GateOutput {

    private final int partition;

    Answers(int partition) {
      this.partition = partition;
    }

    @Override
    public void decision(Decision decision) {
      decisions.accept(decision, codec.encode(decision));
    }

    @Override
    public void signal(Signal signal) {
      exits.made(partition, signal);
    }

    @Override
    public void alert(Alert alert) {}

    @Override
    public void breakerEvent(BreakerEvent event) {}

    @Override
    public void refused(String code, String reason) {}
  }
}
