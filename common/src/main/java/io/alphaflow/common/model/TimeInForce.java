package io.alphaflow.common.model;

/** How long an order works. */
public enum TimeInForce {
  /** Good till cancelled. */
  GTC,
  /** Immediate or cancel: what does not fill at once is cancelled. */
  IOC,
  /** Fill or kill: all at once or nothing. */
  FOK
}
