package io.alphaflow.exchange.market;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** An open stream. Safe to use from any thread. */
public interface MarketStream extends AutoCloseable {

  /**
   * Adds streams, in as many messages as the venue's limits need. Done when the venue has
   * acknowledged all; fails with {@link MarketDataException} when it refuses one, does not answer
   * within 10 s, or the connection ends, and then some may be subscribed nevertheless.
   *
   * <p>The answer is read even when nothing is requested; frames that come before it are kept.
   */
  CompletableFuture<Void> subscribe(Collection<StreamKey> keys);

  /** Takes streams away, like {@link #subscribe}. Frames on their way still come. */
  CompletableFuture<Void> unsubscribe(Collection<StreamKey> keys);

  /**
   * Allows {@code frames} more frames to be delivered. What was not asked for stays in the
   * connection's buffers and, when they are full, at the venue: memory is bounded by what is asked.
   * Frames that were kept meanwhile are delivered by the calling thread, before this returns; an
   * end of the stream is told after them.
   */
  void request(int frames);

  /** Asks the venue for a sign of life, which moves {@link #silentMillis()} back to 0. */
  void ping();

  /** How long nothing at all, not even an answer to a ping, came from the venue. */
  long silentMillis();

  /** How long the connection is open. */
  long ageMillis();

  /** Ends the stream at once; nothing is delivered any more. Safe to call again. */
  @Override
  void close();
}
