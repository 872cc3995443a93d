package io.alphaflow.backtest.result;

import io.alphaflow.common.model.RoundTrip;
import java.util.List;

/**
 * What a run of one variant yields. The same input gives the same result, to the last bit; how fast
 * it was is not part of it.
 *
 * @param assumptions what it holds for
 * @param equity of the account
 * @param roundTrips that ended, in order
 * @param fills in order
 * @param counts of signals, decisions, orders
 * @param limits how near each came, the nearest first; none in a run without limits
 * @param gaps of the data
 * @param prices of each instrument
 * @param optimisticEquity the same strategies filled at the touch, for comparison; null when it was
 *     not asked for
 * @param decisions the first {@link RunDecision#MOST}, in order
 */
public record BacktestResult(
    Assumptions assumptions,
    EquityCurve equity,
    List<RoundTrip> roundTrips,
    List<ExecutedFill> fills,
    OrderCounts counts,
    List<LimitUse> limits,
    List<DataGap> gaps,
    List<PriceBars> prices,
    EquityCurve optimisticEquity,
    List<RunDecision> decisions) {

  /** A result without its decisions. */
  public BacktestResult(
      Assumptions assumptions,
      EquityCurve equity,
      List<RoundTrip> roundTrips,
      List<ExecutedFill> fills,
      OrderCounts counts,
      List<LimitUse> limits,
      List<DataGap> gaps,
      List<PriceBars> prices,
      EquityCurve optimisticEquity) {
    this(
        assumptions,
        equity,
        roundTrips,
        fills,
        counts,
        limits,
        gaps,
        prices,
        optimisticEquity,
        List.of());
  }
}
