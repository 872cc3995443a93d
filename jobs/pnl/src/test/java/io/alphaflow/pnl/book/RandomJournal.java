package io.alphaflow.pnl.book;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.BookingKind;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A journal of three accounts in which everything can happen at any time, also too early. */
final class RandomJournal {

  static final Map<String, String> CURRENCIES = Map.of("a", "USD", "b", "USD", "c", "EUR");

  private static final List<String> INSTRUMENTS =
      List.of(
          "sim:BTC/USD",
          "sim:ETH/USD",
          "sim:BNB/USD",
          "sim:BNB/USDT",
          "sim:USDT/USD",
          "sim:BTC/USDT",
          "sim:BTC/EUR");
  private static final List<String> ACCOUNTS = List.of("a", "b", "c");
  private static final List<String> ASSETS = List.of("BTC", "ETH", "BNB", "USDT", "USD", "EUR");

  private final Random random;
  private final Map<String, Long> numbers = new HashMap<>();
  private final List<ExecutionReport> fills = new ArrayList<>();
  private final List<JournalEntry> entries = new ArrayList<>();
  private long time = 1_600_000_000_000_000L;

  private RandomJournal(long seed) {
    random = new Random(seed);
  }

  static List<JournalEntry> of(long seed, int length) {
    RandomJournal journal = new RandomJournal(seed);
    while (journal.entries.size() < length) {
      journal.entries.add(journal.next());
    }
    return journal.entries;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private long number(String of) {
    return numbers.merge(of, 1L, Long::sum);
  }

  private long amount(int most) {
    return Fixed8.ONE / 1_000 * (1 + random.nextInt(most * 1_000));
  }

  private JournalEntry next() {
    int kind = random.nextInt(100);
    if (kind < 40) {
      pass();
      String instrument = any(INSTRUMENTS);
      return new Mark(instrument, number("mark" + instrument), amount(200), 0, time);
    } else if (kind < 48) {
      pass();
      return new ClockTick("sim", number("tick"), time);
    } else if (kind < 58) {
      return instrument(InstrumentId.parse(any(INSTRUMENTS)));
    } else if (kind < 64) {
      return opening(any(ACCOUNTS));
    } else if (kind < 88 || fills.isEmpty()) {
      ExecutionReport fill = fill(any(ACCOUNTS), any(INSTRUMENTS));
      fills.add(fill);
      return fill;
    }
    return booking();
  }

  /** Seconds mostly, sometimes hours or days. */
  private void pass() {
    int how = random.nextInt(20);
    long seconds = how < 16 ? random.nextInt(30) : how < 19 ? random.nextInt(20_000) : 200_000;
    time += seconds * 1_000_000;
  }

  private Instrument instrument(InstrumentId id) {
    long step = Fixed8.ONE / 1_000;
    return new Instrument(
        id.toString(),
        number("instrument" + id),
        id.base() + id.quote(),
        id.base(),
        id.quote(),
        step,
        0,
        0,
        step,
        step,
        Fixed8.of(1_000_000),
        0,
        true,
        0);
  }

  private AccountSnapshot opening(String account) {
    List<AssetBalance> balances = new ArrayList<>();
    balances.add(new AssetBalance(CURRENCIES.get(account), amount(10_000), random.nextInt(100)));
    if (random.nextBoolean()) {
      balances.add(new AssetBalance(any(List.of("BTC", "ETH", "BNB")), amount(10), 0));
    }
    return new AccountSnapshot(account, number("account" + account), time, balances);
  }

  private ExecutionReport fill(String account, String instrument) {
    long order = number("order");
    long quantity = amount(5);
    InstrumentId id = InstrumentId.parse(instrument);
    String feeAsset = any(List.of(id.base(), id.quote(), "BNB"));
    return new ExecutionReport(
        account,
        any(List.of("cross", "grid")),
        instrument,
        "order-" + order,
        order,
        1,
        ExecutionType.FILL,
        random.nextBoolean() ? Side.BUY : Side.SELL,
        quantity,
        "v" + order,
        order,
        quantity,
        amount(200),
        quantity,
        random.nextInt(4) == 0 ? 0 : Fixed8.ONE / 10_000 * random.nextInt(100),
        feeAsset,
        false,
        true,
        time,
        "");
  }

  private LedgerEntry booking() {
    ExecutionReport fill = any(fills);
    boolean ofFill = random.nextBoolean();
    String account = ofFill ? fill.account() : any(ACCOUNTS);
    Booking booking;
    if (!ofFill) {
      booking =
          random.nextBoolean()
              ? Booking.deposit(any(ASSETS), amount(20))
              : Booking.withdrawal(any(ASSETS), amount(10));
    } else if (random.nextBoolean()) {
      booking = Booking.fee(fill.strategy(), fill.instrument(), any(ASSETS), amount(1));
    } else {
      booking =
          new Booking(
              BookingKind.BUST,
              fill.feeAsset(),
              fill.fee(),
              fill.strategy(),
              fill.instrument(),
              fill.side() == Side.BUY ? fill.lastQuantity() : -fill.lastQuantity(),
              fill.lastPrice(),
              fill.clientOrderId(),
              fill.venueTradeId());
    }
    return new LedgerEntry(account, number("ledger" + account), booking, "ann", 1, "test", time);
  }
}
