package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.VolumeShare;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole runs whose fills are a share of the volume. */
class VolumeShareRunTest {

  private static final VolumeShare SHARE =
      new VolumeShare(Fixed8.ONE / 10, VolumeShare.USUAL_PARTICIPATION);

  /** The market rises, then falls: one long position; a bar trades 40. */
  private static List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    long[] closes = {
      10_300, 10_200, 10_100, 10_000, 10_200, 10_300, 10_400, 10_500, 10_600, 10_000
    };
    long before = closes[0];
    for (int i = 0; i < 20; i++) {
      long close = i < closes.length ? closes[i] : 9_900 - 100 * (i - closes.length);
      Bar bar = Runs.bar(i, before, Math.max(before, close), Math.min(before, close), close);
      bars.add(
          new Bar(
              bar.instrument(),
              bar.interval(),
              bar.sequence(),
              bar.openTime(),
              bar.closeTime(),
              bar.open(),
              bar.high(),
              bar.low(),
              bar.close(),
              Fixed8.of(40),
              0,
              1,
              0,
              0));
      before = close;
    }
    return bars;
  }

  private static Variant buying(String account, FillRules fills, String quantity) {
    return Runs.cross(account, 1, 3, fills, "sizing", "base-quantity", "size", quantity);
  }

  @Test
  void anOrderIsFilledOverTheBarsThatItNeedsAtThePricesOfTheFormula() {
    Variant variant = buying("a", Runs.free().with(SHARE), "2.5");
    VariantResult result = Runs.run(Runs.options(variant), bars()).results().get(0);
    List<ExecutedFill> bought =
        result.fills().stream().filter(fill -> fill.side() == Side.BUY).toList();
    // 2.5 % of 40 in a bar is 1; each at 0.1 x 0.025^2 above the open, rounded up to a cent.
    assertThat(bought)
        .extracting(fill -> Fixed8.format(fill.quantity()) + " at " + Fixed8.format(fill.price()))
        .containsExactly("1 at 102.01", "1 at 103.01", "0.5 at 104.01");
    assertThat(bought).extracting(ExecutedFill::time).doesNotHaveDuplicates();
    assertThat(bought).extracting(ExecutedFill::orderId).containsOnly(bought.get(0).orderId());
    long sold =
        result.fills().stream()
            .filter(fill -> fill.side() == Side.SELL)
            .mapToLong(ExecutedFill::quantity)
            .sum();
    assertThat(sold).as("the exit closes all of it").isEqualTo(Fixed8.parse("2.5"));
  }

  @Test
  void withoutAShareNothingChanges() {
    Variant with = buying("a", Runs.free().with(new VolumeShare(0, Fixed8.ONE)), "2.5");
    Variant without = buying("a", Runs.free(), "2.5");
    VariantResult expected = Runs.run(Runs.options(without), bars()).results().get(0);
    VariantResult result = Runs.run(Runs.options(with), bars()).results().get(0);
    assertThat(result.fills()).isEqualTo(expected.fills()).isNotEmpty();
    assertThat(result.equity().equity()).isEqualTo(expected.equity().equity());
  }

  @Test
  void noBarGivesMoreThanItsShare() {
    for (long seed = 1; seed <= 5; seed++) {
      Variant variant =
          Runs.cross(
              "a", 2, 5, Runs.free().with(new VolumeShare(Fixed8.ONE / 10, Fixed8.ONE / 1_000)));
      VariantResult result = Runs.run(Runs.options(variant), Runs.bars(seed, 500)).results().get(0);
      Map<Long, Long> byBar = new LinkedHashMap<>();
      result.fills().forEach(f -> byBar.merge(f.time() / Runs.MINUTE, f.quantity(), Long::sum));
      assertThat(byBar.values()).isNotEmpty().allMatch(all -> all <= Fixed8.ONE);
      assertThat(byBar.values()).as("it has limited something").contains(Fixed8.ONE);
    }
  }

  @Test
  void overTradesThePeriodIsTheMinuteBefore() {
    Prices prices = new Prices(Runs.listing());
    long minute = Math.floorDiv(Runs.START, Runs.MINUTE) * Runs.MINUTE;
    prices.traded(minute, 5);
    prices.traded(minute + 59_999_999, 6);
    assertThat(prices.volume()).as("nothing is known of a minute before").isZero();
    prices.traded(minute + Runs.MINUTE, 7);
    assertThat(prices.volume()).isEqualTo(11);
    prices.traded(minute + 3 * Runs.MINUTE, 8);
    assertThat(prices.volume()).as("a minute without a trade").isZero();
    prices.traded(minute + 4 * Runs.MINUTE, 9);
    assertThat(prices.volume()).isEqualTo(8);
  }

  @Test
  void overTradesNoMinuteGivesMoreThanItsShareOfTheOneBefore() {
    List<Trade> trades = new RandomRun(5).trades(4_000);
    VolumeShare share = new VolumeShare(Fixed8.ONE / 10, Fixed8.ONE / 50);
    Variant variant = Runs.cross("a", 2, 4, Runs.free().with(share));
    List<Trade> btc =
        trades.stream().filter(t -> t.instrument().equals(Runs.BTC.toString())).toList();
    Backtest run = new Backtest(Runs.options(variant), Runs.CATALOG, false);
    btc.forEach(run::trade);
    run.finish();
    Map<Long, Long> traded = new LinkedHashMap<>();
    btc.forEach(t -> traded.merge(t.exchangeTime() / Runs.MINUTE, t.quantity(), Long::sum));
    Map<Long, Long> filled = new LinkedHashMap<>();
    run.results()
        .get(0)
        .fills()
        .forEach(
            f -> filled.merge(lastTrade(btc, f.time()) / Runs.MINUTE, f.quantity(), Long::sum));
    assertThat(filled).isNotEmpty();
    filled.forEach(
        (minute, all) ->
            assertThat(all).isLessThanOrEqualTo(traded.getOrDefault(minute - 1, 0L) / 50));
  }

  /** An order meets what the last trade left. */
  private static long lastTrade(List<Trade> trades, long time) {
    return trades.stream()
        .mapToLong(Trade::exchangeTime)
        .filter(t -> t <= time)
        .max()
        .orElseThrow();
  }

  @Test
  void onlyTheConservativeModelKnowsOfIt() {
    FillRules rules = Runs.free().with(SHARE);
    assertThat(rules.optimistic().volumeShare()).isEqualTo(VolumeShare.NONE);
    assertThatThrownBy(() -> Runs.free().optimistic().with(SHARE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("conservative");
  }
}
