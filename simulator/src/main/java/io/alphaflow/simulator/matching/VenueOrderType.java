package io.alphaflow.simulator.matching;

/** The order types the venue takes. */
public enum VenueOrderType {
  /** At the limit price or better. */
  LIMIT,
  /** At once, at the book's price. */
  MARKET,
  /** A limit order that is refused when it would fill at once. */
  LIMIT_MAKER
}
