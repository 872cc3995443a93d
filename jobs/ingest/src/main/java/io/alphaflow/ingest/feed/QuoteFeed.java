package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Quote;
import io.alphaflow.exchange.market.VenueQuote;
import java.util.concurrent.TimeUnit;

/**
 * Samples the quotes of one instrument: each is newer than the one before, and not too soon. One
 * that comes too soon waits, and is delivered when it may unless a newer one has taken its place: a
 * sampled quote is late, never out of date.
 */
final class QuoteFeed {

  private final FeedContext feed;
  private final String instrument;
  private long lastUpdateId = Long.MIN_VALUE;
  private long lastAt = Long.MIN_VALUE / 2;
  private long mayAgain;
  private MarketEvent.FeedQuote waiting;

  QuoteFeed(FeedContext feed, String instrument) {
    this.feed = feed;
    this.instrument = instrument;
  }

  /** The top of the book in one of the venue's own messages. */
  void ticker(VenueQuote quote, long receivedAt) {
    offer(
        new Quote(
            instrument,
            quote.updateId(),
            quote.bid(),
            quote.bidQuantity(),
            quote.ask(),
            quote.askQuantity(),
            quote.bidQuantity(),
            quote.askQuantity(),
            0,
            receivedAt),
        quote.symbol(),
        quote.raw());
  }

  /** A change of the top of the book. */
  void offer(Quote quote, String venueSymbol, String raw) {
    if (quote.updateId() <= lastUpdateId) {
      return;
    }
    lastUpdateId = quote.updateId();
    MarketEvent.FeedQuote next = new MarketEvent.FeedQuote(quote, venueSymbol, raw);
    if (quote.ingestTime() - lastAt >= feed.options().quoteIntervalMicros()) {
      deliver(next, quote.ingestTime());
    } else {
      waiting = next;
    }
  }

  /** Delivers what waits, if it is time. */
  void flush(long nanos) {
    if (waiting != null && nanos - mayAgain >= 0) {
      deliver(waiting, waiting.quote().ingestTime());
    }
  }

  private void deliver(MarketEvent.FeedQuote quote, long at) {
    waiting = null;
    lastAt = at;
    mayAgain =
        feed.loop().nanos() + TimeUnit.MICROSECONDS.toNanos(feed.options().quoteIntervalMicros());
    feed.loop().emit(MarketEvent.ofQuote(quote));
  }
}
