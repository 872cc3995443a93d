package io.alphaflow.common.ledger;

import io.alphaflow.common.ledger.PositionIndex.Holding;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.state.HighWater;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.NamedValues;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

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
  private final NamedValues<Instrument> instruments = new NamedValues<>();
  private final NamedValues<Mark> marks = new NamedValues<>();
  private final NamedValues<AccountLedger> accounts = new NamedValues<>();

  /** Whether every equity is that of the marks. */
  private transient boolean valued;

  /** The positions of all ledgers; null when they have to be collected again. */
  private transient PositionIndex positions;

  /** The UTC day that every ledger knows of. */
  private transient long rolledDay = Long.MIN_VALUE;

  /**
   * Applies an entry. Signals, commands and breaker trips are only checked for repetition; what
   * they mean is the caller's matter.
   *
   * @param contentHash {@code Arrays.hashCode} of the entry's bytes
   * @param currencies the currency of each configured account; a report or snapshot of another
   *     account changes nothing
   * @return {@code DUPLICATE} and {@code CONFLICT} entries have changed nothing; a {@code GAP}
   *     entry was applied
   * @throws ArithmeticException when an amount would be out of range; the entry counts as seen, its
   *     time as reached, and no amount, price or rule has changed
   */
  public Verdict apply(JournalEntry entry, int contentHash, Map<String, String> currencies) {
    boolean before = valued;
    // If an amount is out of range now, some ledgers are valued and others are not.
    valued = false;
    Verdict verdict =
        entry instanceof ExecutionReport report
            ? applyReport(report, currencies, before)
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
      applyInstrument(instrument);
    } else if (entry instanceof AccountSnapshot snapshot) {
      applySnapshot(snapshot, currencies);
    }
    return entry.contiguous() || verdict != Verdict.GAP ? verdict : Verdict.NEXT;
  }

  private void applyInstrument(Instrument instrument) {
    Instrument before = instruments.get(instrument.instrument());
    instruments.put(instrument.instrument(), instrument);
    positions = null;
    allOrNothing(
        accounts.values(),
        () -> {
          accounts.values().forEach(ledger -> ledger.adopt(instrument));
          accounts.values().forEach(ledger -> ledger.revalue(marks));
        },
        () -> putBack(instruments, instrument.instrument(), before));
  }

  /**
   * Values the ledgers that hold the instrument: no other equity can change.
   *
   * @param known whether all were valued at the marks before
   */
  private void applyMark(Mark mark, boolean known) {
    Mark before = marks.get(mark.instrument());
    marks.put(mark.instrument(), mark);
    advance(mark.time());
    if (!known) {
      positions = null;
      allOrNothing(
          accounts.values(),
          () -> accounts.values().forEach(ledger -> ledger.revalue(marks)),
          () -> putBack(marks, mark.instrument(), before));
    } else if (isEasy(mark)) {
      positions().of(mark.instrument()).forEach(holding -> value(holding, mark));
    } else {
      allOrNothing(
          positions().of(mark.instrument()).stream().map(Holding::ledger).toList(),
          () -> positions().of(mark.instrument()).forEach(holding -> value(holding, mark)),
          () -> putBack(marks, mark.instrument(), before));
    }
    valued = true;
  }

  private static void value(Holding holding, Mark mark) {
    holding.ledger().revalue(holding.position(), mark);
  }

  private boolean isEasy(Mark mark) {
    for (Holding holding : positions().of(mark.instrument())) {
      if (!holding.ledger().takesEasily(holding.position(), mark.price())) {
        return false;
      }
    }
    return true;
  }

  private static <V> void putBack(NamedValues<V> values, String name, V before) {
    if (before == null) {
      values.remove(name);
    } else {
      values.put(name, before);
    }
  }

  /** Changes ledgers; when an amount is out of range none of them is changed. */
  private void allOrNothing(
      Collection<AccountLedger> ledgers, Runnable change, Runnable otherwise) {
    Map<AccountLedger, AccountLedger.Saved> saved = new IdentityHashMap<>();
    ledgers.forEach(ledger -> saved.put(ledger, ledger.save()));
    try {
      change.run();
    } catch (ArithmeticException e) {
      saved.forEach(AccountLedger::restore);
      positions = null;
      otherwise.run();
      throw e;
    }
  }

  private PositionIndex positions() {
    if (positions == null) {
      positions = new PositionIndex(accounts.values());
    }
    return positions;
  }

  private Verdict applyReport(
      ExecutionReport report, Map<String, String> currencies, boolean known) {
    Instrument instrument = instruments.get(report.instrument());
    String currency = currencies.get(report.account());
    if (instrument == null || currency == null) {
      return Verdict.CONFLICT;
    }
    AccountLedger ledger = ledger(report.account(), currency);
    int before = ledger.positions().size();
    Verdict verdict = ledger.apply(report, instrument, marks, known);
    if (positions != null && ledger.positions().size() != before) {
      positions.add(ledger, ledger.position(report.instrument()));
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
      positions = null;
      allOrNothing(
          List.of(ledger),
          () -> {
            ledger.open(snapshot, instruments.values());
            ledger.revalue(marks);
            ledger.startOn(day(time));
          },
          () -> {});
    }
  }

  private AccountLedger ledger(String account, String currency) {
    return accounts.getOrMake(
        account,
        () -> {
          rolledDay = Long.MIN_VALUE;
          return new AccountLedger(account, currency);
        });
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

  /** The highest number of a producer, 0 before its first entry. */
  public long lastNumber(String producer) {
    return highWater.last(producer);
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
    return marks.inOrder();
  }

  /** The trading rules in force. */
  public Optional<Instrument> instrument(String instrument) {
    return Optional.ofNullable(instruments.get(instrument));
  }

  /** The ledger of an account that has one. */
  public Optional<AccountLedger> account(String account) {
    return Optional.ofNullable(accounts.get(account));
  }

  /** The ledgers whose equity a mark of the instrument moves, by account. */
  public void forEachHolder(String instrument, Consumer<AccountLedger> each) {
    for (Holding holding : positions().of(instrument)) {
      if (holding.position().quantity() != 0) {
        each.accept(holding.ledger());
      }
    }
  }

  /** All ledgers by account. */
  public SortedMap<String, AccountLedger> accounts() {
    return accounts.inOrder();
  }
}
