package io.alphaflow.risk.control;

/**
 * How an account and a strategy instance have done. In the account's currency.
 *
 * @param dailyPnl equity less the equity at the start of the UTC day
 * @param rollingLoss how far the equity is below its highest within the rolling time span
 * @param strategyPnl of the strategy instance over all instruments since the start of the UTC day,
 *     after fees
 * @param peak highest equity so far
 * @param drawdown how far the equity is below that
 */
public record Results(long dailyPnl, long rollingLoss, long strategyPnl, long peak, long drawdown) {

  /** Of an account that is not known. */
  public static final Results NONE = new Results(0, 0, 0, 0, 0);
}
