package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Quote;
import io.alphaflow.exchange.market.VenueQuote;

/** Samples the quotes of one instrument: each is newer than the one before, and not too soon. */
final class QuoteFeed {

  private final FeedContext feed;
  private final String instrument;
  private long lastUpdateId = Long.MIN_VALUE;
  private long lastAt = Long.MIN_VALUE / 2;

  QuoteFeed(FeedContext feed, String instrument) {
    this.feed = feed;
    this.instrument = instrument;
  }

  /** The top of the book in one of the venue's own messages. */
  void ticker(VenueQuote quote, long receivedAt) {
    if (takes(quote.updateId(), receivedAt)) {
      deliver(
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
  }

  /** Whether a quote with this number would be delivered now. */
  boolean takes(long updateId, long receivedAt) {
    return updateId > lastUpdateId && receivedAt - lastAt >= feed.options().quoteIntervalMicros();
  }

  /** Delivers a quote that {@link #takes} has let through. */
  void deliver(Quote quote, String venueSymbol, String raw) {
    lastUpdateId = quote.updateId();
    lastAt = quote.ingestTime();
    feed.loop().emit(MarketEvent.ofQuote(new MarketEvent.FeedQuote(quote, venueSymbol, raw)));
  }
}
