package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.MarketDataException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waiting times between attempts: doubling from {@code first} to {@code longest}, each shortened at
 * random by up to half, so that many clients do not come back at the same moment.
 */
final class Backoff {

  private final long firstMillis;
  private final long longestMillis;
  private long nextMillis;

  Backoff(Duration first, Duration longest) {
    firstMillis = first.toMillis();
    longestMillis = longest.toMillis();
    nextMillis = firstMillis;
  }

  /** The time to wait now, milliseconds. */
  long next() {
    long millis = nextMillis;
    nextMillis = Math.min(longestMillis, nextMillis * 2);
    return millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1);
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

  /** A time shortened at random by up to {@code percent}, milliseconds. */
  static long jitter(Duration time, int percent) {
    long millis = time.toMillis();
    return millis - ThreadLocalRandom.current().nextLong(millis * percent / 100 + 1);
  }
}
