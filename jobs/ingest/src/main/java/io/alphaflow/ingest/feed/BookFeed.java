package io.alphaflow.ingest.feed;

import io.alphaflow.common.book.BookSide;
import io.alphaflow.common.book.BookSync;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order book of one instrument, rebuilt by {@link BookSync}, and the quotes that it gives: one
 * when one of the four numbers of its top changes. Snapshots are asked for one at a time, within
 * the feed's budget, and later each time when they do not fit.
 */
final class BookFeed {

  private static final Logger LOG = LoggerFactory.getLogger(BookFeed.class);

  /** Changes that wait for a snapshot: 100 s of them. */
  private static final int BUFFERED = 1_000;

  private final FeedContext feed;
  private final String instrument;
  private final QuoteFeed quotes;
  private final BookSync sync;
  private final Backoff backoff;
  private boolean asking;
  private boolean waits;
  private long notBefore;
  private long lastInBook = -1;
  private long bid;
  private long bidQuantity;
  private long ask;
  private long askQuantity;

  BookFeed(FeedContext feed, String instrument, QuoteFeed quotes) {
    this.feed = feed;
    this.backoff = new Backoff(feed.loop(), Duration.ofMillis(500), Duration.ofSeconds(30));
    this.instrument = instrument;
    this.quotes = quotes;
    int levels = feed.options().bookLevels();
    this.sync = new BookSync(2 * levels, BUFFERED, BookSync.DEFAULT_MIN_KNOWN);
  }

  /** Changes may have been missed: the book is that of the venue no more. */
  void disconnected() {
    sync.reset();
  }

  /** A change. */
  void depth(DepthUpdate update, long receivedAt, long now) {
    boolean had = sync.isSynced();
    long malformed = sync.malformed();
    BookSync.Result result =
        sync.diff(
            update.firstUpdateId(),
            update.lastUpdateId(),
            update.time(),
            update.bidPrices(),
            update.bidQuantities(),
            update.askPrices(),
            update.askQuantities());
    if (result == BookSync.Result.APPLIED) {
      lastInBook = update.lastUpdateId();
      quote(update.symbol(), update.raw(), receivedAt);
    } else if (result == BookSync.Result.BROKEN && had) {
      broken("the change " + update.firstUpdateId() + " to " + update.lastUpdateId());
    }
    if (sync.malformed() > malformed) {
      fault(update, receivedAt);
    }
    if (sync.needsSnapshot()) {
      ask(update.symbol(), now);
    }
  }

  private void fault(DepthUpdate update, long receivedAt) {
    MarketEvent.Fault fault =
        new MarketEvent.Fault(
            feed.venue().streamName(new StreamKey(update.symbol(), StreamKind.DEPTH)),
            update.lastUpdateId(),
            "BAD_DEPTH",
            "U is above u, a price is not above 0, or a quantity is below 0",
            update.raw());
    feed.loop().emit(MarketEvent.ofFault(instrument, fault, receivedAt));
  }

  private void broken(String by) {
    feed.stats().add(FeedStats.Count.RESYNCS, 1);
    feed.loop()
        .notice(
            instrument,
            "BOOK_RESYNC",
            Severity.WARNING,
            instrument + "/" + lastInBook,
            "%s does not fit to the order book, which has all up to %d; it is fetched anew"
                .formatted(by, lastInBook));
  }

  private void ask(String symbol, long now) {
    if (asking || waits && now < notBefore || !feed.snapshots().take(now)) {
      return;
    }
    asking = true;
    int levels = feed.options().bookLevels();
    feed.loop()
        .when(
            feed.venue().depthSnapshot(symbol, levels),
            (snapshot, error) -> arrived(symbol, levels, snapshot, error));
  }

  private void arrived(String symbol, int levels, DepthSnapshot snapshot, Throwable error) {
    asking = false;
    if (error != null) {
      later(backoff.after(error));
      LOG.warn("no snapshot, instrument={} reason={}", instrument, error.getMessage());
      return;
    }
    BookSync.Result result =
        sync.snapshot(
            snapshot.lastUpdateId(),
            levels,
            snapshot.bidPrices(),
            snapshot.bidQuantities(),
            snapshot.askPrices(),
            snapshot.askQuantities());
    if (result == BookSync.Result.RESYNCED) {
      backoff.reset();
      waits = false;
      lastInBook = sync.lastUpdateId();
      return;
    }
    if (result == BookSync.Result.BROKEN) {
      broken("the snapshot " + snapshot.lastUpdateId());
    }
    later(backoff.next());
  }

  private void later(long millis) {
    waits = true;
    notBefore = feed.loop().nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void quote(String symbol, String raw, long receivedAt) {
    BookSide bids = sync.book().bids();
    BookSide asks = sync.book().asks();
    if (bids.size() == 0 || asks.size() == 0 || !topChanged(bids, asks)) {
      return;
    }
    bid = bids.bestPrice();
    bidQuantity = bids.bestQuantity();
    ask = asks.bestPrice();
    askQuantity = asks.bestQuantity();
    int levels = feed.options().depthLevels();
    quotes.offer(
        new Quote(
            instrument,
            sync.lastUpdateId(),
            bid,
            bidQuantity,
            ask,
            askQuantity,
            bids.depth(levels),
            asks.depth(levels),
            sync.time(),
            receivedAt),
        symbol,
        raw);
  }

  private boolean topChanged(BookSide bids, BookSide asks) {
    return bid != bids.bestPrice()
        || bidQuantity != bids.bestQuantity()
        || ask != asks.bestPrice()
        || askQuantity != asks.bestQuantity();
  }
}
