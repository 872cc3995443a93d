package io.alphaflow.backtest.sweep;

import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.backtest.result.Assumptions;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.DataGap;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.result.PriceBars;
import io.alphaflow.backtest.result.RunDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** The second stretches of a walk as one result: what would have been had with the money. */
public final class Stitched {

  private Stitched() {}

  /**
   * Puts the steps together.
   *
   * @param steps in the order of time, at least one
   * @param prices of the second stretches
   */
  public static BacktestResult of(
      List<WalkForward.Step> steps, Assumptions assumptions, List<PriceBars> prices) {
    List<VariantResult> tested = steps.stream().map(WalkForward.Step::tested).toList();
    List<DataGap> gaps = new ArrayList<>();
    steps.forEach(step -> gaps.addAll(step.run().gaps()));
    return new BacktestResult(
        assumptions,
        curve(tested.stream().map(VariantResult::equity).toList()),
        all(tested, VariantResult::roundTrips),
        all(tested, VariantResult::fills),
        counts(tested.stream().map(VariantResult::counts).toList()),
        limits(all(tested, VariantResult::limits)),
        gaps,
        prices,
        null,
        all(tested, VariantResult::decisions).stream().limit(RunDecision.MOST).toList());
  }

  private static <T> List<T> all(
      List<VariantResult> results, Function<VariantResult, List<T>> part) {
    return results.stream().flatMap(result -> part.apply(result).stream()).toList();
  }

  /** Of each limit the nearest approach in any window, and how often it was broken in all. */
  private static List<LimitUse> limits(List<LimitUse> uses) {
    SortedMap<String, LimitUse> byControl = new TreeMap<>();
    uses.forEach(use -> byControl.merge(use.control(), use, LimitUse::and));
    return byControl.values().stream().sorted(LimitUse.NEAREST_FIRST).toList();
  }

  private static EquityCurve curve(List<EquityCurve> curves) {
    return new EquityCurve(
        curves.stream().flatMapToLong(c -> LongStream.of(c.times())).toArray(),
        column(curves, EquityCurve::equity),
        column(curves, EquityCurve::gross),
        column(curves, EquityCurve::net),
        column(curves, EquityCurve::benchmark));
  }

  private static double[] column(List<EquityCurve> curves, Function<EquityCurve, double[]> column) {
    return curves.stream().flatMapToDouble(c -> DoubleStream.of(column.apply(c))).toArray();
  }

  private static OrderCounts counts(List<OrderCounts> counts) {
    return new OrderCounts(
        counts.stream().mapToLong(OrderCounts::signals).sum(),
        counts.stream().mapToLong(OrderCounts::approved).sum(),
        counts.stream().mapToLong(OrderCounts::rejected).sum(),
        sum(counts, OrderCounts::rejections),
        counts.stream().mapToLong(OrderCounts::orders).sum(),
        counts.stream().mapToLong(OrderCounts::filled).sum(),
        sum(counts, OrderCounts::refused),
        counts.stream().mapToLong(OrderCounts::cancelled).sum(),
        counts.stream().mapToLong(OrderCounts::open).sum());
  }

  private static SortedMap<String, Long> sum(
      List<OrderCounts> counts, Function<OrderCounts, SortedMap<String, Long>> of) {
    SortedMap<String, Long> sum = new TreeMap<>();
    counts.forEach(c -> of.apply(c).forEach((code, times) -> sum.merge(code, times, Long::sum)));
    return sum;
  }
}
