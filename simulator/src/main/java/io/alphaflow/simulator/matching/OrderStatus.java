package io.alphaflow.simulator.matching;

/** Where an order stands. */
public enum OrderStatus {
  /** Accepted, nothing filled. */
  NEW,
  /** Some of it filled, the rest works. */
  PARTIALLY_FILLED,
  /** All of it filled. */
  FILLED,
  /** Cancelled by its owner. */
  CANCELED,
  /** Ended by the venue's rules: IOC, FOK or MARKET with too little to fill it. */
  EXPIRED,
  /** Ended so that it does not trade with an order of the same account. */
  EXPIRED_IN_MATCH;

  /** Whether the order can still fill. */
  public boolean isOpen() {
    return this == NEW || this == PARTIALLY_FILLED;
  }
}
