package io.alphaflow.backtest.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.ledger.Position;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.MatchingMode;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** What holds for any strategy on any history. */
class RandomRunsTest {

  private static Backtest onBars(BacktestOptions options, List<Bar> bars) {
    Backtest run = Runs.run(options, bars);
    assertBooks(run, options);
    for (Account account : run.desk().accounts()) {
      double[] equity = account.recorder().curve().equity();
      AccountLedger ledger = run.desk().book().account(account.id()).orElseThrow();
      assertThat(equity[equity.length - 1]).isEqualTo(Fixed8.toDouble(ledger.equity()));
    }
    return run;
  }

  private static Backtest onTrades(BacktestOptions options, List<Trade> trades) {
    Backtest run = new Backtest(options, Runs.CATALOG, false);
    trades.forEach(run::trade);
    run.finish();
    assertBooks(run, options);
    return run;
  }

  private static void assertSame(VariantResult result, VariantResult expected) {
    assertThat(result.fills()).isEqualTo(expected.fills());
    assertThat(result.roundTrips()).isEqualTo(expected.roundTrips());
    assertThat(result.counts()).isEqualTo(expected.counts());
    assertThat(result.equity().times()).isEqualTo(expected.equity().times());
    assertThat(result.equity().equity()).isEqualTo(expected.equity().equity());
  }

  /** The ledger has what the venue has; equity is cash and positions at the last prices. */
  private static void assertBooks(Backtest run, BacktestOptions options) {
    for (Account account : run.desk().accounts()) {
      AccountLedger ledger = run.desk().book().account(account.id()).orElseThrow();
      for (Balance balance : account.venue().balances()) {
        long all = balance.free() + balance.locked();
        assertThat(ledger.balance(balance.asset()))
            .isEqualTo(all - lent(balance, options) - account.venue().owed(balance.asset()));
      }
      long worth = ledger.balance("USD");
      for (Position position : ledger.positions()) {
        long price = run.desk().price(position.instrument());
        worth += Fixed8.multiply(position.quantity(), price, RoundingMode.HALF_EVEN);
      }
      double[] equity = account.recorder().curve().equity();
      assertThat(equity[equity.length - 1]).isEqualTo(Fixed8.toDouble(worth));
    }
  }

  /** What can be sold short is at the venue from the start. */
  private static long lent(Balance balance, BacktestOptions options) {
    return options.listings().stream()
        .filter(l -> options.shortSelling() && l.id().base().equals(balance.asset()))
        .mapToLong(Listing::maxQuantity)
        .sum();
  }

  @Property(tries = 100)
  void aVariantIsTheSameAloneAndWhenEveryPriceIsTold(@ForAll long seed) {
    RandomRun random = new RandomRun(seed);
    List<Variant> variants = random.variants(3);
    List<Bar> bars = random.bars(300);
    List<VariantResult> together = onBars(random.options(variants), bars).results();
    for (int i = 0; i < variants.size(); i++) {
      BacktestOptions alone = random.options(List.of(variants.get(i)));
      assertSame(together.get(i), onBars(alone, bars).results().get(0));
      assertSame(together.get(i), onBars(Runs.toldEverything(alone), bars).results().get(0));
      boolean rested = together.get(i).fills().stream().anyMatch(ExecutedFill::maker);
      Statistics.collect(
          variants.get(i).instances().get(0).type(),
          together.get(i).fills().isEmpty() ? "no fill" : rested ? "resting" : "fills");
    }
  }

  @Property(tries = 100)
  void aVariantIsTheSameAloneAlsoOnTrades(@ForAll long seed) {
    RandomRun random = new RandomRun(seed);
    List<Variant> variants = random.variants(3);
    List<Trade> trades = random.trades(1_500);
    List<VariantResult> together = onTrades(random.options(variants), trades).results();
    for (int i = 0; i < variants.size(); i++) {
      BacktestOptions alone = random.options(List.of(variants.get(i)));
      assertSame(together.get(i), onTrades(alone, trades).results().get(0));
      FillRules rules = variants.get(i).fills();
      assertThat(together.get(i).fills())
          .allMatch(fill -> fill.acceptedAt() >= fill.decidedAt() + latency(rules, fill.orderId()))
          .allMatch(fill -> fill.time() >= fill.acceptedAt());
      Statistics.collect(together.get(i).fills().isEmpty() ? "no fill" : "fills");
    }
  }

  private static long latency(FillRules rules, String orderId) {
    // Both orders of a pair are sent as one.
    String sent = orderId.endsWith("-s") ? orderId.substring(0, orderId.length() - 2) : orderId;
    return rules.frictions().orderLatency(sent, rules.entryLatency());
  }

  @Property(tries = 100)
  void fillsAreAtPricesOfTheirBarAndNoMoreRestsFilledThanWasTraded(@ForAll long seed) {
    RandomRun random = new RandomRun(seed);
    List<Variant> variants = random.variants(3);
    List<Bar> bars = random.bars(300);
    Map<String, Bar> byTime = new HashMap<>();
    bars.forEach(bar -> byTime.put(bar.instrument() + bar.openTime(), bar));
    for (VariantResult result : onBars(random.options(variants), bars).results()) {
      FillRules rules = result.variant().fills();
      Map<String, Long> rested = new HashMap<>();
      for (ExecutedFill fill : result.fills()) {
        long minute = Math.floorDiv(fill.time(), Runs.MINUTE) * Runs.MINUTE;
        Bar bar = byTime.get(fill.instrument() + minute);
        // Another instrument's bar can lead to an order of this one while its own is missing.
        if (bar == null) {
          bar = last(bars, fill.instrument(), minute);
        }
        double cost =
            fill.maker()
                ? 0
                : (rules.spreadTicks() + 2) * 1e6
                    + (rules.slippage() + rules.volumeShare().largest())
                        / 1e8
                        * 1.1
                        * Math.max(fill.price(), bar.high());
        long low = bar.low();
        long high = bar.high();
        if (fill.time() == bar.openTime() && bar != bars.get(0)) {
          // Another one's bar has begun and this one's not yet.
          Bar before = last(bars, fill.instrument(), minute);
          low = Math.min(low, before.close());
          high = Math.max(high, before.close());
        }
        // What rests trades at its own price, also when the market opens beyond it.
        if (!fill.maker() || fill.side() == Side.BUY) {
          assertThat((double) fill.price())
              .as("%s in %s", fill, bar)
              .isGreaterThanOrEqualTo(low - cost);
        }
        if (!fill.maker() || fill.side() == Side.SELL) {
          assertThat((double) fill.price())
              .as("%s in %s", fill, bar)
              .isLessThanOrEqualTo(high + cost);
        }
        assertThat(fill.time()).isGreaterThanOrEqualTo(fill.decidedAt());
        assertThat(fill.acceptedAt()).isZero();
        if (fill.maker() && bar.volume() > 0 && rules.mode() == MatchingMode.THROUGH) {
          long filled = rested.merge(fill.orderId() + minute, fill.quantity(), Long::sum);
          assertThat(filled).as("%s in %s", fill, bar).isLessThanOrEqualTo(bar.volume());
        }
      }
    }
  }

  private static Bar last(List<Bar> bars, String instrument, long time) {
    return bars.stream()
        .filter(bar -> bar.instrument().equals(instrument) && bar.openTime() < time)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  @Property(tries = 100)
  void nothingThatComesLaterChangesAFill(@ForAll long seed) {
    RandomRun random = new RandomRun(seed);
    List<Variant> variants = random.variants(2);
    List<Bar> bars = random.bars(300);
    List<Bar> others = new RandomRun(~seed).bars(300);
    int k = new Random(seed).nextInt(bars.size() - 1);
    long from = bars.get(k).openTime() + Runs.MINUTE;
    List<Bar> changed = new ArrayList<>(bars.stream().filter(b -> b.openTime() < from).toList());
    changed.addAll(others.stream().filter(b -> b.openTime() >= from).toList());
    List<VariantResult> real = onBars(random.options(variants), bars).results();
    List<VariantResult> another = onBars(random.options(variants), changed).results();
    for (int i = 0; i < variants.size(); i++) {
      assertThat(before(from, another.get(i))).isEqualTo(before(from, real.get(i)));
    }
  }

  private static List<ExecutedFill> before(long time, VariantResult result) {
    return result.fills().stream().filter(fill -> fill.time() < time).toList();
  }

  @Property(tries = 100)
  void theOptimisticHasEveryRestingFillOfTheSameOrders(@ForAll long seed) {
    RandomRun random = new RandomRun(seed);
    Variant any = random.variants(1).get(0);
    List<Bar> bars = random.bars(200);
    FillRules rules = any.fills();
    List<VariantResult> both = new ArrayList<>();
    for (MatchingMode mode : List.of(MatchingMode.THROUGH, MatchingMode.OPTIMISTIC)) {
      FillRules of =
          new FillRules(
              mode,
              rules.timing(),
              rules.makerFee(),
              rules.takerFee(),
              rules.feeAsset(),
              rules.spreadTicks(),
              rules.slippage(),
              0);
      Variant variant = new Variant(any.account(), any.instances(), of);
      both.addAll(onBars(random.options(List.of(variant)), bars).results());
    }
    VariantResult conservative = both.get(0);
    VariantResult optimistic = both.get(1);
    // The first resting fill of the one: until then both saw the same orders, or the other had
    // one earlier.
    conservative.fills().stream()
        .filter(ExecutedFill::maker)
        .findFirst()
        .ifPresent(
            fill ->
                assertThat(optimistic.fills()).anyMatch(f -> f.maker() && f.time() <= fill.time()));
  }
}
