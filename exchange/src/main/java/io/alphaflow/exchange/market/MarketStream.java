package io.alphaflow.exchange.market;

/** An open stream. Safe to use from any thread. */
public interface MarketStream extends AutoCloseable {

  /**
   * Allows {@code frames} more frames to be delivered. What was not asked for stays in the
   * connection's buffers and, when they are full, at the venue: memory is bounded by what is asked.
   */
  void request(int frames);

  /** Asks the venue for a sign of life, which moves {@link #silentMillis()} back to 0. */
  void ping();

  /** How long nothing at all, not even an answer to a ping, came from the venue. */
  long silentMillis();

  /** Ends the stream at once; nothing is delivered any more. Safe to call again. */
  @Override
  void close();
}
