package io.alphaflow.pnl.operator;

import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.OrderTrace;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.ledger.EntryCheck;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.pnl.PnlOptions;
import io.alphaflow.pnl.book.PnlBook;
import java.util.Arrays;
import java.util.Optional;

/**
 * Runs a {@link PnlBook} for each journal partition.
 *
 * <p>Key: the partition. State: the book, bounded by the configuration. Timers: none; time is what
 * the journal says. Repeated entries are dropped by their identity, a gap or a conflict is alerted,
 * what cannot be read or used goes to the dead letters. Deterministic because a partition is read
 * in order.
 */
@KeptState(
    type = PnlBook.class,
    key = "partition of the journal",
    bound = "accounts, instruments and strategy instances of the configuration; open orders")
public final class PnlOperator
    extends KeyedStateOperator<Integer, RawRecord, PnlSnapshot, PnlBook> {

  /** This job's name in dead letters and alerts. */
  public static final String SOURCE = "pnl";

  private static final long serialVersionUID = 1L;
  private static final StateCodec<PnlBook> STATE = new StateCodec<>(PnlBook.class);
  private static final RecordCodec<JournalEntry> JOURNAL = Topics.JOURNAL.codec();

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
      refuse(input, "UNDECODABLE", e.getMessage());
      return;
    }
    Optional<String> problem =
        EntryCheck.problem(entry, input.partition(), options.journalPartitions());
    if (problem.isPresent()) {
      refuse(input, "INVALID_ENTRY", problem.get());
      return;
    }
    try {
      apply(book, input, entry);
    } catch (ArithmeticException e) {
      // Failing would not help: the entry would be read again after the restart.
      String what = "it leads to an amount that is out of range and was not booked";
      refuse(input, "NUMBER_OUT_OF_RANGE", e.getMessage());
      alert(book, input, entry, Severity.CRITICAL, "NUMBER_OUT_OF_RANGE", what);
    }
  }

  private void apply(PnlBook book, RawRecord input, JournalEntry entry) {
    Verdict verdict =
        book.apply(entry, Arrays.hashCode(input.value()), options, s -> tell(book, s));
    boolean used = verdict == Verdict.NEXT || verdict == Verdict.GAP;
    if (used
        && entry instanceof ExecutionReport report
        && report.executionType() == ExecutionType.FILL) {
      OrderTrace.booked(report);
    }
    if (verdict == Verdict.GAP) {
      alert(book, input, entry, Severity.WARNING, "JOURNAL_GAP", "entries before it are missing");
    } else if (verdict == Verdict.CONFLICT) {
      String what =
          "its identity was used for other content, or its account, instrument or order cannot"
              + " have it; it was not used";
      alert(book, input, entry, Severity.CRITICAL, "JOURNAL_CONFLICT", what);
    }
  }

  private void tell(PnlBook book, PnlSnapshot snapshot) {
    measure(book, snapshot);
    emit(snapshot);
  }

  private void measure(PnlBook book, PnlSnapshot snapshot) {
    String account = snapshot.account();
    set(DeskMetric.EQUITY, snapshot.equity(), account);
    set(DeskMetric.DRAWDOWN, snapshot.drawdown(), account);
    set(DeskMetric.PNL_REALIZED, snapshot.realizedPnl(), account);
    set(DeskMetric.PNL_UNREALIZED, snapshot.unrealizedPnl(), account);
    set(DeskMetric.PNL_DAY, snapshot.dailyPnl(), account);
    set(DeskMetric.EXPOSURE, snapshot.grossExposure(), account);
    book.account(account)
        .ifPresent(
            ledger ->
                ledger
                    .balances()
                    .forEach((asset, b) -> set(DeskMetric.BALANCE, b, account, asset)));
  }

  private void set(DeskMetric metric, long amount, String... labels) {
    metrics().set(metric, Fixed8.toDouble(amount), labels);
  }

  private void refuse(RawRecord input, String code, String reason) {
    emit(SideOutputs.DEAD_LETTERS, SideOutputs.deadLetter(SOURCE, input, code, reason));
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
