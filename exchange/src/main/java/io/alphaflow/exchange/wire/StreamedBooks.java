package io.alphaflow.exchange.wire;

import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.MarketDataException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The books that the open streams keep, of each symbol that of the stream that began last. */
public final class StreamedBooks {

  private static final int MAX_LEVELS = 5_000;

  private final Map<String, StreamedBook> latest = new ConcurrentHashMap<>();

  /** A stream has got a whole book. */
  public void began(String symbol, StreamedBook book) {
    latest.put(symbol, book);
  }

  /** The best levels of a symbol's book; fails while no stream has brought it. */
  public CompletableFuture<DepthSnapshot> snapshot(String symbol, int levels) {
    if (levels < 1 || levels > MAX_LEVELS) {
      throw new IllegalArgumentException(levels + " levels, expected 1 to " + MAX_LEVELS);
    }
    StreamedBook book = latest.get(symbol);
    return book != null
        ? CompletableFuture.completedFuture(book.snapshot(levels))
        : CompletableFuture.failedFuture(
            new MarketDataException(
                "no stream has brought the book of " + symbol + " yet", Duration.ZERO, null));
  }
}
