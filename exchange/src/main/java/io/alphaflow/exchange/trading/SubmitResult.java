package io.alphaflow.exchange.trading;

/** What is known of an order after the attempt to place it. */
public sealed interface SubmitResult {

  /**
   * The venue has it.
   *
   * @param view the order with its first fills
   */
  record Accepted(OrderView view) implements SubmitResult {}

  /**
   * It was certainly not placed and never will be by this attempt.
   *
   * @param code the venue's code
   * @param message the venue's words
   */
  record Rejected(int code, String message) implements SubmitResult {}

  /**
   * Nothing is known: it may work, it may be filled, it may never have arrived. It must be resolved
   * by query and must not be sent again.
   *
   * @param reason what went wrong
   */
  record Unknown(String reason) implements SubmitResult {}
}
