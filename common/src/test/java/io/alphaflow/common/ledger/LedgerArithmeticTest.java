package io.alphaflow.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.BookingKind;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.StrategyPosition;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.NamedValues;
import io.alphaflow.common.state.StateCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What must hold to the last unit after every entry of long random journals, six of them. {@code
 * -Dalphaflow.ledger.entries=1000000 -Dalphaflow.ledger.seed=7} runs a longer one.
 */
class LedgerArithmeticTest {

  private static final long ENTRIES = Long.getLong("alphaflow.ledger.entries", 25_000);
  private static final long SEED = Long.getLong("alphaflow.ledger.seed", 20_261_129);
  private static final Map<String, String> CURRENCIES = Map.of(RandomLedger.ACCOUNT, "USD");
  private static final StateCodec<Books> CODEC = new StateCodec<>(Books.class);

  /** A ledger and its strategies, as the P&amp;L job keeps them. */
  static final class Books {
    private final JournalBook book = new JournalBook();
    private final StrategyBook strategies = new StrategyBook();
    private CostMethod method;
    private final transient List<Posting> postings = new ArrayList<>();
    private final transient Consumer<Posting> listener = postings::add;

    static Books of(CostMethod method) {
      Books books = new Books();
      books.method = method;
      return books;
    }

    Verdict apply(JournalEntry entry, Consumer<RoundTrip> trips) {
      postings.clear();
      book.listen(listener, account -> method);
      Verdict verdict = book.apply(entry, entry.hashCode(), CURRENCIES);
      strategies.apply(postings, i -> book.instrument(i).orElse(null), method, book.time(), trips);
      if (entry instanceof Mark mark) {
        strategies.marked(mark);
      }
      return verdict;
    }

    AccountLedger ledger() {
      return book.account(RandomLedger.ACCOUNT).orElseThrow();
    }

    List<PositionSnapshot> counted() {
      List<PositionSnapshot> counted = new ArrayList<>(ledger().otherAssets());
      for (PositionSnapshot position : ledger().positions(book.marks())) {
        if (ledger().isValued(position.instrument())) {
          counted.add(position);
        }
      }
      return counted;
    }

    long sum(ToLongFunction<PositionSnapshot> amount) {
      return counted().stream().mapToLong(amount).reduce(0, Math::addExact);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everythingAddsUpAfterEveryEntry(CostMethod method) {
    RandomLedger journal = new RandomLedger(SEED);
    Books books = Books.of(method);
    List<RoundTrip> trips = new ArrayList<>();
    journal.opening().forEach(entry -> books.apply(entry, trips::add));
    Books running = books;
    for (long i = 0; i < ENTRIES; i++) {
      JournalEntry entry = journal.next();
      long pnl = running.ledger().pnl();
      long drawdown = running.ledger().peakEquity() - running.ledger().equity();
      assertThat(running.apply(entry, trips::add)).isEqualTo(Verdict.NEXT);
      check(running, "seed %d, entry %d: %s".formatted(SEED, i, entry));
      if (entry instanceof LedgerEntry booked && isFlow(booked)) {
        assertThat(running.ledger().pnl()).isEqualTo(pnl);
        assertThat(running.ledger().peakEquity() - running.ledger().equity()).isEqualTo(drawdown);
      }
      if (i % 5_000 == 4_999) {
        byte[] bytes = CODEC.encode(running);
        running = CODEC.decode(bytes);
        assertThat(CODEC.encode(running)).isEqualTo(bytes);
        // Values are no state: the next mark finds them again.
        revalue(running);
      }
    }
    assertThat(trips).hasSizeGreaterThan((int) (ENTRIES / 100));
  }

  private static void revalue(Books books) {
    books.ledger().revalue(new Prices(marks(books)));
  }

  private static NamedValues<Mark> marks(Books books) {
    NamedValues<Mark> marks = new NamedValues<>();
    books.book.marks().forEach(marks::put);
    return marks;
  }

  private static boolean isFlow(LedgerEntry booked) {
    BookingKind kind = booked.booking().kind();
    return kind == BookingKind.DEPOSIT || kind == BookingKind.WITHDRAWAL;
  }

  private static void check(Books books, String where) {
    AccountLedger ledger = books.ledger();
    long cash = ledger.balance("USD");
    long realized = books.sum(PositionSnapshot::realizedPnl);
    long unrealized = books.sum(PositionSnapshot::unrealizedPnl);
    long fees = books.sum(PositionSnapshot::fees) + ledger.accountFees();
    long start = ledger.openingEquity() + ledger.netFlows();
    if (ledger.equity() != cash + books.sum(PositionSnapshot::value)
        || cash + books.sum(PositionSnapshot::cost) - realized + fees != start
        || ledger.equity() != start + realized + unrealized - fees) {
      assertThat(ledger.equity()).as(where).isEqualTo(cash + books.sum(PositionSnapshot::value));
      assertThat(cash + books.sum(PositionSnapshot::cost) - realized + fees)
          .as(where)
          .isEqualTo(start);
      assertThat(ledger.equity()).as(where).isEqualTo(start + realized + unrealized - fees);
    }
    checkBalances(books, where);
    checkStrategies(books, where);
  }

  /** Every asset is the cash, in a position, or among the other assets: once. */
  private static void checkBalances(Books books, String where) {
    Map<String, Long> held = new TreeMap<>();
    for (PositionSnapshot position : books.counted()) {
      String name = position.instrument();
      String asset = name.indexOf(':') < 0 ? name : InstrumentId.parse(name).base();
      held.merge(asset, position.quantity(), Math::addExact);
    }
    Map<String, Long> balances = new TreeMap<>(books.ledger().balances());
    balances.remove("USD");
    balances.values().removeIf(b -> b == 0);
    held.values().removeIf(b -> b == 0);
    assertThat(held).as(where).isEqualTo(balances);
  }

  private static void checkStrategies(Books books, String where) {
    Map<String, long[]> sums = new HashMap<>();
    for (StrategyPosition p : books.strategies.all(books.book.marks())) {
      long[] sum = sums.computeIfAbsent(p.instrument(), i -> new long[4]);
      sum[0] += p.quantity();
      sum[1] += p.fees();
      sum[2] += p.realizedPnl() + p.unrealizedPnl();
      sum[3] += p.value();
    }
    for (PositionSnapshot p : books.ledger().positions(books.book.marks())) {
      long[] sum = sums.getOrDefault(p.instrument(), new long[4]);
      boolean marked = p.mark() != 0;
      if (sum[0] != p.quantity()
          || sum[1] != p.fees()
          || marked && sum[2] != p.realizedPnl() + p.unrealizedPnl()
          || marked && sum[3] != p.value()) {
        assertThat(sum)
            .as(where + " " + p.instrument())
            .containsExactly(
                p.quantity(), p.fees(), p.realizedPnl() + p.unrealizedPnl(), p.value());
      }
    }
  }

  @Test
  void averageFifoAndLifoDifferOnlyInWhatIsRealisedAndAgreeWhenFlat() {
    RandomLedger journal = new RandomLedger(SEED + 1);
    Map<CostMethod, Books> all = new EnumMap<>(CostMethod.class);
    for (CostMethod method : CostMethod.values()) {
      all.put(method, Books.of(method));
    }
    Map<CostMethod, List<RoundTrip>> trips = new EnumMap<>(CostMethod.class);
    all.keySet().forEach(method -> trips.put(method, new ArrayList<>()));
    List<JournalEntry> entries = new ArrayList<>(journal.opening());
    long flat = 0;
    long differing = 0;
    for (long i = 0; i < ENTRIES; i++) {
      entries.add(journal.next());
      for (JournalEntry entry : entries) {
        all.forEach((method, books) -> books.apply(entry, trips.get(method)::add));
      }
      entries.clear();
      Books average = all.get(CostMethod.AVERAGE);
      List<StrategyPosition> expected = average.strategies.all(average.book.marks());
      for (CostMethod method : List.of(CostMethod.FIFO, CostMethod.LIFO)) {
        Books other = all.get(method);
        assertThat(other.ledger().equity()).isEqualTo(average.ledger().equity());
        assertThat(other.ledger().balances()).isEqualTo(average.ledger().balances());
        List<StrategyPosition> found = other.strategies.all(other.book.marks());
        for (int p = 0; p < expected.size(); p++) {
          StrategyPosition one = expected.get(p);
          StrategyPosition two = found.get(p);
          assertThat(two.realizedPnl() + two.unrealizedPnl())
              .isEqualTo(one.realizedPnl() + one.unrealizedPnl());
          if (one.quantity() == 0) {
            flat++;
            assertThat(two).isEqualTo(one);
          } else if (two.realizedPnl() != one.realizedPnl()) {
            differing++;
          }
        }
      }
    }
    // The comparison would say little if positions were never flat, or the methods never differed.
    assertThat(flat).isGreaterThan(ENTRIES);
    assertThat(differing).isGreaterThan(ENTRIES);
    // Round trips are told in prices and money alone: they do not depend on the method.
    assertThat(trips.get(CostMethod.FIFO)).isEqualTo(trips.get(CostMethod.AVERAGE));
    assertThat(trips.get(CostMethod.LIFO)).isEqualTo(trips.get(CostMethod.AVERAGE));
  }
}
