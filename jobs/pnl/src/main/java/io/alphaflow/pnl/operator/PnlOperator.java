package io.alphaflow.pnl.operator;

import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.pnl.book.PnlBook;
import java.util.Arrays;

/**
 * Runs a {@link PnlBook} for each journal partition.
 *
 * <p>Key: the partition. State: the book, bounded by the configuration. Timers: none; time is what
 * the journal says. Repeated entries are dropped by their identity, a gap or a conflict is alerted,
 * undecodable bytes go to the dead letters. Deterministic because a partition is read in order.
 */
public final class PnlOperator
    extends KeyedStateOperator<Integer, RawRecord, PnlSnapshot, PnlBook> {

  /** This job's name in dead letters and alerts. */
  public static final String SOURCE = "pnl";

  private static final long serialVersionUID = 1L;
  private static final StateCodec<PnlBook> STATE = new StateCodec<>(PnlBook.class);
  private static final JsonCodec<JournalEntry> JOURNAL = Topics.JOURNAL.codec();

  private final PnlOptions options;

  /** An operator for the accounts that the options name. */
  public PnlOperator(PnlOptions options) {
    this.options = options;
  }

  @Override
  protected PnlBook create(Integer partition) {
    return new PnlBook();
  }

  @Override
  protected byte[] encode(PnlBook book) {
    return STATE.encode(book);
  }

  @Override
  protected PnlBook decode(byte[] bytes) {
    return STATE.decode(bytes);
  }

  @Override
  protected void process(PnlBook book, RawRecord input) {
    JournalEntry entry;
    try {
      entry = JOURNAL.decode(input.value());
    } catch (CodecException e) {
      emit(
          SideOutputs.DEAD_LETTERS,
          SideOutputs.deadLetter(SOURCE, input, "UNDECODABLE", e.getMessage()));
      return;
    }
    Verdict verdict =
        book.apply(
            entry,
            Arrays.hashCode(input.value()),
            options.currencies(),
            options.markIntervalMicros(),
            this::emit);
    if (verdict == Verdict.GAP) {
      alert(book, input, entry, Severity.WARNING, "JOURNAL_GAP", "entries before it are missing");
    } else if (verdict == Verdict.CONFLICT) {
      alert(
          book,
          input,
          entry,
          Severity.CRITICAL,
          "JOURNAL_CONFLICT",
          "its identity was used for other content, or its account, instrument or order cannot have"
              + " it; it was not used");
    }
  }

  private void alert(
      PnlBook book,
      RawRecord input,
      JournalEntry entry,
      Severity severity,
      String code,
      String what) {
    emit(
        SideOutputs.ALERTS,
        new Alert(
            SOURCE,
            input.topic() + "/" + input.partition() + "/" + input.offset(),
            severity,
            code,
            "",
            "",
            book.time(),
            entry.producer() + " sequence " + entry.sequence() + ": " + what));
  }
}
