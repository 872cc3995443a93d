package io.alphaflow.common.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.ledger.LedgerScenario.FeeAsset;
import io.alphaflow.common.ledger.LedgerScenario.Step;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.StateCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Old reports that come again, and fees in what is held as another position. */
class LongMemoryTest {

  private static final Map<String, String> CURRENCIES = Map.of("main", "USD");

  @Test
  void aFillOfLongAgoThatComesAgainIsNotBookedAgain() {
    LedgerScenario scenario = new LedgerScenario(0, true);
    Step buy = new Step(Side.BUY, Fixed8.ONE, Fixed8.of(100), FeeAsset.NONE, 0);
    for (int i = 0; i < OrderReports.REMEMBERED + 10; i++) {
      scenario.play(buy);
    }
    ExecutionReport first = scenario.delivered().get(0);
    long before = scenario.ledger().quantity(LedgerScenario.INSTRUMENT);
    assertThat(scenario.deliver(first)).isEqualTo(Verdict.DUPLICATE);
    StateCodec<JournalBook> codec = new StateCodec<>(JournalBook.class);
    JournalBook restored = codec.decode(codec.encode(scenario.book));
    assertThat(restored.apply(first, 0, CURRENCIES)).isEqualTo(Verdict.DUPLICATE);
    assertThat(scenario.ledger().quantity(LedgerScenario.INSTRUMENT)).isEqualTo(before);
  }

  private static Instrument instrument(String base) {
    long most = Fixed8.of(10_000_000);
    return new Instrument(
        "sim:" + base + "/USD", 1, base + "USD", base, "USD", 1, 1, most, 1, 1, most, 0, true, 0);
  }

  @Test
  void aFeeInAnAssetThatIsHeldMakesThatPositionSmaller() {
    JournalBook book = new JournalBook();
    book.apply(instrument("BNB"), 0, CURRENCIES);
    book.apply(instrument("ETH"), 0, CURRENCIES);
    book.apply(new Mark("sim:BNB/USD", 1, Fixed8.of(300), 1, 1), 0, CURRENCIES);
    book.apply(new Mark("sim:ETH/USD", 1, Fixed8.of(2_000), 1, 2), 0, CURRENCIES);
    List<AssetBalance> balances =
        List.of(
            new AssetBalance("BNB", Fixed8.of(3), 0),
            new AssetBalance("USD", Fixed8.of(10_000), 0));
    book.apply(new AccountSnapshot("main", 1, 0, balances), 0, CURRENCIES);
    AccountLedger ledger = book.account("main").orElseThrow();
    long before = ledger.equity();
    book.apply(
        new ExecutionReport(
            "main",
            "cross",
            "sim:ETH/USD",
            "order-1",
            1,
            1,
            ExecutionType.FILL,
            Side.BUY,
            Fixed8.ONE,
            "v1",
            1,
            Fixed8.ONE,
            Fixed8.of(2_000),
            Fixed8.ONE,
            Fixed8.parse("0.01"),
            "BNB",
            false,
            true,
            0,
            ""),
        0,
        CURRENCIES);
    assertThat(ledger.quantity("sim:BNB/USD")).isEqualTo(Fixed8.parse("2.99"));
    assertThat(ledger.balance("BNB")).isEqualTo(Fixed8.parse("2.99"));
    assertThat(before - ledger.equity()).isEqualTo(Fixed8.of(3));
    long fees = ledger.positions(book.marks()).stream().mapToLong(p -> p.fees()).sum();
    assertThat(fees).isEqualTo(Fixed8.of(3));
  }
}
