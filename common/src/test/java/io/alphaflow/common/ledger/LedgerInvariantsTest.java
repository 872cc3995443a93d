package io.alphaflow.common.ledger;

import static io.alphaflow.common.ledger.LedgerScenario.INSTRUMENT;
import static io.alphaflow.common.ledger.LedgerScenario.OPENING_CASH;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.ledger.LedgerScenario.FeeAsset;
import io.alphaflow.common.ledger.LedgerScenario.Step;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.StateCodec;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What must hold after every entry, whatever is traded; amounts are compared to the last unit. */
class LedgerInvariantsTest {

  private static final StateCodec<JournalBook> CODEC = new StateCodec<>(JournalBook.class);

  @Property(tries = 2_000)
  void cashAndValuesAddUpToEquityAndPnlExplainsItsChange(
      @ForAll("steps") List<Step> steps,
      @ForAll @LongRange(max = 500_000_000) long heldBtc,
      @ForAll boolean markFirst) {
    LedgerScenario scenario = new LedgerScenario(heldBtc, markFirst);
    for (Step step : steps) {
      scenario.play(step);
      AccountLedger ledger = scenario.ledger();
      PositionSnapshot position = scenario.position();
      assertThat(ledger.balance("USD") + position.value()).isEqualTo(ledger.equity());
      assertThat(position.realizedPnl() + position.unrealizedPnl() - position.fees())
          .isEqualTo(ledger.equity() - ledger.openingEquity());
      assertThat(ledger.balance("BTC")).isEqualTo(position.quantity());
      assertThat(ledger.peakEquity()).isGreaterThanOrEqualTo(ledger.equity());
    }
  }

  @Property(tries = 500)
  void openingEquityIsCashAndWhatWasHeldAtItsFirstPrice(
      @ForAll("steps") List<Step> steps, @ForAll @LongRange(max = 500_000_000) long heldBtc) {
    LedgerScenario scenario = new LedgerScenario(heldBtc, false);
    steps.forEach(scenario::play);
    long firstPrice = steps.get(0).price();
    long worth = Fixed8.multiply(heldBtc, firstPrice, RoundingMode.HALF_EVEN);
    assertThat(scenario.ledger().openingEquity()).isEqualTo(OPENING_CASH + worth);
  }

  @Property(tries = 1_000)
  void splittingFillsChangesNeitherCashNorQuantityNorCostNorRealisedPnl(
      @ForAll("gridSteps") List<Step> steps, @ForAll @IntRange(min = 2, max = 7) int parts) {
    LedgerScenario whole = new LedgerScenario(0, true);
    LedgerScenario split = new LedgerScenario(0, true);
    for (Step step : steps) {
      whole.play(step);
      long part = step.quantity() / parts / GRID * GRID;
      for (int i = 1; i < parts && part > 0; i++) {
        split.play(step.ofQuantity(part));
      }
      split.play(part > 0 ? step.ofQuantity(step.quantity() - part * (parts - 1)) : step);
      assertThat(split.ledger().balances()).isEqualTo(whole.ledger().balances());
      assertThat(split.position()).isEqualTo(whole.position());
    }
  }

  @Property(tries = 300)
  void repeatedReportsChangeNothing(@ForAll("steps") List<Step> steps) {
    LedgerScenario scenario = new LedgerScenario(0, true);
    steps.forEach(scenario::play);
    byte[] before = CODEC.encode(scenario.book);
    for (ExecutionReport report : scenario.delivered()) {
      assertThat(scenario.deliver(report)).isEqualTo(Verdict.DUPLICATE);
    }
    assertThat(CODEC.encode(scenario.book)).isEqualTo(before);
  }

  @Property(tries = 300)
  void stateGoesThroughBytesUnchanged(
      @ForAll("steps") List<Step> steps, @ForAll @LongRange(max = 500_000_000) long heldBtc) {
    LedgerScenario scenario = new LedgerScenario(heldBtc, false);
    steps.forEach(scenario::play);
    byte[] bytes = CODEC.encode(scenario.book);
    assertThat(CODEC.encode(CODEC.decode(bytes))).isEqualTo(bytes);
  }

  @Example
  void fillAfterTheEndOfItsOrderIsAConflictAndChangesNothing() {
    LedgerScenario scenario = new LedgerScenario(0, true);
    ExecutionReport fill = scenario.fill(buy(Fixed8.of(1), Fixed8.of(800)));
    scenario.deliver(fill);
    ExecutionReport late =
        new ExecutionReport(
            fill.account(),
            fill.strategy(),
            fill.instrument(),
            fill.clientOrderId(),
            fill.decision(),
            2,
            ExecutionType.FILL,
            fill.side(),
            fill.orderQuantity(),
            fill.venueOrderId(),
            99,
            fill.lastQuantity(),
            fill.lastPrice(),
            fill.cumulativeQuantity(),
            0,
            "",
            false,
            true,
            0,
            "");
    assertThat(scenario.deliver(late)).isEqualTo(Verdict.CONFLICT);
    assertThat(scenario.ledger().quantity(INSTRUMENT)).isEqualTo(Fixed8.of(1));
  }

  @Example
  void baseFeeLargerThanThePositionTurnsItAround() {
    LedgerScenario scenario = new LedgerScenario(0, true);
    scenario.play(buy(Fixed8.of(1), Fixed8.of(50)));
    // Leaves 0.0005 BTC bought at 50; the fee is 0.1 % of 0.9995 BTC, sold at 100.
    scenario.play(new Step(Side.SELL, Fixed8.parse("0.9995"), Fixed8.of(100), FeeAsset.BTC, 1_000));
    PositionSnapshot position = scenario.position();
    assertThat(position.quantity()).isEqualTo(Fixed8.parse("-0.0004995"));
    assertThat(position.cost()).isEqualTo(Fixed8.parse("-0.04995"));
    assertThat(position.realizedPnl()).isEqualTo(Fixed8.of(50));
  }

  private static Step buy(long quantity, long price) {
    return new Step(Side.BUY, quantity, price, FeeAsset.NONE, 0);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> quantities = Arbitraries.longs().between(1, 300_000_000);
    Arbitrary<Long> prices = Arbitraries.longs().between(1, Fixed8.of(2_000));
    return steps(
        Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(0L)), Tuple.of(4, quantities)),
        prices,
        Arbitraries.of(FeeAsset.class));
  }

  private static final long GRID = 1_000_000;

  /** Quantities of 0.01 and prices of 0.01: every product is exact, as at a venue with grids. */
  @Provide
  Arbitrary<List<Step>> gridSteps() {
    return steps(
        Arbitraries.longs().between(0, 300).map(n -> n * GRID),
        Arbitraries.longs().between(1, 200_000).map(n -> n * 1_000_000),
        Arbitraries.just(FeeAsset.NONE));
  }

  private static Arbitrary<List<Step>> steps(
      Arbitrary<Long> quantities, Arbitrary<Long> prices, Arbitrary<FeeAsset> feeAssets) {
    return Combinators.combine(
            Arbitraries.of(Side.class),
            quantities,
            prices,
            feeAssets,
            Arbitraries.longs().between(0, 5_000))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }
}
