package io.alphaflow.common.ledger;

import io.alphaflow.common.ledger.PositionIndex.Holding;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.BookingKind;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.UnpricedAsset;
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
import java.util.function.Function;

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

  /** Whether what things are worth was found out: a state that was read does not say it. */
  private transient boolean appraised;

  /** Whether every equity is that of the marks. */
  private transient boolean valued;

  /** What follows from the marks; null before it is asked for. */
  private transient Prices prices;

  private transient Consumer<Posting> listener;
  private transient Function<String, CostMethod> methods = account -> CostMethod.AVERAGE;

  /** The positions of all ledgers; null when they have to be collected again. */
  private transient PositionIndex positions;

  /** The UTC day that every ledger knows of. */
  private transient long rolledDay = Long.MIN_VALUE;

  /**
   * Who is told of every posting from now on, and how the cost of closed quantity is chosen. Not a
   * part of the state. Postings of an entry that was not applied because an amount is out of range
   * are void.
   *
   * @param costMethods the method of an account, average cost where nobody says so
   */
  public void listen(Consumer<Posting> postings, Function<String, CostMethod> costMethods) {
    if (listener != postings || methods != costMethods) {
      listener = postings;
      methods = costMethods;
      accounts.values().forEach(this::listen);
    }
  }

  private void listen(AccountLedger ledger) {
    ledger.listen(listener, methods.apply(ledger.account()));
  }

  private Prices prices() {
    if (prices == null) {
      prices = new Prices(marks);
    }
    return prices;
  }

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
    if (!appraised) {
      appraised = true;
      accounts.values().forEach(ledger -> ledger.revalue(prices()));
    }
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
    } else if (entry instanceof LedgerEntry booked && !applyBooking(booked)) {
      return Verdict.CONFLICT;
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
          accounts.values().forEach(ledger -> ledger.revalue(prices()));
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
    if (before == null) {
      prices().changed();
    }
    advance(mark.time());
    if (!known || before == null) {
      positions = null;
      allOrNothing(
          accounts.values(),
          () -> accounts.values().forEach(ledger -> ledger.revalue(prices())),
          () -> putBack(mark, before));
    } else if (isEasy(mark)) {
      value(mark);
    } else {
      allOrNothing(
          positions().of(mark.instrument()).stream().map(Holding::ledger).toList(),
          () -> value(mark),
          () -> putBack(mark, before));
    }
    valued = true;
  }

  private void putBack(Mark mark, Mark before) {
    putBack(marks, mark.instrument(), before);
    if (before == null) {
      prices().changed();
    }
  }

  private void value(Mark mark) {
    List<Holding> holdings = positions().of(mark.instrument());
    for (int i = 0; i < holdings.size(); i++) {
      AccountLedger ledger = holdings.get(i).ledger();
      boolean several =
          i > 0 && holdings.get(i - 1).ledger() == ledger
              || i + 1 < holdings.size() && holdings.get(i + 1).ledger() == ledger;
      if (several) {
        // One after the other, the first would give an equity that never was.
        ledger.revalue(prices());
      } else {
        ledger.revalue(holdings.get(i).position(), mark, prices());
      }
    }
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
      positions = new PositionIndex(accounts.values(), prices());
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
    int holdings = ledger.holdings().size();
    Verdict verdict = ledger.apply(report, instrument, prices(), known);
    if (ledger.holdings().size() != holdings) {
      positions = null;
    } else if (positions != null && ledger.positions().size() != before) {
      positions.add(ledger, ledger.position(report.instrument()));
    }
    return verdict;
  }

  /**
   * Books a deposit, a withdrawal or a correction.
   *
   * @return false when its account or instrument is unknown, or the fill is void already
   */
  private boolean applyBooking(LedgerEntry entry) {
    Booking booking = entry.booking();
    AccountLedger ledger = accounts.get(entry.account());
    boolean correction = booking.kind() == BookingKind.FEE || booking.kind() == BookingKind.BUST;
    Instrument instrument = instruments.get(booking.instrument());
    if (ledger == null || !ledger.isOpen() || correction && instrument == null) {
      return false;
    }
    positions = null;
    boolean booked = ledger.apply(booking, instrument, prices()) != Verdict.CONFLICT;
    if (booked && !correction) {
      instruments.values().forEach(ledger::adopt);
      ledger.revalue(prices());
    }
    return booked;
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
            ledger.revalue(prices());
            ledger.startOn(day(time));
          },
          () -> {});
    }
    ledger.reserve(snapshot);
  }

  private AccountLedger ledger(String account, String currency) {
    return accounts.getOrMake(
        account,
        () -> {
          rolledDay = Long.MIN_VALUE;
          AccountLedger made = new AccountLedger(account, currency);
          listen(made);
          return made;
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

  /** What an account holds or owes and nobody can price. */
  public List<UnpricedAsset> unpriced(AccountLedger ledger) {
    return ledger.unpriced(prices());
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
