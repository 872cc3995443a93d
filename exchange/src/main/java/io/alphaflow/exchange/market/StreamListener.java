package io.alphaflow.exchange.market;

/**
 * Receives a stream. Called by one thread at a time, sometimes by the one that is in {@link
 * MarketStream#request}; must not block.
 */
public interface StreamListener {

  /**
   * A whole frame.
   *
   * @param receivedAt wall clock when it was complete, epoch microseconds UTC
   */
  void onFrame(String text, long receivedAt);

  /** The stream has ended, by whatever side but our own {@link MarketStream#close}; said once. */
  void onEnd(String reason);
}
