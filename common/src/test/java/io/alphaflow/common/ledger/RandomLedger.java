package io.alphaflow.common.ledger;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An endless random journal of one account in USD: fills of three strategies in pairs with three
 * quotes, fees in four assets, marks, deposits, withdrawals, late fees and void fills. Some assets
 * get their first price late, one never.
 */
final class RandomLedger {

  static final String ACCOUNT = "main";
  private static final List<String> PAIRS =
      List.of("BTC/USD", "ETH/USD", "BNB/USDT", "ETH/BTC", "BTC/EUR", "EUR/USD", "USD/USDT");
  private static final List<String> STRATEGIES = List.of("a", "b", "c");
  private static final List<String> ASSETS = List.of("USD", "BTC", "ETH", "EUR", "BNB", "XYZ");
  private static final int FLATTEN_EVERY = 4;

  private final SplittableRandom random;
  private final Map<String, Long> prices = new HashMap<>();
  private final Map<String, Long> held = new HashMap<>();
  private final List<ExecutionReport> bustable = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private long time = 1_400_000_000_000_000L;

  RandomLedger(long seed) {
    random = new SplittableRandom(seed);
    PAIRS.forEach(pair -> prices.put(pair, 1 + random.nextLong(Fixed8.of(2_000))));
  }

  /** Instruments and the opening balances. */
  List<JournalEntry> opening() {
    List<JournalEntry> entries = new ArrayList<>();
    for (String pair : PAIRS) {
      InstrumentId id = InstrumentId.parse("sim:" + pair);
      entries.add(
          new Instrument(
              id.toString(), 1, pair, id.base(), id.quote(), 1, 1, 0, 1, 1, 0, 0, true, 0));
    }
    entries.add(
        new AccountSnapshot(
            ACCOUNT,
            1,
            0,
            List.of(
                new AssetBalance("BNB", Fixed8.of(50), 0),
                new AssetBalance("BTC", random.nextLong(Fixed8.of(3)), 0),
                new AssetBalance("USD", Fixed8.of(1_000_000), 0),
                new AssetBalance("XYZ", 77, 0))));
    return entries;
  }

  JournalEntry next() {
    int kind = random.nextInt(100);
    if (kind < 45) {
      return mark();
    } else if (kind < 92) {
      return fill();
    } else if (kind < 95) {
      return book(Booking.deposit(pick(ASSETS), amount(10)));
    } else if (kind < 97) {
      return book(Booking.withdrawal(pick(ASSETS), amount(10)));
    } else if (kind < 98) {
      long fee = amount(1) / 100 - amount(1) / 300;
      return lateFee(fee);
    }
    return bustable.isEmpty() ? mark() : bust();
  }

  private JournalEntry lateFee(long fee) {
    String strategy = pick(STRATEGIES);
    InstrumentId id = InstrumentId.parse("sim:" + pick(PAIRS));
    String asset = pick(ASSETS);
    if (id.base().equals(asset)) {
      held.merge(strategy + id, -fee, Math::addExact);
    }
    return book(Booking.fee(strategy, id.toString(), asset, fee));
  }

  private JournalEntry bust() {
    ExecutionReport fill = bustable.remove(random.nextInt(bustable.size()));
    held.merge(fill.strategy() + fill.instrument(), -change(fill), Math::addExact);
    return book(Booking.bust(fill));
  }

  private JournalEntry book(Booking booking) {
    return new LedgerEntry(ACCOUNT, number("ledger"), booking, "ann", 1, "at random", time);
  }

  private Mark mark() {
    String pair = pick(PAIRS);
    // Bounded below, so that values stay in range for millions of steps.
    long price = prices.get(pair) * (9_000 + random.nextInt(2_001)) / 10_000;
    prices.put(pair, Math.max(Fixed8.ONE / 100, Math.min(price, Fixed8.of(5_000))));
    time += random.nextInt(40_000_000);
    long number = number("mark" + pair);
    return new Mark("sim:" + pair, number, prices.get(pair), number, time);
  }

  private ExecutionReport fill() {
    String strategy = pick(STRATEGIES);
    InstrumentId id = InstrumentId.parse("sim:" + pick(PAIRS));
    long holding = held.getOrDefault(strategy + id, 0L);
    boolean flatten = holding != 0 && random.nextInt(FLATTEN_EVERY) == 0;
    // Towards nothing more often than away from it, or positions would grow without bound.
    boolean buy = flatten ? holding < 0 : random.nextInt(5) < 3 == holding <= 0;
    long quantity = flatten ? Math.abs(holding) : 1 + random.nextLong(Fixed8.of(2));
    long price = Math.max(1, prices.get(id.symbol()) + random.nextInt(1_000) - 500);
    String feeAsset =
        random.nextInt(3) == 0 ? pick(ASSETS) : random.nextBoolean() ? id.quote() : id.base();
    long notional = Fixed8.multiply(quantity, price, RoundingMode.HALF_UP);
    long fee = (feeAsset.equals(id.quote()) ? notional : quantity) / 1_000;
    fee = random.nextInt(20) == 0 ? -fee / 2 : fee;
    long number = number("order");
    ExecutionReport report =
        new ExecutionReport(
            ACCOUNT,
            strategy,
            id.toString(),
            "order-" + number,
            number,
            1,
            ExecutionType.FILL,
            buy ? Side.BUY : Side.SELL,
            quantity,
            "",
            number,
            quantity,
            price,
            quantity,
            fee,
            fee == 0 ? "" : feeAsset,
            false,
            true,
            time,
            "");
    held.merge(strategy + id, change(report), Math::addExact);
    if (bustable.size() < 50) {
      bustable.add(report);
    }
    return report;
  }

  private static long change(ExecutionReport fill) {
    boolean inBase = InstrumentId.parse(fill.instrument()).base().equals(fill.feeAsset());
    long bought = fill.side() == Side.BUY ? fill.lastQuantity() : -fill.lastQuantity();
    return inBase ? bought - fill.fee() : bought;
  }

  private long amount(int most) {
    return 1 + random.nextLong(Fixed8.of(most));
  }

  private long number(String of) {
    return numbers.merge(of, 1L, Long::sum);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
