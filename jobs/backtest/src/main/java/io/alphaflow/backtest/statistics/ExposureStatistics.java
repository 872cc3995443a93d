package io.alphaflow.backtest.statistics;

import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.common.money.Fixed8;
import java.util.List;

/**
 * How much was at stake. Each point of the curve counts for the time until the next one.
 *
 * @param time share of the time with a position
 * @param grossMean Σ absolute value of positions over equity (leverage), mean
 * @param grossMax the largest
 * @param netMean Σ value of positions over equity, mean
 * @param netMax the largest, most long
 * @param netMin the smallest, most short
 * @param turnover traded value over mean equity
 * @param turnoverYear the same in a year of 365 days
 */
public record ExposureStatistics(
    double time,
    double grossMean,
    double grossMax,
    double netMean,
    double netMax,
    double netMin,
    double turnover,
    double turnoverYear) {

  private static final double DAYS_OF_A_YEAR = 365;

  static ExposureStatistics of(EquityCurve curve, List<ExecutedFill> fills) {
    double total = 0;
    double held = 0;
    double gross = 0;
    double net = 0;
    double equity = 0;
    double grossMax = Double.NaN;
    double netMax = Double.NaN;
    double netMin = Double.NaN;
    for (int i = 0; i < curve.size(); i++) {
      boolean last = i + 1 == curve.size();
      double span = last ? 0 : curve.times()[i + 1] - curve.times()[i];
      double grossShare = share(curve.gross()[i], curve.equity()[i]);
      double netShare = share(curve.net()[i], curve.equity()[i]);
      total += span;
      held += curve.gross()[i] > 0 ? span : 0;
      gross += grossShare * span;
      net += netShare * span;
      equity += curve.equity()[i] * span;
      grossMax = i == 0 ? grossShare : Math.max(grossMax, grossShare);
      netMax = i == 0 ? netShare : Math.max(netMax, netShare);
      netMin = i == 0 ? netShare : Math.min(netMin, netShare);
    }
    double traded = 0;
    for (ExecutedFill fill : fills) {
      traded += Fixed8.toDouble(fill.quantity()) * Fixed8.toDouble(fill.price());
    }
    double turnover = Numbers.ratio(traded, Numbers.ratio(equity, total));
    return new ExposureStatistics(
        Numbers.ratio(held, total),
        Numbers.ratio(gross, total),
        grossMax,
        Numbers.ratio(net, total),
        netMax,
        netMin,
        turnover,
        Numbers.ratio(turnover * DAYS_OF_A_YEAR, total / TradingCalendar.DAY));
  }

  /** An account that is worth nothing has no leverage that one could name; it counts as none. */
  private static double share(double value, double equity) {
    return equity > 0 ? value / equity : 0;
  }
}
