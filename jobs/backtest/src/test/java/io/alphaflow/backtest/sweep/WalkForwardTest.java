package io.alphaflow.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.PriceHistory;
import io.alphaflow.backtest.engine.Runs;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.backtest.fixture.Results;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.FeeAsset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WalkForwardTest {

  private static final FillRules FILLS = Runs.costing(100_000, FeeAsset.QUOTE);
  private static final int BARS = 6_000;

  private final BacktestOptions options =
      Runs.options(
          IntStream.range(0, 6)
              .mapToObj(i -> Runs.cross("v" + i, 3 + 4 * i, 30 + 9 * i, FILLS))
              .toArray(Variant[]::new));
  private final List<Bar> bars = Runs.bars(3, BARS);
  private final List<Window> windows = windows(10);

  private static List<Window> windows(int purge) {
    return Window.of(
        Runs.START,
        Runs.START + BARS * Runs.MINUTE,
        2_000 * Runs.MINUTE,
        900 * Runs.MINUTE,
        purge * Runs.MINUTE,
        false);
  }

  private List<WalkForward.Step> walk(List<Bar> data) throws InterruptedException {
    return walk(options, data);
  }

  private List<WalkForward.Step> walk(BacktestOptions of, List<Bar> data)
      throws InterruptedException {
    return new WalkForward(of, Runs.CATALOG, Runs.MINUTE, (more, all) -> {})
        .run(data, windows, WalkForwardTest::last, 2);
  }

  private static double last(VariantResult result) {
    double[] equity = result.equity().equity();
    return equity[equity.length - 1];
  }

  private List<Bar> between(long from, long to) {
    return bars.stream().filter(b -> b.openTime() >= from && b.openTime() < to).toList();
  }

  @Test
  void theBestOfEachFirstStretchTradesTheSecond() throws Exception {
    List<WalkForward.Step> steps = walk(bars);
    assertThat(steps).extracting(WalkForward.Step::window).isEqualTo(windows).hasSize(5);
    assertThat(steps.stream().mapToInt(WalkForward.Step::chosen).distinct().count())
        .isGreaterThan(1);
    for (WalkForward.Step step : steps) {
      Window window = step.window();
      List<VariantResult> alone =
          options.variants().stream()
              .map(
                  variant ->
                      Runs.run(
                              options.withVariants(List.of(variant)),
                              between(window.trainFrom(), window.trainTo()))
                          .results()
                          .get(0))
              .toList();
      assertThat(last(step.trained()))
          .isEqualTo(last(alone.stream().max(Comparator.comparing(WalkForwardTest::last)).get()))
          .isEqualTo(last(alone.get(step.chosen())));
      assertThat(step.tested().variant()).isEqualTo(options.variants().get(step.chosen()));
    }
  }

  /** What it trades is what it would trade if it had always run, from its first entry on. */
  @Test
  void theChosenOneTradesAsIfItHadAlwaysRun() throws Exception {
    for (WalkForward.Step step : walk(bars)) {
      Window window = step.window();
      Backtest always =
          Runs.run(
              options.withVariants(List.of(step.tested().variant())),
              between(Runs.START, window.testTo()));
      List<ExecutedFill> expected =
          new ArrayList<>(
              always.results().get(0).fills().stream()
                  .filter(fill -> fill.time() > window.testFrom())
                  .toList());
      if (expected.get(0).side() == Side.SELL) {
        // What was bought before.
        expected.remove(0);
      }
      assertThat(step.tested().fills())
          .extracting(ExecutedFill::time, ExecutedFill::side, ExecutedFill::price)
          .isNotEmpty()
          .isEqualTo(expected.stream().map(f -> tuple(f.time(), f.side(), f.price())).toList());
      EquityCurve curve = step.tested().equity();
      assertThat(curve.times()[0]).isEqualTo(window.testFrom());
      assertThat(curve.times()[curve.size() - 1]).isEqualTo(window.testTo() - 1);
      assertThat(step.run().events()).isEqualTo(between(window.testFrom(), window.testTo()).size());
      assertThat(step.run().from()).isEqualTo(window.testFrom());
    }
  }

  @Test
  void whatIsLeftIsWhatTheNextBeginsWith() throws Exception {
    List<WalkForward.Step> steps = walk(bars);
    assertThat(steps.get(0).tested().equity().equity()[0]).isEqualTo(100_000);
    int held = 0;
    for (int i = 1; i < steps.size(); i++) {
      EquityCurve before = steps.get(i - 1).tested().equity();
      int end = before.size() - 1;
      held += before.gross()[end] > 0 ? 1 : 0;
      assertThat(steps.get(i).tested().equity().equity()[0])
          .isCloseTo(before.equity()[end] - 0.001 * before.gross()[end], within(1e-6));
    }
    assertThat(held).isPositive();
  }

  @Test
  void nothingIsKnownBeforeItHappens() throws Exception {
    List<WalkForward.Step> steps = walk(bars);
    int known = 3_600;
    List<Bar> others = new ArrayList<>(bars.subList(0, known));
    others.addAll(Runs.bars(99, BARS).subList(known, BARS));
    List<WalkForward.Step> changed = walk(others);
    long time = Runs.START + known * Runs.MINUTE;
    int compared = 0;
    for (int i = 0; i < steps.size(); i++) {
      Window window = steps.get(i).window();
      if (window.trainTo() <= time) {
        assertThat(changed.get(i).chosen()).isEqualTo(steps.get(i).chosen());
        compared++;
      }
      if (window.testTo() <= time) {
        assertThat(changed.get(i).tested().fills()).isEqualTo(steps.get(i).tested().fills());
      }
    }
    assertThat(compared).isGreaterThan(1);
    assertThat(last(changed.get(4).tested())).isNotEqualTo(last(steps.get(4).tested()));
  }

  @Test
  void itsStretchesAreOneResult() throws Exception {
    List<WalkForward.Step> steps = walk(bars);
    BacktestResult result =
        Stitched.of(steps, Results.assumptions(6), PriceHistory.of(bars.subList(2_010, BARS)));
    assertThat(result.equity().times()).isSorted().hasSize(BARS - 2_010 + steps.size());
    assertThat(result.fills()).hasSize((int) result.counts().filled());
    assertThat(result.counts().signals())
        .isEqualTo(steps.stream().mapToLong(s -> s.tested().counts().signals()).sum());
    assertThat(result.prices()).hasSize(1);
    assertThat(result.prices().get(0).times()).hasSize(BARS - 2_010);
  }

  @Test
  void ofEachLimitTheNearestApproachInAnyWindowStands() throws Exception {
    long[] largest =
        walk(bars).stream()
            .mapToLong(
                step -> step.tested().fills().stream().mapToLong(f -> f.quantity()).max().orElse(0))
            .sorted()
            .toArray();
    // Some windows keep it and others do not.
    List<WalkForward.Step> steps =
        walk(Runs.limitingQuantity(options, Fixed8.format(largest[2])), bars);
    List<LimitUse> each =
        steps.stream()
            .flatMap(step -> step.tested().limits().stream())
            .filter(use -> use.control().equals("C2 MAX_ORDER_QUANTITY"))
            .toList();
    BacktestResult result =
        Stitched.of(steps, Results.assumptions(6), PriceHistory.of(bars.subList(2_010, BARS)));
    LimitUse all =
        result.limits().stream()
            .filter(use -> use.control().equals("C2 MAX_ORDER_QUANTITY"))
            .findFirst()
            .orElseThrow();
    assertThat(each).hasSize(5).extracting(LimitUse::share).contains(all.share());
    assertThat(each)
        .allMatch(use -> use.share() <= all.share())
        .anyMatch(use -> use.broken() == 0)
        .anyMatch(use -> use.broken() > 0);
    assertThat(all.broken()).isEqualTo(each.stream().mapToLong(LimitUse::broken).sum());
    assertThat(all.broken())
        .isEqualTo(result.counts().rejections().get("MAX_ORDER_QUANTITY"))
        .isPositive();
    assertThat(result.limits()).isSortedAccordingTo(LimitUse.NEAREST_FIRST);
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    AtomicLong done = new AtomicLong();
    AtomicLong of = new AtomicLong();
    new WalkForward(
            options,
            Runs.CATALOG,
            Runs.MINUTE,
            (more, all) -> {
              done.addAndGet(more);
              of.set(all);
            })
        .run(
            Runs.bars(1, 20_000),
            Window.of(
                Runs.START,
                Runs.START + 20_000 * Runs.MINUTE,
                9_000 * Runs.MINUTE,
                9_000 * Runs.MINUTE,
                0,
                false),
            WalkForwardTest::last,
            2);
    // Two parts over the first stretches of two windows, told of in steps of 4,096.
    assertThat(of.get()).isEqualTo(2 * 2 * 9_000);
    assertThat(done.get()).isEqualTo(2 * 2 * 8_192);
  }
}
