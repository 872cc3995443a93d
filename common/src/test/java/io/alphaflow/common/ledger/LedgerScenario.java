package io.alphaflow.common.ledger;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.HighWater.Verdict;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A book with one account and one instrument, driven by marks and fills. */
final class LedgerScenario {

  static final String INSTRUMENT = "sim:BTC/USD";
  static final long OPENING_CASH = Fixed8.of(1_000_000);
  private static final Map<String, String> CURRENCIES = Map.of("main", "USD");

  /** In which asset a fee is taken. */
  enum FeeAsset {
    NONE,
    USD,
    BTC
  }

  /** A mark when {@code quantity} is 0, otherwise a fill; amounts in units of 1e-8. */
  record Step(Side side, long quantity, long price, FeeAsset feeAsset, long feePerMillion) {
    Step ofQuantity(long other) {
      return new Step(side, other, price, feeAsset, feePerMillion);
    }
  }

  final JournalBook book = new JournalBook();
  private final List<ExecutionReport> reports = new ArrayList<>();
  private long marks;

  /** Opens with BTC already held, before any price is known when {@code markFirst} is false. */
  LedgerScenario(long heldBtc, boolean markFirst) {
    book.apply(instrument(), 0, CURRENCIES);
    if (markFirst) {
      mark(Fixed8.of(800));
    }
    List<AssetBalance> balances =
        List.of(new AssetBalance("BTC", heldBtc, 0), new AssetBalance("USD", OPENING_CASH, 0));
    book.apply(new AccountSnapshot("main", 1, 0, balances), 0, CURRENCIES);
  }

  AccountLedger ledger() {
    return book.account("main").orElseThrow();
  }

  PositionSnapshot position() {
    List<PositionSnapshot> positions = ledger().positions(book.marks());
    return positions.isEmpty()
        ? new PositionSnapshot(INSTRUMENT, 0, 0, 0, 0, 0, 0, 0)
        : positions.get(0);
  }

  void mark(long price) {
    marks++;
    book.apply(new Mark(INSTRUMENT, marks, price, marks, marks * 1_000_000), 0, CURRENCIES);
  }

  void play(Step step) {
    if (step.quantity() == 0) {
      mark(step.price());
    } else {
      deliver(fill(step));
    }
  }

  Verdict deliver(ExecutionReport report) {
    reports.add(report);
    return book.apply(report, 0, CURRENCIES);
  }

  List<ExecutionReport> delivered() {
    return List.copyOf(reports);
  }

  /** A fill that is an order of its own. */
  ExecutionReport fill(Step step) {
    long of =
        step.feeAsset() == FeeAsset.USD
            ? Fixed8.multiply(step.quantity(), step.price(), RoundingMode.HALF_UP)
            : step.quantity();
    long fee = step.feeAsset() == FeeAsset.NONE ? 0 : of * step.feePerMillion() / 1_000_000;
    int number = reports.size() + 1;
    return new ExecutionReport(
        "main",
        "cross",
        INSTRUMENT,
        "order-" + number,
        number,
        1,
        ExecutionType.FILL,
        step.side(),
        step.quantity(),
        "v" + number,
        number,
        step.quantity(),
        step.price(),
        step.quantity(),
        fee,
        fee == 0 ? "" : step.feeAsset().name(),
        false,
        true,
        0,
        "");
  }

  private static Instrument instrument() {
    long least = 1;
    long most = Fixed8.of(10_000_000);
    return new Instrument(
        INSTRUMENT, 1, "BTCUSD", "BTC", "USD", least, least, most, least, least, most, 0, true, 0);
  }
}
