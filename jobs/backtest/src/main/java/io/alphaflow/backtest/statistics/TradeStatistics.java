package io.alphaflow.backtest.statistics;

import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Trade-based metrics: of round trips that ended, P&amp;L net of fees. {@link Metric} has each
 * one's formula. Money in the account's currency, times in microseconds.
 *
 * @param trades round trips
 * @param longTrades of them from a bought position
 * @param winRate share that made money
 * @param profitFactor money won over money lost
 * @param payoff average win over average loss
 * @param expectancy average P&amp;L
 * @param expectancyRatio expectancy for a unit at risk
 * @param kelly fraction
 * @param sqn system quality number
 * @param netProfit of all
 * @param averageWin money
 * @param averageLoss money, negative
 * @param largestWin money
 * @param largestLoss money, negative
 * @param averageAdverse MAE, 0 or less
 * @param worstAdverse MAE, 0 or less
 * @param averageFavourable MFE, 0 or more
 * @param largestFavourable MFE, 0 or more
 * @param longestWinning wins in a row
 * @param longestLosing losses in a row
 * @param averageHolding from the first fill to the last
 * @param longestHolding from the first fill to the last
 * @param averageReturn mean of P&amp;L over what was entered with, a fraction
 * @param bestReturn the highest, a fraction
 * @param worstReturn the lowest, a fraction
 */
public record TradeStatistics(
    long trades,
    long longTrades,
    double winRate,
    double profitFactor,
    double payoff,
    double expectancy,
    double expectancyRatio,
    double kelly,
    double sqn,
    double netProfit,
    double averageWin,
    double averageLoss,
    double largestWin,
    double largestLoss,
    double averageAdverse,
    double worstAdverse,
    double averageFavourable,
    double largestFavourable,
    long longestWinning,
    long longestLosing,
    double averageHolding,
    double longestHolding,
    double averageReturn,
    double bestReturn,
    double worstReturn) {

  static TradeStatistics of(List<RoundTrip> trips) {
    double[] pnl = amounts(trips, RoundTrip::pnl);
    double[] wins = Numbers.positive(pnl);
    double[] losses = Numbers.negative(pnl);
    double[] adverse = amounts(trips, RoundTrip::adverse);
    double[] favourable = amounts(trips, RoundTrip::favourable);
    double[] holding =
        trips.stream().mapToDouble(trip -> trip.closedAt() - trip.openedAt()).toArray();
    double[] returns = trips.stream().mapToDouble(TradeStatistics::onEntry).toArray();
    double winRate = Numbers.ratio(wins.length, pnl.length);
    double lossRate = Numbers.ratio(losses.length, pnl.length);
    double payoff = Numbers.ratio(Numbers.mean(wins), Math.abs(Numbers.mean(losses)));
    return new TradeStatistics(
        pnl.length,
        trips.stream().filter(trip -> trip.side() == Side.BUY).count(),
        winRate,
        Numbers.ratio(Numbers.sum(wins), Math.abs(Numbers.sum(losses))),
        payoff,
        Numbers.mean(pnl),
        (1 + payoff) * winRate - 1,
        winRate - Numbers.ratio(lossRate, payoff),
        Math.sqrt(pnl.length) * Numbers.meanOverDeviation(pnl),
        Numbers.sum(pnl),
        Numbers.mean(wins),
        Numbers.mean(losses),
        Numbers.max(wins),
        Numbers.min(losses),
        Numbers.mean(adverse),
        Numbers.min(adverse),
        Numbers.mean(favourable),
        Numbers.max(favourable),
        longestRun(pnl, 1),
        longestRun(pnl, -1),
        Numbers.mean(holding),
        Numbers.max(holding),
        Numbers.mean(returns),
        Numbers.max(returns),
        Numbers.min(returns));
  }

  private static double[] amounts(List<RoundTrip> trips, ToLongFunction<RoundTrip> amount) {
    return trips.stream().mapToDouble(trip -> Fixed8.toDouble(amount.applyAsLong(trip))).toArray();
  }

  private static double onEntry(RoundTrip trip) {
    double entered = Fixed8.toDouble(trip.quantity()) * Fixed8.toDouble(trip.entryPrice());
    return Numbers.ratio(Fixed8.toDouble(trip.pnl()), entered);
  }

  private static long longestRun(double[] pnl, int sign) {
    long longest = 0;
    long run = 0;
    for (double p : pnl) {
      run = Math.signum(p) == sign ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
