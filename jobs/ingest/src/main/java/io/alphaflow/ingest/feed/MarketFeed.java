package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Quote;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to a venue for a set of instruments and delivers their rules first, then
 * every trade from a given id on in order of id, each once, whatever happens to the connection.
 *
 * <p>Each (re)connection asks for the rules, opens the stream, and fetches from the next id of each
 * instrument until the stream continues without a gap; a jump of ids in the stream does the same
 * for its instrument. All of that happens in {@link #poll} on the caller's thread, which never
 * blocks; the network's threads only fill the inbox, with no more frames than were asked for. All
 * methods belong to the caller's thread, except those of {@link FeedStats}.
 */
public final class MarketFeed implements AutoCloseable {

  /** The next id of an instrument that begins with whatever trade comes first. */
  public static final long LATEST = TradeSequence.LATEST;

  private static final Logger LOG = LoggerFactory.getLogger(MarketFeed.class);

  /** Frames that may wait in the inbox. */
  private static final int WINDOW = 4_096;

  /** Frames after which the venue is asked for as many again. */
  private static final int BATCH = 512;

  private static final long REPEATED_WARNING = 10_000;

  /** Something that happened, to be dealt with on the caller's thread. */
  private interface Step {
    void run(Consumer<MarketEvent> out);
  }

  private final MarketData venue;
  private final FeedOptions options;
  private final Inbox<Step> inbox = new Inbox<>();
  private final FeedTimer timer = new FeedTimer();
  private final FeedStats stats = new FeedStats();
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
  private final SortedMap<String, Subscription> subscriptions = new TreeMap<>();
  private final SortedMap<String, Subscription> bySymbol = new TreeMap<>();
  private CompletableFuture<MarketStream> opening = new CompletableFuture<>();
  private MarketStream stream;
  private int connection;
  private int consumed;
  private long lastFault;

  /** A feed without instruments; connects nowhere yet. */
  public MarketFeed(MarketData venue, FeedOptions options) {
    this.venue = venue;
    this.options = options;
    timer.every(FeedTimer.SILENCE_CHECK, () -> inbox.put(out -> checkSilence()));
  }

  /**
   * Adds instruments and connects; a connection that is open already is replaced.
   *
   * @param next for each instrument the first trade id that is wanted, or {@link #LATEST}
   */
  public void subscribe(Map<InstrumentId, Long> next) {
    next.forEach((id, from) -> subscriptions.put(id.toString(), new Subscription(id, from)));
    connect();
  }

  /** For each instrument the id of the trade that comes next: where another feed can go on. */
  public SortedMap<String, Long> positions() {
    SortedMap<String, Long> positions = new TreeMap<>();
    subscriptions.forEach((instrument, s) -> positions.put(instrument, s.sequence().next()));
    return positions;
  }

  /** Counters. */
  public FeedStats stats() {
    return stats;
  }

  /** Done when {@link #poll} has something to do. */
  public CompletableFuture<Void> available() {
    return inbox.available();
  }

  /**
   * Deals with one thing that happened, if there is any.
   *
   * @return whether there is more to do
   * @throws IllegalStateException when the venue does not list an instrument
   */
  public boolean poll(Consumer<MarketEvent> out) {
    Optional<Step> step = inbox.poll();
    step.ifPresent(s -> s.run(out));
    return !inbox.isEmpty();
  }

  @Override
  public void close() {
    timer.close();
    connection++;
    opening.thenAccept(MarketStream::close);
  }

  private void connect() {
    opening.thenAccept(MarketStream::close);
    stream = null;
    connection++;
    int of = connection;
    var wanted = subscriptions.values().stream().map(Subscription::id).toList();
    venue
        .instruments(wanted)
        .whenComplete((found, error) -> put(of, out -> rulesArrived(of, found, error, out)));
  }

  /** A step that counts only while its connection is the current one. */
  private void put(int of, Step step) {
    inbox.put(
        out -> {
          if (of == connection) {
            step.run(out);
          }
        });
  }

  private void rulesArrived(
      int of, Map<InstrumentId, Instrument> found, Throwable error, Consumer<MarketEvent> out) {
    if (error != null) {
      lost(of, error.getMessage(), RetryDelay.of(error, backoff));
      return;
    }
    bySymbol.clear();
    for (Subscription s : subscriptions.values()) {
      out.accept(MarketEvent.ofRules(s.updateRules(found.get(s.id()))));
      bySymbol.put(s.venueSymbol(), s);
    }
    opening = venue.openStream(new Frames(of));
    opening.whenComplete((opened, failure) -> put(of, o -> streamOpened(of, opened, failure)));
  }

  private void streamOpened(int of, MarketStream opened, Throwable error) {
    if (error != null) {
      lost(of, error.getMessage(), RetryDelay.of(error, backoff));
      return;
    }
    LOG.info("market stream open, instruments={}", subscriptions.keySet());
    stats.connected();
    stream = opened;
    consumed = 0;
    stream.request(WINDOW);
    List<StreamKey> keys = new ArrayList<>();
    for (String symbol : bySymbol.keySet()) {
      keys.add(new StreamKey(symbol, options.trades()));
      if (options.quotes() != FeedOptions.Quotes.OFF) {
        keys.add(new StreamKey(symbol, StreamKind.BOOK_TICKER));
      }
    }
    stream.subscribe(keys).whenComplete((done, failure) -> put(of, o -> subscribed(of, failure)));
  }

  private void subscribed(int of, Throwable error) {
    if (error != null) {
      lost(of, error.getMessage(), RetryDelay.of(error, backoff));
      return;
    }
    for (Subscription s : subscriptions.values()) {
      s.reconnected();
      fetch(of, s);
    }
  }

  private void lost(int of, String reason, long retryMillis) {
    LOG.warn("market stream lost, retryMillis={} reason={}", retryMillis, reason);
    opening.thenAccept(MarketStream::close);
    stream = null;
    connection++;
    int ended = connection;
    timer.after(retryMillis, () -> put(ended, out -> connect()));
  }

  private void checkSilence() {
    if (stream == null) {
      return;
    }
    long silent = stream.silentMillis();
    if (silent > FeedTimer.DEAD_AFTER.toMillis()) {
      lost(connection, "nothing came for " + silent + " ms", 0);
    } else if (silent > FeedTimer.PING_AFTER.toMillis()) {
      stream.ping();
    }
  }

  private final class Frames implements StreamListener {
    private final int of;

    Frames(int of) {
      this.of = of;
    }

    @Override
    public void onFrame(String text, long receivedAt) {
      put(of, out -> frame(text, receivedAt, out));
    }

    @Override
    public void onEnd(String reason) {
      put(of, out -> lost(of, reason, backoff.next()));
    }
  }

  private void frame(String text, long receivedAt, Consumer<MarketEvent> out) {
    backoff.reset();
    consumed++;
    if (consumed == BATCH && stream != null) {
      consumed = 0;
      stream.request(BATCH);
    }
    StreamEvent event = venue.parse(text);
    if (event instanceof VenueTrade trade) {
      trade(trade, receivedAt, out);
    } else if (event instanceof VenueQuote quote) {
      quote(quote, receivedAt, out);
    } else if (event instanceof StreamEvent.Unreadable bad) {
      fault("stream", "BAD_FRAME", bad.reason(), bad.raw(), receivedAt, out);
    } else if (event == StreamEvent.Notice.SHUTDOWN) {
      lost(connection, "the venue shuts this connection down", 0);
    }
  }

  private void trade(VenueTrade trade, long receivedAt, Consumer<MarketEvent> out) {
    Subscription s = bySymbol.get(trade.symbol());
    if (s == null) {
      unknown(trade.symbol(), trade.raw(), receivedAt, out);
      return;
    }
    MarketEvent event = MarketEvent.ofTrade(s.instrument(), trade, receivedAt);
    if (!s.sequence().offer(event, out)) {
      repeated(s, trade);
    }
    fetch(connection, s);
  }

  /** A few are normal after a reconnection; many mean that the venue counts its trades anew. */
  private void repeated(Subscription s, VenueTrade trade) {
    stats.repeat();
    if (stats.repeated() % REPEATED_WARNING == 0) {
      LOG.warn(
          "trades dropped because their ids are behind, dropped={} instrument={} id={} next={}",
          stats.repeated(),
          s.instrument(),
          trade.id(),
          s.sequence().next());
    }
  }

  private void quote(VenueQuote quote, long receivedAt, Consumer<MarketEvent> out) {
    Subscription s = bySymbol.get(quote.symbol());
    if (s == null) {
      unknown(quote.symbol(), quote.raw(), receivedAt, out);
    } else if (s.takesQuote(quote, receivedAt, options.quoteIntervalMicros())) {
      out.accept(
          MarketEvent.ofQuote(
              new MarketEvent.FeedQuote(
                  new Quote(
                      s.instrument(),
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
                  quote.raw())));
    }
  }

  private void unknown(String symbol, String raw, long receivedAt, Consumer<MarketEvent> out) {
    String reason = "nobody subscribed to the symbol \"" + symbol + "\"";
    fault("stream", "UNKNOWN_SYMBOL", reason, raw, receivedAt, out);
  }

  private void fault(
      String from,
      String code,
      String reason,
      String raw,
      long receivedAt,
      Consumer<MarketEvent> out) {
    lastFault = Math.max(lastFault + 1, receivedAt);
    MarketEvent.Fault fault = new MarketEvent.Fault(from, lastFault, code, reason, raw);
    out.accept(MarketEvent.ofFault("", fault, receivedAt));
  }

  private void fetch(int of, Subscription s) {
    if (stream == null || !s.beginFetch()) {
      return;
    }
    venue
        .historicalTrades(s.venueSymbol(), options.trades(), s.sequence().next(), venue.maxPage())
        .whenComplete((page, error) -> put(of, out -> pageArrived(of, s, page, error, out)));
  }

  private void pageArrived(
      int of, Subscription s, TradePage page, Throwable error, Consumer<MarketEvent> out) {
    s.endFetch();
    if (error != null) {
      long millis = RetryDelay.of(error, s.backoff());
      LOG.warn("past trades not available, retryMillis={} reason={}", millis, error.getMessage());
      timer.after(millis, () -> put(of, o -> fetch(of, s)));
      return;
    }
    long before = s.sequence().next();
    boolean isLast = page.size() < venue.maxPage();
    s.sequence()
        .page(
            page, isLast, venue.streamName(new StreamKey(s.venueSymbol(), options.trades())), out);
    stats.fetched(s.sequence().next() - before);
    stats.passedOver(s.instrument(), s.sequence().passedOver());
    if (s.sequence().next() > before) {
      s.backoff().reset();
      fetch(of, s);
    } else if (s.sequence().needsPage()) {
      // The stream is ahead of what the venue's REST servers know.
      timer.after(s.backoff().next(), () -> put(of, o -> fetch(of, s)));
    }
  }
}
