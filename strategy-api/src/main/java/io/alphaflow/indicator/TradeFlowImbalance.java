package io.alphaflow.indicator;

import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.indicator.IndicatorSpec.Feed;

/**
 * Trade-flow imbalance: {@code (bought - sold) / (bought + sold)} by the aggressor, in base
 * quantity over the last N trades, from -1 to 1.
 *
 * <p>Source: the same ratio as in D. Easley, M. López de Prado, M. O'Hara, Flow Toxicity and
 * Liquidity in a High-frequency World, Review of Financial Studies 25, 2012, with its sign.
 * Warm-up: N trades; before that {@link Double#NaN}. When their quantities are all 0 it is 0.
 * Error: at most N roundings of each sum, see the package.
 */
public final class TradeFlowImbalance implements TradeIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.TRADES,
              "trade-flow-imbalance",
              "Trade-flow imbalance",
              values -> new TradeFlowImbalance(values.integer("period")))
          .formula("(bought - sold) / (bought + sold), by the aggressor, of the last N trades")
          .reference("Easley, López de Prado, O'Hara, Flow Toxicity and Liquidity, 2012")
          .parameters(IndicatorDescriptor.period(100))
          .output("value", "-1 when all aggressors sold, 1 when all bought, 0 without quantity")
          .warmUp("N")
          .build();

  private WindowSum signed;
  private WindowSum all;

  /** Used by the state codec. */
  TradeFlowImbalance() {}

  /**
   * An imbalance of the last {@code period} trades.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public TradeFlowImbalance(int period) {
    signed = new WindowSum(period);
    all = new WindowSum(period);
  }

  @Override
  public void update(Trade trade) {
    double quantity = Fixed8.toDouble(trade.quantity());
    signed.add(trade.buyerIsMaker() ? -quantity : quantity);
    all.add(quantity);
  }

  @Override
  public double value() {
    double quantity = all.value();
    return quantity == 0 ? 0 : signed.value() / quantity;
  }

  @Override
  public boolean isReady() {
    return all.isFull();
  }

  @Override
  public int warmUp() {
    return all.period();
  }
}
