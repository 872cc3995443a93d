package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.MarketDataException;
import java.time.Duration;

/**
 * Waiting times between attempts: doubling from {@code first} to {@code longest}, each shortened at
 * random by up to half, so that many clients do not come back at the same moment.
 */
final class Backoff {

  private final FeedLoop loop;
  private final long firstMillis;
  private final long longestMillis;
  private long nextMillis;

  Backoff(FeedLoop loop, Duration first, Duration longest) {
    this.loop = loop;
    firstMillis = first.toMillis();
    longestMillis = longest.toMillis();
    nextMillis = firstMillis;
  }

  /** The time to wait now, milliseconds. */
  long next() {
    long millis = nextMillis;
    nextMillis = Math.min(longestMillis, nextMillis * 2);
    return loop.jitter(millis, 50);
  }

  /** The time to wait after a failure, milliseconds: as long as the venue wishes, if it says so. */
  long after(Throwable error) {
    long wished = error instanceof MarketDataException e ? e.retryAfter().toMillis() : 0;
    return Math.max(wished, next());
  }

  /** After a success. */
  void reset() {
    nextMillis = firstMillis;
  }
}
