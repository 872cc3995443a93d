package io.alphaflow.common.ledger;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.state.HighWater;
import io.alphaflow.common.state.HighWater.Verdict;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one partition of the journal adds up to: logical time, instruments, marks and the ledgers of
 * its accounts. The risk gate and the P&amp;L job each hold one and see the same numbers.
 *
 * <p>Bounded by the configuration: one entry for each instrument, account and producer.
 */
public final class JournalBook {

  private long time;
  private final HighWater highWater = new HighWater();
  private final SortedMap<String, Instrument> instruments = new TreeMap<>();
  private final SortedMap<String, Mark> marks = new TreeMap<>();
  private final SortedMap<String, AccountLedger> accounts = new TreeMap<>();

  /**
   * Applies an entry. Signals, commands and breaker trips are only checked for repetition; what
   * they mean is the caller's matter.
   *
   * @param contentHash {@code Arrays.hashCode} of the entry's bytes
   * @param currencies the currency of each configured account; a report or snapshot of another
   *     account changes nothing
   * @return {@code DUPLICATE} and {@code CONFLICT} entries have changed nothing; a {@code GAP}
   *     entry was applied
   */
  public Verdict apply(JournalEntry entry, int contentHash, Map<String, String> currencies) {
    if (entry instanceof ExecutionReport report) {
      return applyReport(report, currencies);
    }
    Verdict verdict = highWater.observe(entry.producer(), entry.sequence(), contentHash);
    if (verdict == Verdict.DUPLICATE || verdict == Verdict.CONFLICT) {
      return verdict;
    }
    if (entry instanceof Mark mark) {
      marks.put(mark.instrument(), mark);
      advance(mark.time());
      accounts.values().forEach(ledger -> ledger.revalue(marks));
    } else if (entry instanceof ClockTick tick) {
      advance(tick.time());
    } else if (entry instanceof Instrument instrument) {
      instruments.put(instrument.instrument(), instrument);
      accounts.values().forEach(ledger -> ledger.adopt(instrument));
      accounts.values().forEach(ledger -> ledger.revalue(marks));
    } else if (entry instanceof AccountSnapshot snapshot) {
      applySnapshot(snapshot, currencies);
    }
    return entry.contiguous() || verdict != Verdict.GAP ? verdict : Verdict.NEXT;
  }

  private Verdict applyReport(ExecutionReport report, Map<String, String> currencies) {
    Instrument instrument = instruments.get(report.instrument());
    String currency = currencies.get(report.account());
    if (instrument == null || currency == null) {
      return Verdict.CONFLICT;
    }
    return ledger(report.account(), currency).apply(report, instrument, marks);
  }

  private void applySnapshot(AccountSnapshot snapshot, Map<String, String> currencies) {
    String currency = currencies.get(snapshot.account());
    if (currency == null) {
      return;
    }
    AccountLedger ledger = ledger(snapshot.account(), currency);
    if (!ledger.isOpen()) {
      ledger.open(snapshot, instruments);
      ledger.revalue(marks);
      ledger.startAt(time);
    }
  }

  private AccountLedger ledger(String account, String currency) {
    return accounts.computeIfAbsent(account, a -> new AccountLedger(a, currency));
  }

  private void advance(long newTime) {
    if (newTime > time) {
      time = newTime;
      accounts.values().forEach(ledger -> ledger.roll(time));
    }
  }

  /** Logical time: the venue's time as this partition has seen it, epoch microseconds UTC. */
  public long time() {
    return time;
  }

  /** The last mark of an instrument. */
  public Optional<Mark> mark(String instrument) {
    return Optional.ofNullable(marks.get(instrument));
  }

  /** The last marks by instrument. */
  public SortedMap<String, Mark> marks() {
    return Collections.unmodifiableSortedMap(marks);
  }

  /** The trading rules in force. */
  public Optional<Instrument> instrument(String instrument) {
    return Optional.ofNullable(instruments.get(instrument));
  }

  /** The ledger of an account that has one. */
  public Optional<AccountLedger> account(String account) {
    return Optional.ofNullable(accounts.get(account));
  }

  /** All ledgers by account. */
  public SortedMap<String, AccountLedger> accounts() {
    return Collections.unmodifiableSortedMap(accounts);
  }
}
