package io.alphaflow.pnl;

import io.alphaflow.common.identity.SignalId;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.money.Fixed8;
import java.util.List;

/** Entries of a small journal: account {@code main} in USD, instrument sim:BTC/USD. */
public final class Journal {

  static final String INSTRUMENT = "sim:BTC/USD";
  private static final long SECOND = 1_000_000;

  private Journal() {}

  public static Instrument instrument() {
    long step = Fixed8.parse("0.01");
    long most = Fixed8.of(1_000_000);
    return new Instrument(
        INSTRUMENT, 1, "BTCUSD", "BTC", "USD", step, step, most, step, step, most, 0, true, 0);
  }

  public static AccountSnapshot opening(String cash) {
    return new AccountSnapshot(
        "main", 1, 0, List.of(new AssetBalance("USD", Fixed8.parse(cash), 0)));
  }

  public static Mark mark(long sequence, String price, long second) {
    return new Mark(INSTRUMENT, sequence, Fixed8.parse(price), sequence, second * SECOND);
  }

  public static ClockTick tick(long second) {
    return new ClockTick("sim", second, second * SECOND);
  }

  /** A fill that is a whole order, with a fee in USD. */
  public static ExecutionReport fill(
      long order, Side side, String quantity, String price, String fee) {
    long units = Fixed8.parse(quantity);
    return new ExecutionReport(
        "main",
        "cross",
        INSTRUMENT,
        "order-" + order,
        order,
        1,
        ExecutionType.FILL,
        side,
        units,
        "v" + order,
        order,
        units,
        Fixed8.parse(price),
        units,
        Fixed8.parse(fee),
        "USD",
        false,
        true,
        0,
        "",
        SignalId.of("cross", "main", INSTRUMENT, SignalOrigin.STRATEGY, order));
  }

  /** Opens with 10,000, buys 2 at 800 for a fee of 1, and sees the price rise to 810. */
  public static List<JournalEntry> day() {
    return List.of(
        instrument(),
        mark(1, "800", 10),
        opening("10000"),
        fill(1, Side.BUY, "2", "800", "1"),
        mark(2, "805", 30),
        mark(3, "810", 61),
        tick(62),
        fill(2, Side.SELL, "0.5", "812", "0.5"),
        tick(119),
        tick(300));
  }
}
