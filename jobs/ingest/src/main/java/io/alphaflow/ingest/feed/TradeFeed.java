package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.market.HistoryUnavailableException;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueTrade;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trades of one instrument, from its stream and from pages of past trades, and the venue's bars
 * behind them. Silence that is longer than usual is checked by a page: trades on it that the stream
 * does not bring within a moment mean that the stream is stale.
 */
final class TradeFeed {

  private static final Logger LOG = LoggerFactory.getLogger(TradeFeed.class);

  /** Trades on the page that checks a silence. */
  private static final int LOOK = 10;

  /** How much later than a page the stream may bring the same trades. */
  private static final Duration STREAM_BEHIND = Duration.ofSeconds(1);

  private final FeedContext feed;
  private final String instrument;
  private final Consumer<MarketEvent> out;
  private final Runnable onStale;
  private final TradeSequence sequence;
  private final KlineGate klines;
  private final StaleWatch watch;
  private final Backoff backoff;

  private String symbol;
  private boolean streaming;
  private boolean looking;
  private boolean resetTold;
  private boolean aheadTold;
  private boolean hasGivenPages;
  private long refusedAt = -1;
  private int episode;
  private long nextDoubt = Long.MIN_VALUE;
  private long notBefore = Long.MIN_VALUE;
  private CompletableFuture<TradePage> asked;

  /**
   * Trades of an instrument.
   *
   * @param out takes what is delivered
   * @param onStale to be told when the stream is stale, within a step
   */
  TradeFeed(FeedContext feed, FeedPosition from, Consumer<MarketEvent> out, Runnable onStale) {
    this.feed = feed;
    this.backoff = new Backoff(feed.loop(), Duration.ofMillis(20), Duration.ofSeconds(10));
    this.instrument = from.instrument();
    this.out = out;
    this.onStale = onStale;
    this.sequence = new TradeSequence(instrument, from.next(), from.lastTime(), feed.held());
    this.klines = new KlineGate(feed.options().trades());
    this.watch = new StaleWatch(feed.options().staleAfterMin(), feed.options().staleAfter());
  }

  TradeSequence sequence() {
    return sequence;
  }

  /** Whether nothing that was traded so far is missing, as far as anybody can tell. */
  boolean isCaughtUp() {
    boolean started = sequence.isComplete() || sequence.next() == TradeSequence.LATEST;
    return streaming && started && !looking && !resetTold && klines.isEmpty();
  }

  /** The stream brings this instrument's trades from now on. */
  void streaming(String venueSymbol) {
    symbol = venueSymbol;
    streaming = true;
    watch.begin(feed.loop().nanos());
    fetch();
  }

  /** The stream is lost: what was asked for while it was there proves nothing any more. */
  void disconnected() {
    streaming = false;
    looking = false;
    episode++;
    notBefore = Long.MIN_VALUE;
    sequence.disconnected();
    forgetQuestion();
  }

  /** A trade of the stream. */
  void trade(VenueTrade trade, long receivedAt, long now) {
    watch.trade(now);
    TradeSequence.Offer offer =
        sequence.offer(MarketEvent.ofTrade(instrument, trade, receivedAt), out);
    if (offer == TradeSequence.Offer.TAKEN) {
      releaseKlines(now);
      if (sequence.isComplete()) {
        // The stream itself says that nothing is missing; pages cost a lot of the venue's limits.
        forgetQuestion();
      } else {
        fetch();
      }
      return;
    }
    feed.stats().add(FeedStats.Count.REPEATED, 1);
    if (offer == TradeSequence.Offer.RESET) {
      reset(trade, receivedAt);
    } else if (sequence.lastTime() == 0 && !aheadTold) {
      aheadTold = true;
      feed.loop()
          .notice(
              instrument,
              "TRADE_IDS_AHEAD",
              Severity.WARNING,
              instrument + "/" + sequence.next(),
              "trades below %d are not wanted, the venue is at %d: nothing is taken until then"
                  .formatted(sequence.next(), trade.id()));
    }
  }

  private void reset(VenueTrade trade, long receivedAt) {
    String stream = feed.venue().streamName(new StreamKey(symbol, feed.options().trades()));
    String reason =
        "the venue counts its trades anew: a new trade has id %d, but all below %d were there before"
            .formatted(trade.id(), sequence.next());
    out.accept(
        MarketEvent.ofFault(
            instrument,
            new MarketEvent.Fault(stream, trade.id(), "TRADE_IDS_RESET", reason, trade.raw()),
            receivedAt));
    if (!resetTold) {
      resetTold = true;
      feed.loop()
          .notice(
              instrument,
              "TRADE_IDS_RESET",
              Severity.CRITICAL,
              instrument + "/" + sequence.next(),
              reason
                  + "; its trades go to the dead letters. Such a market needs a trade log of its"
                  + " own: another kafka.topicPrefix, and a start without this state");
    }
  }

  /** A bar of the venue; only closed ones count. */
  void kline(VenueKline kline, long receivedAt, long now) {
    if (!kline.closed()) {
      return;
    }
    klines
        .offer(MarketEvent.ofKline(instrument, kline, receivedAt), now)
        .ifPresent(
            gone ->
                out.accept(
                    MarketEvent.ofFault(
                        instrument,
                        new MarketEvent.Fault(
                            feed.venue().streamName(new StreamKey(symbol, StreamKind.KLINE_1M)),
                            gone.openTime(),
                            "KLINE_NOT_REACHED",
                            "the trades of this bar, up to "
                                + gone.lastTradeId()
                                + ", did not come",
                            gone.raw()),
                        receivedAt)));
    releaseKlines(now);
  }

  private void releaseKlines(long now) {
    if (klines.isEmpty()) {
      return;
    }
    for (MarketEvent bar = klines.poll(sequence, now);
        bar != null;
        bar = klines.poll(sequence, now)) {
      out.accept(bar);
    }
  }

  /**
   * Looks after what did not happen; from time to time.
   *
   * @param mayLook whether a silence may be looked into now
   */
  void sweep(long now, boolean mayLook) {
    releaseKlines(now);
    if (!streaming) {
      return;
    }
    if (klines.isOverdue(now) && sequence.isComplete() && now >= nextDoubt) {
      nextDoubt = now + TimeUnit.MILLISECONDS.toNanos(backoff.next());
      sequence.disconnected();
      fetch();
    } else if (mayLook && sequence.isComplete() && !looking && watch.isDue(now)) {
      look();
    }
  }

  /** Whether a silence is being looked into. */
  boolean isLooking() {
    return looking;
  }

  private CompletableFuture<TradePage> page(int limit) {
    return feed.venue().historicalTrades(symbol, feed.options().trades(), sequence.next(), limit);
  }

  private void fetch() {
    boolean mustWait = notBefore != Long.MIN_VALUE && feed.loop().nanos() - notBefore < 0;
    if (!streaming || asked != null || mustWait || !sequence.needsPage()) {
      return;
    }
    CompletableFuture<TradePage> question = page(feed.venue().maxPage());
    asked = question;
    feed.loop()
        .when(
            question,
            (page, error) -> {
              if (asked == question) {
                asked = null;
                pageArrived(page, error);
              }
            });
  }

  private void forgetQuestion() {
    if (asked != null) {
      CompletableFuture<TradePage> question = asked;
      asked = null;
      question.cancel(false);
    }
  }

  /** Not before then, whatever comes: each page costs a lot of the venue's limits. */
  private void fetchLater(long millis) {
    int of = episode;
    notBefore = feed.loop().nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    feed.loop()
        .after(
            millis,
            () -> {
              if (of == episode) {
                notBefore = Long.MIN_VALUE;
                fetch();
              }
            });
  }

  private void pageArrived(TradePage page, Throwable error) {
    hasGivenPages |= error == null;
    if (error instanceof HistoryUnavailableException) {
      sequence.refused(error.getMessage(), out);
    } else if (error != null) {
      long millis = backoff.after(error);
      LOG.warn(
          "past trades not available, instrument={} retryMillis={} reason={}",
          instrument,
          millis,
          error.getMessage());
      fetchLater(millis);
      return;
    } else if (take(page, page.size() < feed.venue().maxPage()) > 0) {
      backoff.reset();
    } else if (sequence.needsPage()) {
      // The stream is ahead of what the venue's REST servers know.
      fetchLater(backoff.next());
      return;
    }
    releaseKlines(feed.loop().nanos());
    fetch();
  }

  /** By how many ids the page moves the sequence. */
  private long take(TradePage page, boolean isLast) {
    long before = sequence.next();
    String stream = feed.venue().streamName(new StreamKey(symbol, feed.options().trades()));
    sequence.page(page, isLast, stream, out);
    long moved = sequence.next() - before;
    feed.stats().add(FeedStats.Count.FETCHED, moved);
    return moved;
  }

  private void look() {
    looking = true;
    int of = episode;
    feed.loop()
        .when(
            page(LOOK),
            (page, error) -> {
              if (of == episode) {
                looked(page, error);
              }
            });
  }

  private void looked(TradePage page, Throwable error) {
    long now = feed.loop().nanos();
    long next = sequence.next();
    hasGivenPages |= error == null;
    if (error == null && page.lastId() >= next) {
      judgeLater(page, "the venue has trades from id %d on".formatted(next));
    } else if (error instanceof HistoryUnavailableException && hasGivenPages && refusedAt != next) {
      // Refused is what is too old: later trades were made. Once, as the next stream may be quiet.
      refusedAt = next;
      TradePage nothing = new TradePage(List.of(), List.of(), next - 1, 0);
      judgeLater(nothing, "the venue does not give trade %d any more".formatted(next));
    } else {
      looking = false;
      if (error == null || error instanceof HistoryUnavailableException) {
        watch.quiet(now);
      } else {
        watch.again(now);
      }
    }
  }

  /** Unless the stream brings a trade within a moment, it is stale. */
  private void judgeLater(TradePage page, String proof) {
    int of = episode;
    long first = sequence.next();
    feed.loop()
        .after(
            STREAM_BEHIND.toMillis(),
            () -> {
              if (of == episode) {
                judge(page, first, proof);
              }
            });
  }

  private void judge(TradePage page, long first, String proof) {
    looking = false;
    if (sequence.highestLive() >= first) {
      return;
    }
    long silent = watch.silentMillis(feed.loop().nanos());
    feed.stats().add(FeedStats.Count.STALE, 1);
    feed.loop()
        .notice(
            instrument,
            "FEED_STALE",
            Severity.WARNING,
            instrument + "/" + first,
            "the stream is connected but brought no trade for %d ms, though %s;"
                    .formatted(silent, proof)
                + " the connection is replaced");
    take(page, false);
    releaseKlines(feed.loop().nanos());
    onStale.run();
  }
}
