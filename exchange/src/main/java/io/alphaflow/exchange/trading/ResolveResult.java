package io.alphaflow.exchange.trading;

/** The answer to the question whether the venue has an order. */
public sealed interface ResolveResult {

  /**
   * It has.
   *
   * @param view the order, without fills
   */
  record Found(OrderView view) implements ResolveResult {}

  /** The venue says it does not know the order. Soon after sending, that proves nothing. */
  record Absent() implements ResolveResult {}

  /**
   * There was no usable answer.
   *
   * @param reason what went wrong
   */
  record StillUnknown(String reason) implements ResolveResult {}
}
