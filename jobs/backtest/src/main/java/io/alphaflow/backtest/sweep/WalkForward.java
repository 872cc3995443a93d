package io.alphaflow.backtest.sweep;

import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Walk-forward analysis: in each {@link Window} the best of all variants on the first stretch
 * trades the second, which it was not chosen on; what it has at the end is what the next one begins
 * with. (R. Pardo, The Evaluation and Optimization of Trading Strategies, 2nd ed., 2008, ch. 11.)
 *
 * <p>The chosen variant sees the first stretch once more before it trades, so that its indicators
 * are warm. What it holds at the end of a window is taken to be sold at the last price, less the
 * taker's fee and slippage.
 */
public final class WalkForward {

  private final BacktestOptions options;
  private final StrategyCatalog catalog;
  private final long sampleInterval;
  private final Shards.Progress progress;

  /**
   * What was done in a window.
   *
   * @param window which
   * @param chosen index of the variant
   * @param trained what it did on the first stretch
   * @param tested what it did on the second
   * @param run of the second stretch
   */
  public record Step(
      Window window, int chosen, VariantResult trained, VariantResult tested, Backtest run) {}

  /**
   * A walk.
   *
   * @param options with all variants
   * @param sampleInterval between points of the curves that variants are chosen by, microseconds
   * @param progress is told how far it is with all windows
   */
  public WalkForward(
      BacktestOptions options,
      StrategyCatalog catalog,
      long sampleInterval,
      Shards.Progress progress) {
    this.options = options;
    this.catalog = catalog;
    this.sampleInterval = sampleInterval;
    this.progress = progress;
  }

  /**
   * Walks through the data, until it ends or there is no money left.
   *
   * @param bars in the order of time
   * @param windows in the order of time
   * @param score of a variant on the first stretch; the highest is chosen, the first of equals, NaN
   *     last
   */
  public List<Step> run(
      List<Bar> bars, List<Window> windows, ToDoubleFunction<VariantResult> score, int threads)
      throws InterruptedException {
    long all = 0;
    for (Window window : windows) {
      all += between(bars, window.trainFrom(), window.trainTo()).size();
    }
    List<Step> steps = new ArrayList<>();
    long cash = options.cash();
    for (Window window : windows) {
      Step step = step(bars, window, score, threads, cash, all);
      steps.add(step);
      cash = left(step.tested().equity(), step.tested().variant().fills(), cash);
      if (cash <= 0) {
        break;
      }
    }
    return steps;
  }

  private Step step(
      List<Bar> bars,
      Window window,
      ToDoubleFunction<VariantResult> score,
      int threads,
      long cash,
      long all)
      throws InterruptedException {
    List<Bar> train = between(bars, window.trainFrom(), window.trainTo());
    Shards shards =
        new Shards(
            options.recording(sampleInterval, false),
            catalog,
            (more, ofWindow) -> progress.done(more, ofWindow / train.size() * all));
    List<VariantResult> results = shards.run(train, threads);
    int best = best(results, score);
    Variant chosen = options.variants().get(best);
    Backtest run =
        new Backtest(options.withVariants(List.of(chosen)).withCash(cash), catalog, true)
            .tradingFrom(window.testFrom());
    between(bars, window.trainFrom(), window.testTo()).forEach(run::bar);
    run.finish();
    return new Step(window, best, results.get(best), run.results().get(0), run);
  }

  private static int best(List<VariantResult> results, ToDoubleFunction<VariantResult> score) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < results.size(); i++) {
      double of = score.applyAsDouble(results.get(i));
      if (of > highest) {
        highest = of;
        best = i;
      }
    }
    return best;
  }

  /** The bars that open in a stretch. */
  private static List<Bar> between(List<Bar> bars, long from, long to) {
    return bars.subList(firstFrom(bars, from), firstFrom(bars, to));
  }

  private static int firstFrom(List<Bar> bars, long time) {
    int low = 0;
    int high = bars.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bars.get(middle).openTime() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What is left when all that is held is sold. */
  private static long left(EquityCurve curve, FillRules fills, long before) {
    if (curve.size() == 0) {
      return before;
    }
    int last = curve.size() - 1;
    double costs = Fixed8.toDouble(Math.addExact(fills.takerFee(), fills.slippage()));
    double left = curve.equity()[last] - curve.gross()[last] * costs;
    return Fixed8.ofBigDecimal(BigDecimal.valueOf(left).setScale(8, RoundingMode.DOWN));
  }
}
