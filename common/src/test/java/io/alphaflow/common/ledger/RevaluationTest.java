package io.alphaflow.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.StateCodec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * A mark values only the ledgers that hold its instrument. A book that was just read from its bytes
 * values all of them: after each entry both must be the same, to the byte, also when amounts are
 * out of range.
 */
class RevaluationTest {

  private static final StateCodec<JournalBook> CODEC = new StateCodec<>(JournalBook.class);
  private static final Map<String, String> CURRENCIES =
      new TreeMap<>(Map.of("a", "USD", "b", "USD", "c", "EUR", "d", "USD"));
  private static final String[] ACCOUNTS = {"a", "b", "c", "d", "nobody"};
  private static final String[][] PAIRS = {
    {"BTC", "USD"}, {"ETH", "USD"}, {"BTC", "EUR"}, {"ETH", "BTC"}, {"X", "USD"}
  };
  private static final String[] FEE_ASSETS = {"BTC", "USD", "ETH", "Z"};
  private static final String APPLIED = "applied";
  private static final String OUT_OF_RANGE = "out of range";
  private static final long HOUR = 3_600_000_000L;

  /** One entry; the numbers choose what it says. */
  record Step(int kind, int a, int b, long amount) {}

  private final JournalBook book = new JournalBook();
  private long time = 100 * 24 * HOUR;
  private long number;

  @Property(tries = 300)
  void markOfOneInstrumentGivesWhatValuingEverythingGives(@ForAll("steps") List<Step> steps) {
    for (Step step : steps) {
      JournalEntry entry = entry(step);
      byte[] before = CODEC.encode(book);
      JournalBook all = CODEC.decode(before);
      String amounts = amounts();
      String outcome = apply(book, entry);
      if (outcome.equals(OUT_OF_RANGE)) {
        assertThat(amounts()).isEqualTo(amounts);
      }
      assertThat(apply(all, entry)).isEqualTo(outcome);
      assertThat(CODEC.encode(book)).asString().isEqualTo(new String(CODEC.encode(all)));
      if (outcome.equals(APPLIED) && entry instanceof Mark) {
        equitiesAreCashAndValues();
      }
    }
  }

  /** The test above would say little if amounts were never, or nearly always, out of range. */
  @Property(tries = 300)
  void randomEntriesReachBothSides(@ForAll("steps") List<Step> steps) {
    steps.forEach(step -> Statistics.collect(apply(book, entry(step))));
    Statistics.coverage(
        checker -> {
          checker.check(OUT_OF_RANGE).count(c -> c > 5);
          checker.check(APPLIED).percentage(p -> p > 50);
        });
  }

  @Example
  void fillThatIsOutOfRangeInTheEndChangesNothing() {
    apply(book, mark(PAIRS[0], Fixed8.ONE));
    apply(book, mark(PAIRS[1], Fixed8.ONE));
    ExecutionReport first = fill("a", PAIRS[0], Side.BUY, Fixed8.ONE, -Long.MAX_VALUE, "Z");
    ExecutionReport second = fill("a", PAIRS[1], Side.BUY, Fixed8.ONE, -Long.MAX_VALUE, "Z");
    assertThat(apply(book, first)).isEqualTo(APPLIED);
    apply(book, mark(PAIRS[0], Fixed8.of(2)));
    assertThat(apply(book, second)).isEqualTo(OUT_OF_RANGE);
    apply(book, mark(PAIRS[0], Fixed8.of(3)));
    apply(book, mark(PAIRS[1], Fixed8.of(5)));
    assertThat(book.account("a").orElseThrow().equity()).isEqualTo(Fixed8.of(3 - 1));
    assertThat(apply(book, second)).isEqualTo("DUPLICATE");
  }

  @Example
  void markThatIsOutOfRangeForOneAccountIsUsedForNone() {
    apply(book, mark(PAIRS[0], Fixed8.ONE));
    apply(book, fill("a", PAIRS[0], Side.BUY, Fixed8.ONE, 0, ""));
    apply(book, fill("b", PAIRS[0], Side.BUY, Fixed8.of(80_000_000_000L), 0, ""));
    String before = amounts();
    assertThat(apply(book, mark(PAIRS[0], Fixed8.of(2)))).isEqualTo(OUT_OF_RANGE);
    assertThat(amounts()).isEqualTo(before);
    assertThat(price(name(PAIRS[0]))).isEqualTo(Fixed8.ONE);
    assertThat(apply(book, mark(PAIRS[0], Fixed8.ONE + 1))).isEqualTo(APPLIED);
  }

  private static String text(Position p) {
    return "%s %d %d %d %d"
        .formatted(p.instrument(), p.quantity(), p.cost(), p.realizedPnl(), p.fees());
  }

  /** Everything but what was seen, and when. */
  private String amounts() {
    StringBuilder text = new StringBuilder();
    for (AccountLedger ledger : book.accounts().values()) {
      if (!ledger.isOpen() && ledger.balances().isEmpty()) {
        continue;
      }
      text.append(ledger.account())
          .append(ledger.isOpen())
          .append(ledger.balances())
          .append(ledger.positions().stream().map(RevaluationTest::text).toList())
          .append(
              ledger.holdings().stream()
                  .filter(h -> h.quantity() != 0)
                  .map(RevaluationTest::text)
                  .toList())
          .append(ledger.netFlows())
          .append(' ')
          .append(ledger.accountFees())
          .append(' ')
          .append(ledger.openingEquity())
          .append(' ')
          .append(ledger.equity())
          .append(' ')
          .append(ledger.peakEquity())
          .append('\n');
    }
    return text.toString();
  }

  private void equitiesAreCashAndValues() {
    for (AccountLedger ledger : book.accounts().values()) {
      long sum = ledger.balance(ledger.currency());
      for (Position position : ledger.positions()) {
        if (ledger.isValued(position.instrument())) {
          sum += position.snapshot(price(position.instrument())).value();
        }
      }
      for (PositionSnapshot other : ledger.otherAssets()) {
        sum += other.value();
      }
      assertThat(ledger.equity()).isEqualTo(sum);
    }
  }

  private long price(String instrument) {
    return book.mark(instrument).map(Mark::price).orElse(0L);
  }

  private static String apply(JournalBook to, JournalEntry entry) {
    try {
      Verdict verdict = to.apply(entry, 0, CURRENCIES);
      return verdict == Verdict.GAP || verdict == Verdict.NEXT ? APPLIED : verdict.name();
    } catch (ArithmeticException e) {
      return OUT_OF_RANGE;
    }
  }

  private JournalEntry entry(Step step) {
    String[] pair = PAIRS[step.b % PAIRS.length];
    return switch (step.kind) {
      case 0 -> mark(PAIRS[step.a % PAIRS.length], step.amount);
      case 1 -> snapshot(ACCOUNTS[step.a % ACCOUNTS.length], step.amount);
      case 2 -> fill(ACCOUNTS[step.a % ACCOUNTS.length], pair, step);
      case 3 -> instrument(pair);
      case 5 -> booking(ACCOUNTS[step.a % ACCOUNTS.length], pair, step);
      default -> new ClockTick("sim", ++number, time += step.a * HOUR / 100);
    };
  }

  private LedgerEntry booking(String account, String[] pair, Step step) {
    String asset = FEE_ASSETS[step.b % FEE_ASSETS.length];
    Booking booking =
        switch (step.a % 4) {
          case 0 -> Booking.deposit(asset, step.amount);
          case 1 -> Booking.withdrawal(asset, step.amount);
          case 2 -> Booking.fee("trend", name(pair), asset, step.amount / 1_000);
          default -> Booking.bust(fill(account, pair, step));
        };
    // Not counted by account here: a jump is applied as well.
    return new LedgerEntry(account, ++number, booking, "ann", 1, "at random", time);
  }

  private Mark mark(String[] pair, long price) {
    number++;
    return new Mark(name(pair), number, price, number, time += HOUR / 7);
  }

  private static String name(String[] pair) {
    return "sim:" + pair[0] + "/" + pair[1];
  }

  private AccountSnapshot snapshot(String account, long amount) {
    return new AccountSnapshot(
        account,
        ++number,
        0,
        List.of(
            new AssetBalance("BTC", amount / 3, 0),
            new AssetBalance("ETH", amount % 2 * amount / 5, 0),
            new AssetBalance("EUR", amount, 0),
            new AssetBalance("USD", amount / 2, amount / 2)));
  }

  private ExecutionReport fill(String account, String[] pair, Step step) {
    Side side = step.a % 2 == 0 || step.b % 4 == 0 ? Side.BUY : Side.SELL;
    long fee = step.a % 3 == 0 ? step.amount / 1_000 : 0;
    return fill(account, pair, side, step.amount, fee, FEE_ASSETS[step.b % FEE_ASSETS.length]);
  }

  /** An order of its own at a price of 1. */
  private ExecutionReport fill(
      String account, String[] pair, Side side, long quantity, long fee, String feeAsset) {
    number++;
    return new ExecutionReport(
        account,
        "trend",
        name(pair),
        "order-" + number,
        number,
        1,
        ExecutionType.FILL,
        side,
        quantity,
        "",
        number,
        quantity,
        Fixed8.ONE,
        quantity,
        fee,
        fee == 0 ? "" : feeAsset,
        false,
        true,
        0,
        "");
  }

  private Instrument instrument(String[] pair) {
    long most = Fixed8.of(10_000_000);
    return new Instrument(
        name(pair), ++number, "", pair[0], pair[1], 1, 1, most, 1, 1, most, 0, true, 0);
  }

  RevaluationTest() {
    for (String[] pair : PAIRS) {
      book.apply(instrument(pair), 0, CURRENCIES);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> kind =
        Arbitraries.frequency(
            Tuple.of(8, 0),
            Tuple.of(2, 1),
            Tuple.of(6, 2),
            Tuple.of(1, 3),
            Tuple.of(1, 4),
            Tuple.of(2, 5));
    Arbitrary<Integer> choice = Arbitraries.integers().between(0, 999);
    Arbitrary<Long> amount =
        Arbitraries.frequencyOf(
            Tuple.of(30, Arbitraries.longs().between(1, Fixed8.of(2_000))),
            Tuple.of(1, Arbitraries.longs().between(1, Fixed8.of(90_000_000_000L))));
    return Combinators.combine(kind, choice, choice, amount)
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(80);
  }
}
