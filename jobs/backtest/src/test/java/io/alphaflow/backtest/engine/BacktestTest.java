package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.FeeAsset;
import java.math.BigDecimal;
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
}
