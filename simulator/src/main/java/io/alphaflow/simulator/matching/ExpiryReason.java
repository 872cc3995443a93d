package io.alphaflow.simulator.matching;

/** Why the venue's rules ended an order, in its own words. */
public enum ExpiryReason {
  /** Its stop price was met, and it could not be placed: its owner has too little. */
  REJECTED,
  /** The other order of its pair began to work or trade, or the whole pair ended. */
  OCO_TRIGGER,
  /** What an IOC order could not fill at once. */
  UNFILLED_IOC_QUANTITY_EXPIRED,
  /** A FOK order that could not be filled whole. */
  UNFILLED_FOK_ORDER_EXPIRED,
  /** There was too little in the book for a MARKET order. */
  INSUFFICIENT_LIQUIDITY
}
