package io.alphaflow.exchange.trading;

/** What is known after the attempt to make an order smaller. An order only becomes smaller. */
public sealed interface AmendResult {

  /**
   * It is smaller.
   *
   * @param view the order after that
   */
  record Amended(OrderView view) implements AmendResult {}

  /**
   * This request changed nothing: the order has ended, is filled as far or smaller already, or the
   * venue takes no such change of it. A query tells which.
   *
   * @param code the venue's code, 0 when it was not even sent
   * @param message the venue's words
   * @param retryAfterMillis how long the venue asks to wait before the next request; 0 when it does
   *     not
   */
  record Refused(int code, String message, long retryAfterMillis) implements AmendResult {}

  /**
   * Nothing is known. A query tells, when the request cannot arrive any more.
   *
   * @param reason what went wrong
   */
  record Unknown(String reason) implements AmendResult {}
}
