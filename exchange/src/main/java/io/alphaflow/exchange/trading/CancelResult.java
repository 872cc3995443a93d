package io.alphaflow.exchange.trading;

/** What is known after the attempt to cancel an order. Sending it again is harmless. */
public sealed interface CancelResult {

  /**
   * It is cancelled.
   *
   * @param view the order after that
   */
  record Canceled(OrderView view) implements CancelResult {}

  /** It does not work: it ended before, or never existed. A query tells which. */
  record NotOpen() implements CancelResult {}

  /**
   * The request was refused; the order may work.
   *
   * @param code the venue's code
   * @param message the venue's words
   * @param retryAfterMillis how long the venue asks to wait before the next request; 0 when it does
   *     not
   */
  record Refused(int code, String message, long retryAfterMillis) implements CancelResult {}

  /**
   * Nothing is known.
   *
   * @param reason what went wrong
   */
  record Unknown(String reason) implements CancelResult {}
}
