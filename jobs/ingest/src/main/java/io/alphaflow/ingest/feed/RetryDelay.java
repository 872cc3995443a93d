package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.MarketDataException;
import java.util.concurrent.CompletionException;

/** How long to wait after a failure: as long as the venue says, else as the back-off says. */
final class RetryDelay {

  private RetryDelay() {}

  /** Milliseconds. */
  static long of(Throwable error, Backoff backoff) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    long said = cause instanceof MarketDataException e ? e.retryAfter().toMillis() : 0;
    return Math.max(said, backoff.next());
  }
}
