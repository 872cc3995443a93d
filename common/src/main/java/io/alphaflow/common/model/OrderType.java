package io.alphaflow.common.model;

/** How an order meets the market. */
public enum OrderType {
  /** At once, at the best prices there are. */
  MARKET,
  /** At the limit price or better. */
  LIMIT
}
