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
   * It was certainly not placed by this attempt, and not because of what it is: the same order may
   * be sent once more. The venue wants no orders now, or our clock was wrong.
   *
   * @param code the venue's code, 0 when it was not even sent
   * @param message why
   * @param retryAfterMillis how long to wait before; 0 when it may be sent at once
   */
  record Deferred(int code, String message, long retryAfterMillis) implements SubmitResult {}

  /**
   * Nothing is known: it may work, it may be filled, it may never have arrived. It must be resolved
   * by query and must not be sent again.
   *
   * @param reason what went wrong
   */
  record Unknown(String reason) implements SubmitResult {}
}
