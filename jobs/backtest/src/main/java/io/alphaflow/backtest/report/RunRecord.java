package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.Assumptions;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.DataGap;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.result.RunDecision;
import java.util.List;

/**
 * What a result has beside its series, which are tables of their own: a year of minutes would be a
 * hundred megabytes of JSON.
 *
 * @param assumptions what it holds for
 * @param counts of signals, decisions, orders
 * @param limits how near each came, the nearest first
 * @param gaps of the data
 * @param points of the equity
 * @param fills how many
 * @param decisions how many are in the table, at most {@link RunDecision#MOST}
 * @param roundTrips how many
 */
record RunRecord(
    Assumptions assumptions,
    OrderCounts counts,
    List<LimitUse> limits,
    List<DataGap> gaps,
    int points,
    int fills,
    int decisions,
    int roundTrips) {

  static RunRecord of(BacktestResult result) {
    return new RunRecord(
        result.assumptions(),
        result.counts(),
        result.limits(),
        result.gaps(),
        result.equity().size(),
        result.fills().size(),
        result.decisions().size(),
        result.roundTrips().size());
  }
}
