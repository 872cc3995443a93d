package io.alphaflow.exchange.trading;

/** Where an order stands at the venue. */
public enum OrderStatus {
  /** It works and nothing of it is filled. */
  NEW,
  /** It works and a part of it is filled. */
  PARTIALLY_FILLED,
  /** All of it is filled. */
  FILLED,
  /** Cancelled by its owner. */
  CANCELED,
  /** The venue refused it; it never worked. */
  REJECTED,
  /** Ended by the venue, for example an IOC remainder or self-trade prevention. */
  EXPIRED;

  /** Whether it can change no more. */
  public boolean isFinal() {
    return this != NEW && this != PARTIALLY_FILLED;
  }
}
