package io.alphaflow.backtest.engine;

/** When a signal of a bar is judged and its order meets the market, where there are only bars. */
public enum OrderTiming {
  /**
   * At the open of the next bar, which is also the price that the order is sized at: the first
   * price that a running desk would see after the bar has closed.
   */
  NEXT_OPEN,
  /**
   * At the close of the bar itself. Nobody can trade at a price that he has to know first; this is
   * for comparison with results that were made so.
   */
  CLOSE
}
