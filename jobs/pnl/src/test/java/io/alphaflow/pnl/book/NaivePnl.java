package io.alphaflow.pnl.book;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.JournalBook;
import io.alphaflow.common.ledger.Posting;
import io.alphaflow.common.ledger.StrategyBook;
import io.alphaflow.common.model.BookingKind;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.pnl.PnlOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The P&amp;L of a journal in the plainest way: every account is looked at after every entry. */
final class NaivePnl {

  private final PnlOptions options;
  private final JournalBook book = new JournalBook();
  private final Map<String, Series> series = new TreeMap<>();
  private final Map<String, StrategyBook> strategies = new TreeMap<>();
  private final List<Posting> postings = new ArrayList<>();

  NaivePnl(PnlOptions options) {
    this.options = options;
    book.listen(postings::add, options::costMethod);
  }

  void apply(JournalEntry entry, Consumer<PnlSnapshot> snapshots) {
    postings.clear();
    Verdict verdict = book.apply(entry, entry.hashCode(), options.currencies());
    if (verdict == Verdict.DUPLICATE || verdict == Verdict.CONFLICT) {
      return;
    }
    List<RoundTrip> trips = new ArrayList<>();
    for (String account : new LinkedHashSet<>(postings.stream().map(Posting::account).toList())) {
      strategies
          .computeIfAbsent(account, a -> new StrategyBook())
          .apply(
              postings.stream().filter(p -> p.account().equals(account)).toList(),
              instrument -> book.instrument(instrument).orElse(null),
              options.costMethod(account),
              entry instanceof ExecutionReport report ? report.time() : book.time(),
              trips::add);
    }
    if (entry instanceof Mark mark) {
      strategies.values().forEach(of -> of.marked(mark));
    }
    for (AccountLedger ledger : book.accounts().values()) {
      if (ledger.isOpen()) {
        observe(ledger, entry, trips, snapshots);
      }
    }
  }

  private void observe(
      AccountLedger ledger,
      JournalEntry entry,
      List<RoundTrip> trips,
      Consumer<PnlSnapshot> snapshots) {
    boolean opened = !series.containsKey(ledger.account());
    Series counted = series.computeIfAbsent(ledger.account(), a -> new Series());
    counted.advance(book.time(), ledger.pnl(), options.dayCut());
    boolean entered = counted.enters(Math.floorDiv(book.time(), options.markIntervalMicros()));
    String cause = "";
    if (opened) {
      cause = "OPEN";
    } else if (entry instanceof ExecutionReport fill && fill.account().equals(ledger.account())) {
      cause = "FILL";
    } else if (entry instanceof LedgerEntry of && of.account().equals(ledger.account())) {
      BookingKind kind = of.booking().kind();
      boolean correction = kind == BookingKind.FEE || kind == BookingKind.BUST;
      cause = correction ? "CORRECTION" : "FLOW";
    }
    StrategyBook of = strategies.get(ledger.account());
    if (!cause.isEmpty()) {
      String id = entry.producer() + "#" + entry.sequence();
      snapshots.accept(
          new Valuation(ledger, book)
              .snapshot(
                  counted,
                  cause,
                  id,
                  of == null ? List.of() : of.take(book.marks(), false),
                  List.copyOf(trips)));
    }
    if (!opened && entered && ledger.hasPositions()) {
      snapshots.accept(
          new Valuation(ledger, book)
              .snapshot(
                  counted,
                  "MARK",
                  entry.producer() + "#" + entry.sequence(),
                  of == null ? List.of() : of.take(book.marks(), true),
                  List.of()));
    }
  }
}
