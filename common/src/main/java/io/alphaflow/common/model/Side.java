package io.alphaflow.common.model;

/** The side of an order or a fill. */
public enum Side {
  /** Buys base for quote. */
  BUY,
  /** Sells base for quote. */
  SELL;

  /** The other side. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}
