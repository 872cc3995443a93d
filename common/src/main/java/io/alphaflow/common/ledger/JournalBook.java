package io.alphaflow.common.ledger;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.state.HighWater;
import io.alphaflow.common.state.HighWater.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
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

  private static final long DAY_MICROS = 86_400_000_000L;

  private long time;
  private final HighWater highWater = new HighWater();
  private final SortedMap<String, Instrument> instruments = new TreeMap<>();
  private final SortedMap<String, Mark> marks = new TreeMap<>();
  private final SortedMap<String, AccountLedger> accounts = new TreeMap<>();

  /** Whether every equity is that of the marks. */
  private transient boolean valued;

  /** Positions by instrument; null when they have to be collected again. */
  private transient Map<String, List<Holding>> holdings;

  /** The UTC day that every ledger knows of. */
  private transient long rolledDay = Long.MIN_VALUE;

  /** A position that counts in the equity of a ledger. */
  private record Holding(AccountLedger ledger, Position position) {}

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
    boolean before = valued;
    // If an amount is out of range now, some ledgers are valued and others are not.
    valued = false;
    Verdict verdict =
        entry instanceof ExecutionReport report
            ? applyReport(report, currencies)
            : applyCounted(entry, contentHash, currencies, before);
    valued |= before;
    return verdict;
  }

  private Verdict applyCounted(
      JournalEntry entry, int contentHash, Map<String, String> currencies, boolean known) {
    Verdict verdict = highWater.observe(entry.producer(), entry.sequence(), contentHash);
    if (verdict == Verdict.DUPLICATE || verdict == Verdict.CONFLICT) {
      return verdict;
    }
    if (entry instanceof Mark mark) {
      applyMark(mark, known);
    } else if (entry instanceof ClockTick tick) {
      advance(tick.time());
    } else if (entry instanceof Instrument instrument) {
      instruments.put(instrument.instrument(), instrument);
      holdings = null;
      accounts.values().forEach(ledger -> ledger.adopt(instrument));
      accounts.values().forEach(ledger -> ledger.revalue(marks));
    } else if (entry instanceof AccountSnapshot snapshot) {
      applySnapshot(snapshot, currencies);
    }
    return entry.contiguous() || verdict != Verdict.GAP ? verdict : Verdict.NEXT;
  }

  /**
   * Values the ledgers that hold the instrument: no other equity can change.
   *
   * @param known whether all were valued at the marks before
   */
  private void applyMark(Mark mark, boolean known) {
    marks.put(mark.instrument(), mark);
    advance(mark.time());
    if (known) {
      for (Holding holding : holdings(mark.instrument())) {
        holding.ledger.revalue(holding.position, mark);
      }
    } else {
      holdings = null;
      accounts.values().forEach(ledger -> ledger.revalue(marks));
    }
    valued = true;
  }

  /** By account, so that the same ledgers are valued before one of which an amount is too large. */
  private List<Holding> holdings(String instrument) {
    if (holdings == null) {
      holdings = new HashMap<>();
      for (AccountLedger ledger : accounts.values()) {
        for (Position position : ledger.positions()) {
          if (ledger.isValued(position.instrument())) {
            holdings
                .computeIfAbsent(position.instrument(), i -> new ArrayList<>())
                .add(new Holding(ledger, position));
          }
        }
      }
    }
    return holdings.getOrDefault(instrument, List.of());
  }

  private Verdict applyReport(ExecutionReport report, Map<String, String> currencies) {
    Instrument instrument = instruments.get(report.instrument());
    String currency = currencies.get(report.account());
    if (instrument == null || currency == null) {
      return Verdict.CONFLICT;
    }
    AccountLedger ledger = ledger(report.account(), currency);
    int positions = ledger.positions().size();
    Verdict verdict = ledger.apply(report, instrument, marks);
    if (ledger.positions().size() != positions) {
      holdings = null;
    }
    return verdict;
  }

  private void applySnapshot(AccountSnapshot snapshot, Map<String, String> currencies) {
    String currency = currencies.get(snapshot.account());
    if (currency == null) {
      return;
    }
    AccountLedger ledger = ledger(snapshot.account(), currency);
    if (!ledger.isOpen()) {
      holdings = null;
      ledger.open(snapshot, instruments);
      ledger.revalue(marks);
      ledger.startOn(day(time));
    }
  }

  private AccountLedger ledger(String account, String currency) {
    AccountLedger ledger = accounts.get(account);
    if (ledger == null) {
      ledger = new AccountLedger(account, currency);
      accounts.put(account, ledger);
      rolledDay = Long.MIN_VALUE;
    }
    return ledger;
  }

  private void advance(long newTime) {
    if (newTime > time) {
      time = newTime;
      long day = day(time);
      if (day != rolledDay) {
        accounts.values().forEach(ledger -> ledger.roll(day));
        rolledDay = day;
      }
    }
  }

  private static long day(long time) {
    return Math.floorDiv(time, DAY_MICROS);
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
