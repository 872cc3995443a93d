package io.alphaflow.exchange.trading;

/** Receives what happens to an account. Called on threads of the adapter; must not block. */
public interface UserEvents {

  /**
   * Events flow from now on. What happened before is not repeated: the receiver must ask for it.
   * Called again after each reconnect.
   */
  void subscribed();

  /**
   * Something happened to an order; the view holds at most one fill, and none where the venue tells
   * only how much is filled ({@link VenueCapabilities#fillsOnStream}).
   */
  void order(OrderView view);

  /**
   * Events stopped; the adapter connects again by itself.
   *
   * @param reason what ended them
   */
  void interrupted(String reason);

  /**
   * The venue sent something that cannot be read. It may have been about an order.
   *
   * @param text what it sent
   * @param reason what is wrong with it
   */
  void unreadable(String text, String reason);
}
