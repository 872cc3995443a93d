package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.operator.RunResultCodec;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Reading;
import io.alphaflow.common.money.Fixed8;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitWatchTest {

  private static Reading most(String code, String limit, String observed, String unit) {
    return new Reading("C1", code, Fixed8.parse(limit), Fixed8.parse(observed), unit, null);
  }

  private static Reading least(String code, String limit, String observed) {
    return new Reading("C2", code, Fixed8.parse(limit), Fixed8.parse(observed), "s", true);
  }

  private static List<LimitUse> uses(Reading... readings) {
    LimitWatch watch = new LimitWatch();
    for (Reading reading : readings) {
      watch.measured(List.of(reading));
    }
    return watch.uses();
  }

  @Test
  void theLargestShareStandsAndEveryBreachCounts() {
    assertThat(
            uses(
                most("VALUE", "1000", "250", "USD"),
                most("VALUE", "100", "120", "USD"),
                // More of it, but less of what was allowed then.
                most("VALUE", "1000", "1100.5", "USD"),
                most("VALUE", "1000", "1000", "USD")))
        .containsExactly(new LimitUse("C1 VALUE", "120 USD", "100 USD", 1.2, 2));
  }

  @Test
  void ofALeastTheLimitIsTheShareOfWhatWasFound() {
    assertThat(uses(least("GAP", "60", "240"), least("GAP", "60", "80"), least("GAP", "60", "120")))
        .containsExactly(new LimitUse("C2 GAP", "80 s", "at least 60 s", 0.75, 0));
    assertThat(uses(least("GAP", "60", "0")))
        .containsExactly(
            new LimitUse("C2 GAP", "0 s", "at least 60 s", Double.POSITIVE_INFINITY, 1));
  }

  @Test
  void whereNothingIsAllowedItIsUsedUpOrBroken() {
    assertThat(uses(most("LOSS", "0", "0", "USD")))
        .containsExactly(new LimitUse("C1 LOSS", "0 USD", "0 USD", 1, 0));
    assertThat(uses(most("LOSS", "0", "0.01", "USD")))
        .containsExactly(new LimitUse("C1 LOSS", "0.01 USD", "0 USD", Double.POSITIVE_INFINITY, 1));
  }

  @Test
  void aProfitUsesNothingOfALimitOnLosses() {
    assertThat(uses(most("LOSS", "100", "-50", "USD"), most("LOSS", "100", "-2", "USD")))
        .containsExactly(new LimitUse("C1 LOSS", "-2 USD", "100 USD", 0, 0));
  }

  @Test
  void theNearestIsFirst() {
    assertThat(uses(most("A", "10", "1", ""), most("B", "10", "9", ""), most("C", "10", "1", "")))
        .extracting(LimitUse::control)
        .containsExactly("C1 B", "C1 A", "C1 C");
  }

  /** What the fills say of the largest order, the gate has measured. */
  @Test
  void aRunWithLimitsTellsHowNearTheyCameAndOneWithoutNothing() throws IOException {
    List<Bar> bars = Runs.bars(7, 2_000);
    BacktestOptions free = Runs.options(Runs.cross("a", 5, 20, Runs.free()));
    BacktestOptions limited = Runs.limitingQuantity(free, "1000");
    VariantResult result = Runs.run(limited, bars).results().get(0);
    long largest = result.fills().stream().mapToLong(ExecutedFill::quantity).max().orElseThrow();
    assertThat(result.limits())
        .filteredOn(use -> use.control().equals("C2 MAX_ORDER_QUANTITY"))
        .containsExactly(
            new LimitUse(
                "C2 MAX_ORDER_QUANTITY",
                Fixed8.format(largest) + " BTC",
                "1000 BTC",
                Fixed8.toDouble(largest) / 1000,
                0));
    RunResult run = new RunResult(List.of(result), 0, 0, 0, List.of(), List.of(), List.of());
    assertThat(RunResultCodec.decode(RunResultCodec.encode(run)).variants().get(0).limits())
        .isEqualTo(result.limits());
    VariantResult nothing = Runs.run(Runs.limitingQuantity(free, "0.001"), bars).results().get(0);
    assertThat(nothing.fills()).isEmpty();
    assertThat(nothing.limits().get(0).broken())
        .isEqualTo(nothing.counts().rejections().get("MAX_ORDER_QUANTITY"))
        .isPositive();
    assertThat(Runs.run(free, bars).results().get(0).limits()).isEmpty();
  }
}
