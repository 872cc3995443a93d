package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.FeeAsset;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestTest {

  @ParameterizedTest
  @CsvSource({"1, 5, 20, 0", "2, 3, 9, 0.002", "3, 10, 50, 0.0001", "4, 2, 5, 0.001"})
  void agreesWithAnotherProgramToTheLastUnit(long seed, int fast, int slow, String fee) {
    List<Bar> bars = Runs.bars(seed, 3_000);
    CrossReference expected = new CrossReference(bars, fast, slow, new BigDecimal(fee));
    Backtest run =
        Runs.run(
            Runs.options(
                Runs.cross("a", fast, slow, Runs.costing(Fixed8.parse(fee), FeeAsset.QUOTE))),
            bars);
    VariantResult result = run.results().get(0);
    assertThat(result.fills())
        .as("%s %s", result.counts(), run.alerts())
        .hasSize(expected.trades)
        .hasSizeGreaterThan(20);
    // Before the first bar, and at the end of each.
    assertThat(DoubleStream.of(result.equity().equity()).skip(1).boxed())
        .containsExactlyElementsOf(expected.equity.stream().map(BigDecimal::doubleValue).toList());
  }

  @Test
  void oneVariantChangesNothingForAnother() {
    List<Bar> bars = Runs.bars(7, 2_000);
    Variant a = Runs.cross("a", 5, 20, FillRules.DEFAULT);
    Variant b = Runs.cross("b", 3, 9, Runs.free(), "stop-loss", "0.2", "take-profit", "0.5");
    List<VariantResult> together = Runs.run(Runs.options(a, b), bars).results();
    assertThat(together.get(0).fills())
        .isEqualTo(Runs.run(Runs.options(a), bars).results().get(0).fills())
        .isNotEmpty();
    assertThat(together.get(1).fills())
        .isEqualTo(Runs.run(Runs.options(b), bars).results().get(0).fills())
        .isNotEmpty();
  }

  @Test
  void pricesThatNobodyAsksForChangeNothing() {
    List<Bar> bars = Runs.bars(9, 2_000);
    BacktestOptions lazy = Runs.options(Runs.cross("a", 5, 20, FillRules.DEFAULT));
    VariantResult without = Runs.run(lazy, bars).results().get(0);
    VariantResult with = Runs.run(Runs.toldEverything(lazy), bars).results().get(0);
    assertThat(without.fills()).isEqualTo(with.fills()).isNotEmpty();
    assertThat(without.equity().equity()).isEqualTo(with.equity().equity());
    assertThat(without.counts()).isEqualTo(with.counts());
  }

  /** Decided at 104, bought at the open at 104: the stop is at 98.80, the target at 109.20. */
  private static List<ExecutedFill> protectedBy(BarPath path, Bar last) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long cents = 10_000 + 100 * i;
      bars.add(
          Runs.bar(i, Math.max(10_000, cents - 100), cents, Math.max(10_000, cents - 100), cents));
    }
    bars.add(Runs.bar(5, 10_400, 10_400, 10_400, 10_400));
    bars.add(last);
    Variant variant =
        Runs.cross(
            "a",
            2,
            5,
            Runs.free().with(path),
            "begin",
            "side",
            "stop-loss",
            "5",
            "take-profit",
            "5");
    return Runs.run(Runs.options(variant), bars).results().get(0).fills();
  }

  @ParameterizedTest
  @CsvSource({
    "NEAREST_FIRST, 10500, 12000, 9000, 98.8, stop-loss",
    "NEAREST_FIRST, 10500, 11000, 9000, 109.2, take-profit",
    "HIGH_FIRST, 10000, 12000, 9900, 109.2, take-profit",
    "LOW_FIRST, 10800, 11000, 9000, 98.8, stop-loss",
    "HIGH_FIRST, 9700, 12000, 9000, 97, stop-loss",
    "LOW_FIRST, 11500, 12000, 9000, 115, take-profit"
  })
  void aProtectiveExitFiresAtItsLevelOrAtTheOpenBeyondIt(
      BarPath path, long open, long high, long low, String price, String tag) {
    List<ExecutedFill> fills = protectedBy(path, Runs.bar(6, open, high, low, 10_300));
    assertThat(fills)
        .extracting(ExecutedFill::side, ExecutedFill::price, ExecutedFill::tag)
        .containsExactly(
            tuple(Side.BUY, Fixed8.of(104), "cross-up"),
            tuple(Side.SELL, Fixed8.parse(price), tag));
    assertThat(fills.get(1).arrivalPrice()).isEqualTo(Fixed8.parse(price));
  }
}
