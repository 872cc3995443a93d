package io.alphaflow.pnl.book;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.JournalBook;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.state.HighWater.Verdict;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The P&amp;L of the accounts of one journal partition: the ledgers and, for each account, how many
 * snapshots were made.
 *
 * <p>A snapshot is made when an account opens, on every fill, and once for each mark interval of
 * logical time that an account enters while it holds or has held something. It depends on the
 * journal only, so the same journal gives the same snapshots. Bounded like {@link JournalBook}.
 */
public final class PnlBook {

  private static final class Series {
    private long sequence;
    private long interval;
  }

  private final JournalBook book = new JournalBook();
  private final SortedMap<String, Series> series = new TreeMap<>();

  /**
   * Applies an entry.
   *
   * @param contentHash {@code Arrays.hashCode} of the entry's bytes
   * @param currencies the currency of each configured account
   * @param markInterval microseconds, above 0
   * @param snapshots takes what the entry led to, by account
   * @return as {@link JournalBook#apply}
   */
  public Verdict apply(
      JournalEntry entry,
      int contentHash,
      Map<String, String> currencies,
      long markInterval,
      Consumer<PnlSnapshot> snapshots) {
    Verdict verdict = book.apply(entry, contentHash, currencies);
    if (verdict == Verdict.DUPLICATE || verdict == Verdict.CONFLICT) {
      return verdict;
    }
    long interval = Math.floorDiv(book.time(), markInterval);
    for (AccountLedger ledger : book.accounts().values()) {
      if (ledger.isOpen()) {
        observe(ledger, entry, interval, snapshots);
      }
    }
    return verdict;
  }

  private void observe(
      AccountLedger ledger, JournalEntry entry, long interval, Consumer<PnlSnapshot> snapshots) {
    Series counted = series.get(ledger.account());
    if (counted == null) {
      counted = new Series();
      counted.interval = interval;
      series.put(ledger.account(), counted);
      snapshots.accept(snapshot(ledger, counted, "OPEN"));
      return;
    }
    if (isFillOf(ledger, entry)) {
      snapshots.accept(snapshot(ledger, counted, "FILL"));
    }
    if (interval > counted.interval) {
      counted.interval = interval;
      if (ledger.hasPositions()) {
        snapshots.accept(snapshot(ledger, counted, "MARK"));
      }
    }
  }

  private static boolean isFillOf(AccountLedger ledger, JournalEntry entry) {
    return entry instanceof ExecutionReport report
        && report.executionType() == ExecutionType.FILL
        && report.account().equals(ledger.account());
  }

  private PnlSnapshot snapshot(AccountLedger ledger, Series counted, String cause) {
    List<PositionSnapshot> positions = ledger.positions(book.marks());
    long realized = 0;
    long unrealized = 0;
    long fees = 0;
    for (PositionSnapshot position : positions) {
      if (ledger.isValued(position.instrument())) {
        realized = Math.addExact(realized, position.realizedPnl());
        unrealized = Math.addExact(unrealized, position.unrealizedPnl());
        fees = Math.addExact(fees, position.fees());
      }
    }
    counted.sequence++;
    return new PnlSnapshot(
        ledger.account(),
        counted.sequence,
        book.time(),
        cause,
        ledger.currency(),
        ledger.balance(ledger.currency()),
        ledger.equity(),
        realized,
        unrealized,
        fees,
        ledger.dailyPnl(),
        ledger.peakEquity(),
        Math.subtractExact(ledger.peakEquity(), ledger.equity()),
        positions);
  }

  /** Logical time of the partition, epoch microseconds UTC. */
  public long time() {
    return book.time();
  }
}
