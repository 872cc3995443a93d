package io.alphaflow.exchange.trading;

/**
 * What the venue does when an order would trade with one of the account's own working orders. The
 * mode of the order that arrives decides. What it ends has the status {@link OrderStatus#EXPIRED}.
 */
public enum SelfTradePrevention {
  /** Nothing: they trade with each other. */
  NONE,
  /** It ends the order that arrives. */
  EXPIRE_TAKER,
  /** It ends the order that works. */
  EXPIRE_MAKER,
  /** It ends both. */
  EXPIRE_BOTH
}
