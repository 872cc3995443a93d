package io.alphaflow.ingest.feed;

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

  /** After a success. */
  void reset() {
    nextMillis = firstMillis;
  }
}
