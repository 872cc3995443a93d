package io.alphaflow.cli.risk;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.ledger.EntryCheck;
import io.alphaflow.common.ledger.JournalBook;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import io.alphaflow.risk.limit.LimitBook;
import java.io.IOException;
import java.util.Arrays;

/**
 * The limits in force in a partition of the journal. Its commands go once more through a gate,
 * which says what was obeyed; nothing else that it knows of but the time matters to that, so it is
 * given nothing else.
 */
final class LimitReplay implements GateOutput {

  private final RiskOptions options;
  private final Gate gate;
  private final LimitBook limits;
  private final JournalBook book = new JournalBook();
  private final RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
  private boolean obeyed;

  private LimitReplay(RiskOptions options) {
    this.options = options;
    this.gate = new Gate(options);
    this.limits = new LimitBook(options.limits(), new LimitBook.State());
  }

  /** Reads a partition from its beginning to its present end. */
  static LimitReplay read(PartitionReader reader, RiskOptions options, int partition)
      throws IOException {
    LimitReplay replay = new LimitReplay(options);
    reader.forwards(Topics.JOURNAL, partition, 0, replay::take, () -> false);
    return replay;
  }

  private void take(RawRecord in) {
    JournalEntry entry;
    try {
      entry = codec.decode(in.value());
    } catch (CodecException e) {
      // The gate passes over it, too.
      return;
    }
    int partition = in.partition();
    if (entry instanceof Mark || entry instanceof ClockTick) {
      if (EntryCheck.problem(entry, partition, options.journalPartitions()).isEmpty()) {
        book.apply(entry, Arrays.hashCode(in.value()), options.currencies());
      }
      limits.advance(book.time());
      gate.read(in.value(), partition, in.offset(), this);
    } else if (entry instanceof OperatorCommand command) {
      obeyed = false;
      gate.read(in.value(), partition, in.offset(), this);
      if (obeyed && command.action() == CommandAction.SET_LIMITS) {
        limits.set(command);
      }
    }
  }

  LimitBook limits() {
    return limits;
  }

  /** Market time, epoch microseconds UTC; 0 when there is none yet. */
  long time() {
    return book.time();
  }

  @Override
  public void alert(Alert alert) {
    obeyed |= alert.code().equals(GateAnswers.OBEYED);
  }

  @Override
  public void refused(String code, String reason) {}

  @Override
  public void decision(Decision decision) {}

  @Override
  public void signal(Signal signal) {}

  @Override
  public void breakerEvent(BreakerEvent event) {}
}
