package io.alphaflow.pnl.book;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.EntryCheck;
import io.alphaflow.common.ledger.JournalBook;
import io.alphaflow.common.ledger.Posting;
import io.alphaflow.common.ledger.StrategyBook;
import io.alphaflow.common.model.BookingKind;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.NamedValues;
import io.alphaflow.pnl.PnlOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The P&amp;L of the accounts of one journal partition: the ledgers, the positions of their
 * strategies, and for each account how many snapshots were made.
 *
 * <p>A snapshot is made when an account opens, on every fill, deposit, withdrawal and correction,
 * and once for each mark interval of logical time that an account enters while it holds or has held
 * something. It depends on the journal only, so the same journal gives the same snapshots. Bounded
 * like {@link JournalBook} and {@link StrategyBook}.
 */
public final class PnlBook {

  private final JournalBook book = new JournalBook();
  private final NamedValues<Series> series = new NamedValues<>();
  private final NamedValues<StrategyBook> strategies = new NamedValues<>();

  /** Of the entry that is being applied. */
  private final transient List<Posting> postings = new ArrayList<>();

  private final transient List<RoundTrip> roundTrips = new ArrayList<>();
  private final transient Consumer<Posting> listener = postings::add;
  private transient PnlOptions options;

  /**
   * Whose round trips a price moves, by instrument and account; null when it is to be found out.
   */
  private transient NamedValues<NamedValues<StrategyBook>> inTrips;

  /** The mark interval that every account knows of. */
  private transient long lastInterval = Long.MIN_VALUE;

  /**
   * Applies an entry.
   *
   * @param contentHash {@code Arrays.hashCode} of the entry's bytes
   * @param snapshots takes what the entry led to, by account
   * @return as {@link JournalBook#apply}
   * @throws ArithmeticException when an amount is out of range
   */
  public Verdict apply(
      JournalEntry entry, int contentHash, PnlOptions by, Consumer<PnlSnapshot> snapshots) {
    if (options != by) {
      options = by;
      book.listen(listener, by::costMethod);
    }
    postings.clear();
    roundTrips.clear();
    boolean firstPrice = entry instanceof Mark mark && book.mark(mark.instrument()).isEmpty();
    Verdict verdict = book.apply(entry, contentHash, by.currencies());
    if (verdict == Verdict.DUPLICATE || verdict == Verdict.CONFLICT) {
      return verdict;
    }
    if (!postings.isEmpty()) {
      post(entry);
    }
    if (entry instanceof Mark mark) {
      marked(mark);
    }
    long interval = Math.floorDiv(book.time(), by.markIntervalMicros());
    if (interval > lastInterval || firstPrice || entry instanceof Instrument) {
      // A first price values what was held before, trading rules may make it a position.
      lastInterval = Math.max(lastInterval, interval);
      book.accounts().values().forEach(l -> observe(l, entry, interval, snapshots));
    } else if (entry instanceof Mark mark) {
      // Within an interval a price makes no snapshot, and moves only those who hold something.
      book.forEachHolder(mark.instrument(), l -> observe(l, entry, interval, snapshots));
    } else {
      EntryCheck.account(entry)
          .flatMap(book::account)
          .ifPresent(l -> observe(l, entry, interval, snapshots));
    }
    return verdict;
  }

  private void marked(Mark mark) {
    if (inTrips == null) {
      inTrips = new NamedValues<>();
      strategies
          .inOrder()
          .forEach((account, of) -> of.instruments().forEach(i -> noteTrips(account, of, i)));
    }
    NamedValues<StrategyBook> moved = inTrips.get(mark.instrument());
    if (moved != null) {
      moved.values().forEach(of -> of.marked(mark));
    }
  }

  private void noteTrips(String account, StrategyBook of, String instrument) {
    if (of.hasOpenTrip(instrument)) {
      inTrips.getOrMake(instrument, NamedValues::new).put(account, of);
    } else if (inTrips.get(instrument) != null) {
      inTrips.get(instrument).remove(account);
    }
  }

  /** A mark can be the first price of what several accounts hold. */
  private void post(JournalEntry entry) {
    long time = entry instanceof ExecutionReport report ? report.time() : book.time();
    String account = postings.get(0).account();
    if (postings.stream().allMatch(p -> p.account().equals(account))) {
      post(account, postings, time);
      return;
    }
    postings.stream()
        .map(Posting::account)
        .distinct()
        .forEach(
            each ->
                post(each, postings.stream().filter(p -> p.account().equals(each)).toList(), time));
  }

  private void post(String account, List<Posting> ofAccount, long time) {
    StrategyBook of = strategies.getOrMake(account, StrategyBook::new);
    of.apply(
        ofAccount,
        instrument -> book.instrument(instrument).orElse(null),
        options.costMethod(account),
        time,
        roundTrips::add);
    if (inTrips != null) {
      ofAccount.forEach(posting -> noteTrips(account, of, posting.instrument()));
    }
  }

  private void observe(
      AccountLedger ledger, JournalEntry entry, long interval, Consumer<PnlSnapshot> snapshots) {
    if (!ledger.isOpen()) {
      return;
    }
    Series counted = series.get(ledger.account());
    boolean opened = counted == null;
    if (opened) {
      counted = new Series();
      series.put(ledger.account(), counted);
    }
    counted.advance(book.time(), ledger.pnl(), options.dayCut());
    boolean entered = counted.enters(interval);
    String cause = opened ? "OPEN" : cause(ledger, entry);
    if (!cause.isEmpty()) {
      snapshots.accept(snapshot(ledger, counted, cause, entry));
    }
    if (!opened && entered && ledger.hasPositions()) {
      snapshots.accept(snapshot(ledger, counted, "MARK", entry));
    }
  }

  private static String cause(AccountLedger ledger, JournalEntry entry) {
    if (entry instanceof ExecutionReport report
        && report.executionType() == ExecutionType.FILL
        && report.account().equals(ledger.account())) {
      return "FILL";
    } else if (entry instanceof LedgerEntry booked && booked.account().equals(ledger.account())) {
      BookingKind kind = booked.booking().kind();
      return kind == BookingKind.DEPOSIT || kind == BookingKind.WITHDRAWAL ? "FLOW" : "CORRECTION";
    }
    return "";
  }

  private PnlSnapshot snapshot(
      AccountLedger ledger, Series counted, String cause, JournalEntry entry) {
    boolean ofMark = cause.equals("MARK");
    StrategyBook strategy = strategies.get(ledger.account());
    return new Valuation(ledger, book)
        .snapshot(
            counted,
            cause,
            entry.producer() + "#" + entry.sequence(),
            strategy == null ? List.of() : strategy.take(book.marks(), ofMark),
            ofMark ? List.of() : List.copyOf(roundTrips));
  }

  /** The ledger of an account that has one, as it stands now. */
  public Optional<AccountLedger> account(String account) {
    return book.account(account);
  }

  /** Logical time of the partition, epoch microseconds UTC. */
  public long time() {
    return book.time();
  }
}
