package io.alphaflow.backtest.statistics;

import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.List;

/**
 * What trading cost, in the account's currency.
 *
 * @param traded value of all fills
 * @param fees of all fills; negative when rebates are more
 * @param slippage what fills were worse than the price at the decision; negative when better
 * @param slippageBps the same in 1/10,000 of the value at that price
 * @param grossProfit of the round trips that won, before fees
 * @param feesShare fees over gross profit
 * @param slippageShare slippage over gross profit
 */
public record CostStatistics(
    double traded,
    double fees,
    double slippage,
    double slippageBps,
    double grossProfit,
    double feesShare,
    double slippageShare) {

  private static final double BPS = 10_000;

  static CostStatistics of(List<ExecutedFill> fills, List<RoundTrip> trips) {
    double traded = 0;
    double fees = 0;
    double slippage = 0;
    double atArrival = 0;
    for (ExecutedFill fill : fills) {
      double quantity = Fixed8.toDouble(fill.quantity());
      traded += quantity * Fixed8.toDouble(fill.price());
      fees += Fixed8.toDouble(fill.fee());
      if (fill.arrivalPrice() > 0) {
        double worse = Fixed8.toDouble(fill.price()) - Fixed8.toDouble(fill.arrivalPrice());
        slippage += quantity * (fill.side() == Side.BUY ? worse : -worse);
        atArrival += quantity * Fixed8.toDouble(fill.arrivalPrice());
      }
    }
    double gross = 0;
    for (RoundTrip trip : trips) {
      gross += Math.max(0, Fixed8.toDouble(trip.pnl()) + Fixed8.toDouble(trip.fees()));
    }
    return new CostStatistics(
        traded,
        fees,
        slippage,
        Numbers.ratio(slippage, atArrival) * BPS,
        gross,
        Numbers.ratio(fees, gross),
        Numbers.ratio(slippage, gross));
  }
}
