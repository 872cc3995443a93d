package io.alphaflow.risk.replay;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Checks.Check;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a signal was decided as it was: a partition of the journal is run once more up to the signal,
 * and every control is asked for its numbers, those that the order kept included, or why it had
 * none to look at.
 */
public final class Explanation implements GateOutput {

  private final long offset;
  private final Gate gate;
  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private final List<Decision> decisions = new ArrayList<>();
  private List<Check> checks = List.of();
  private boolean complete;

  /**
   * An explanation of what stands at an offset of the partition.
   *
   * @param options that the journal was recorded with
   */
  public Explanation(RiskOptions options, long offset) {
    this.gate = new Gate(options);
    this.offset = offset;
  }

  /**
   * The next record of the partition, in the order of offsets, from the first.
   *
   * @return whether that was the one to explain; no more are wanted then
   */
  public boolean accept(RawRecord journal) {
    if (journal.offset() == offset) {
      checks = checks(journal.value());
      decisions.clear();
      complete = true;
    }
    gate.read(journal.value(), journal.partition(), journal.offset(), this);
    return complete;
  }

  private List<Check> checks(byte[] value) {
    try {
      return codec.decode(value) instanceof Signal signal
          ? gate.explain(signal).checks()
          : List.of();
    } catch (CodecException e) {
      return List.of();
    }
  }

  /** What each control found, every rule in the order of the controls; nothing of other entries. */
  public List<Check> checks() {
    return checks;
  }

  /** What the gate decides on the entry now; the same as it did, if these are its options. */
  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  @Override
  public void decision(Decision decision) {
    if (complete) {
      decisions.add(decision);
    }
  }

  @Override
  public void signal(Signal signal) {}

  @Override
  public void alert(Alert alert) {}

  @Override
  public void breakerEvent(BreakerEvent event) {}

  @Override
  public void refused(String code, String reason) {}
}
