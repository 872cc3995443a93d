package io.alphaflow.cli.pnl;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Booking;
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
import java.util.SplittableRandom;

/**
 * A random journal of two accounts over a week: odd prices and quantities, fees in three assets,
 * deposits, withdrawals, late fees and void fills; marks that come after a clock tick of a later
 * time, and marks that were written again.
 */
final class WeekOfTrading {

  static final long START = 1_700_000_000_000_000L;
  private static final long WEEK = 7 * 86_400_000_000L;
  private static final long HOUR = 3_600_000_000L;
  private static final int STEPS = 4_000;
  private static final List<String> ACCOUNTS = List.of("main", "spare");
  private static final List<String> ASSETS = List.of("BTC", "ETH", "BNB");

  private final SplittableRandom random;
  private final Map<String, Long> prices = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final List<ExecutionReport> fills = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final List<JournalEntry> entries = new ArrayList<>();
  private long time = START;

  private WeekOfTrading(long seed) {
    random = new SplittableRandom(seed);
  }

  static List<JournalEntry> entries(long seed) {
    WeekOfTrading week = new WeekOfTrading(seed);
    week.open();
    for (int i = 0; i < STEPS; i++) {
      week.time += 1 + week.random.nextLong(2 * WEEK / STEPS);
      week.step();
    }
    return week.entries;
  }

  private void open() {
    for (String asset : ASSETS) {
      InstrumentId id = InstrumentId.parse("sim:" + asset + "/USD");
      entries.add(
          new Instrument(
              id.toString(), 1, asset + "USD", asset, "USD", 1, 1, 0, 1, 1, 0, 0, true, 0));
      prices.put(asset, Fixed8.of(100) + random.nextLong(Fixed8.of(900)));
    }
    // One account opens before any price is known, the other one after.
    entries.add(opening("main"));
    ASSETS.forEach(this::mark);
    entries.add(opening("spare"));
  }

  private static AccountSnapshot opening(String account) {
    return new AccountSnapshot(
        account,
        1,
        START,
        List.of(
            new AssetBalance("BNB", 812_345_679, 0),
            new AssetBalance("BTC", 33_333_333, 1),
            new AssetBalance("USD", Fixed8.of(100_000), 0)));
  }

  private void step() {
    int kind = random.nextInt(100);
    if (kind < 37) {
      mark(pick(ASSETS));
    } else if (kind < 40) {
      entries.addAll(marks.subList(Math.max(0, marks.size() - 5), marks.size()));
    } else if (kind < 50) {
      tick();
    } else if (kind < 90) {
      fill();
    } else if (kind < 94) {
      boolean in = random.nextBoolean();
      String asset = random.nextBoolean() ? "USD" : pick(ASSETS);
      long amount = 1 + random.nextLong(Fixed8.ONE);
      book(in ? Booking.deposit(asset, amount) : Booking.withdrawal(asset, amount));
    } else if (kind < 97) {
      long fee = random.nextLong(2_000_000) - 500_000;
      book(Booking.fee("trend", "sim:" + pick(ASSETS) + "/USD", pick(List.of("USD", "BNB")), fee));
    } else if (!fills.isEmpty()) {
      ExecutionReport fill = fills.remove(random.nextInt(fills.size()));
      book(fill.account(), Booking.bust(fill));
    }
  }

  private void tick() {
    entries.add(new ClockTick("sim", number("tick"), time));
  }

  private void mark(String asset) {
    long price = prices.get(asset) * (9_900 + random.nextInt(202)) / 10_000;
    prices.put(asset, price);
    String instrument = "sim:" + asset + "/USD";
    long number = number(instrument);
    boolean late = random.nextInt(3) == 0;
    if (late) {
      tick();
    }
    long age = late ? random.nextLong(HOUR) : 0;
    Mark mark = new Mark(instrument, number, price, number, time - age);
    entries.add(mark);
    marks.add(mark);
  }

  private void fill() {
    String asset = pick(ASSETS);
    boolean buy = random.nextBoolean();
    long quantity = 1 + random.nextLong(Fixed8.ONE);
    String feeAsset = pick(List.of("USD", asset, "BNB"));
    long number = number("order");
    ExecutionReport report =
        new ExecutionReport(
            pick(ACCOUNTS),
            pick(List.of("trend", "revert")),
            "sim:" + asset + "/USD",
            "order-" + number,
            number,
            1,
            ExecutionType.FILL,
            buy ? Side.BUY : Side.SELL,
            quantity,
            "",
            number,
            quantity,
            prices.get(asset) + random.nextInt(1_000),
            quantity,
            random.nextLong(quantity / 1_000 + 2),
            feeAsset,
            false,
            true,
            // The venue's clock is not ours: nothing may depend on it.
            time - random.nextInt(5_000_000),
            "");
    entries.add(report);
    fills.add(report);
  }

  private void book(Booking booking) {
    book(pick(ACCOUNTS), booking);
  }

  private void book(String account, Booking booking) {
    // A booking has no time of its own but logical time, which must not lag behind the fills'.
    tick();
    entries.add(
        new LedgerEntry(account, number("ledger" + account), booking, "ann", 1, "random", time));
  }

  private long number(String of) {
    return numbers.merge(of, 1L, Long::sum);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
