package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps connections to a venue for a set of instruments and delivers their rules first, then every
 * trade from a given id on in order of id, each once, or what says that it cannot be had, whatever
 * happens to the connections; with them quotes, the venue's bars, and how far time is.
 *
 * <p>Everything happens in {@link #poll} on the caller's thread, which never blocks; the network's
 * threads only fill the inbox, with no more frames than were asked for. All methods belong to the
 * caller's thread, except those of {@link FeedStats}.
 */
public final class MarketFeed implements AutoCloseable {

  /** The next id of an instrument that begins with whatever trade comes first. */
  public static final long LATEST = TradeSequence.LATEST;

  /** Steps of one {@link #poll}: about a millisecond of work. */
  private static final int STEPS = 256;

  /** Live trades that may wait behind gaps: some 50 MB. */
  private static final int HELD = 65_536;

  /** How often time is looked at. */
  private static final Duration TICK = Duration.ofMillis(20);

  /** How often is looked for what did not happen. */
  private static final Duration SWEEP = Duration.ofMillis(500);

  /** Silences that are looked into at the same time: each costs a page of past trades. */
  private static final int LOOKS = 4;

  private static final Duration STAGGER = Duration.ofMillis(300);

  private final FeedContext feed;
  private final RulesFeed rules;
  private final VenueClock venueClock;
  private final SortedMap<String, Subscription> subscriptions = new TreeMap<>();
  private final Map<String, Subscription> bySymbol = new HashMap<>();
  private final Set<String> formerSymbols = new HashSet<>();
  private final List<FeedLine> lines = new ArrayList<>();
  private final FeedLine.Owner lineOwner = new Lines();
  private long lastFault;

  /** A feed without instruments; connects nowhere yet. */
  public MarketFeed(MarketData venue, FeedOptions options) {
    this(venue, options, new TimerThread());
  }

  /** As above, with another clock. */
  public MarketFeed(MarketData venue, FeedOptions options, FeedTimer timer) {
    feed =
        new FeedContext(
            new FeedLoop(timer),
            venue,
            options,
            new FeedStats(),
            new HeldBudget(HELD),
            new SnapshotBudget(options.snapshotsPerMinute()));
    rules = new RulesFeed(feed, subscriptions::values, this::listed);
    venueClock = new VenueClock(feed);
    feed.loop().put(this::begin);
  }

  private void begin() {
    if (feed.options().clock() == FeedOptions.Clock.VENUE) {
      venueClock.start();
    }
    feed.loop().after(SWEEP.toMillis(), this::sweep);
    feed.loop().afterAt(TICK.toMillis(), this::tick);
  }

  /** Adds instruments; one that is there already stays as it is. */
  public void subscribe(Collection<FeedPosition> from) {
    for (FeedPosition position : from) {
      subscriptions.computeIfAbsent(
          position.instrument(), i -> new Subscription(feed, started(position), rules::askThen));
    }
    feed.loop().put(() -> rules.ask(List.of()));
  }

  /** Ids of another kind say nothing: such an instrument begins with what comes first. */
  private FeedPosition started(FeedPosition position) {
    if (position.kind() == feed.options().trades() || position.next() == LATEST) {
      return position;
    }
    feed.loop()
        .put(
            () ->
                feed.loop()
                    .notice(
                        position.instrument(),
                        "TRADE_KIND_CHANGED",
                        Severity.CRITICAL,
                        position.instrument() + "/" + position.next(),
                        "the last run read %s, this one reads %s, whose ids are others; trades"
                                .formatted(position.kind(), feed.options().trades())
                            + " between them are not fetched"));
    return new FeedPosition(
        position.instrument(), LATEST, feed.options().trades(), 0, position.required());
  }

  /**
   * Takes an instrument in no more.
   *
   * @param removed told its position within {@link #poll}, after the last event; not called when it
   *     is not there
   */
  public void unsubscribe(String instrument, Consumer<FeedPosition> removed) {
    feed.loop()
        .put(
            () -> {
              Subscription s = subscriptions.remove(instrument);
              if (s != null) {
                FeedPosition position = s.position();
                drop(s);
                removed.accept(position);
              }
            });
  }

  private void drop(Subscription s) {
    if (s.line() != null) {
      bySymbol.remove(s.venueSymbol());
      formerSymbols.add(s.venueSymbol());
      s.line().remove(s);
      if (s.line().symbols().isEmpty()) {
        s.line().close();
        lines.remove(s.line());
      }
    }
    s.removed();
  }

  /** Where another feed can go on, by instrument. */
  public List<FeedPosition> positions() {
    return subscriptions.values().stream().map(Subscription::position).toList();
  }

  /** Counters. */
  public FeedStats stats() {
    return feed.stats();
  }

  /** Done when {@link #poll} has something to do. */
  public CompletableFuture<Void> available() {
    return feed.loop().available();
  }

  /**
   * Deals with some of what happened, if there is any.
   *
   * @return whether there is more to do
   * @throws IllegalStateException when the venue does not list a required instrument
   */
  public boolean poll(Consumer<MarketEvent> out) {
    return feed.loop().poll(STEPS, out);
  }

  @Override
  public void close() {
    feed.loop().close();
    lines.forEach(FeedLine::close);
  }

  /** A subscription has rules: it needs a line if it has none. */
  private void listed(Subscription s) {
    if (s.line() != null) {
      return;
    }
    formerSymbols.remove(s.venueSymbol());
    bySymbol.put(s.venueSymbol(), s);
    FeedLine line = lineWithRoom();
    s.setLine(line);
    line.add(s);
  }

  private FeedLine lineWithRoom() {
    int streams = Math.min(feed.venue().maxStreams(), feed.options().streamsPerConnection());
    int symbols = Math.max(1, streams / feed.options().streams().size());
    for (FeedLine line : lines) {
      if (line.symbols().size() < symbols) {
        return line;
      }
    }
    FeedLine line = new FeedLine(feed, lineOwner);
    // One after the other, and not at the same moment as those of other feeds.
    line.start(
        lines.isEmpty()
            ? 0
            : feed.loop().jitter(STAGGER.multipliedBy(lines.size()).toMillis(), 30));
    lines.add(line);
    return line;
  }

  private final class Lines implements FeedLine.Owner {
    @Override
    public void frame(FeedLine line, boolean isCurrent, String text, long receivedAt) {
      MarketFeed.this.frame(line, isCurrent, text, receivedAt);
    }

    @Override
    public void reconnected(FeedLine line) {
      rules.ask(line.symbols());
    }
  }

  private void frame(FeedLine line, boolean isCurrent, String text, long receivedAt) {
    StreamEvent event = feed.venue().parse(text);
    if (event instanceof VenueTrade trade) {
      Subscription s = find(trade.symbol(), text, receivedAt);
      if (s != null) {
        s.trades().trade(trade, receivedAt, feed.loop().nanos());
        seen(line, isCurrent, trade.time());
      }
    } else if (event instanceof DepthUpdate depth) {
      Subscription s = find(depth.symbol(), text, receivedAt);
      if (s != null) {
        s.book().depth(depth, receivedAt, feed.loop().nanos());
        seen(line, isCurrent, depth.time());
      }
    } else if (event instanceof VenueKline kline) {
      Subscription s = find(kline.symbol(), text, receivedAt);
      if (s != null) {
        s.trades().kline(kline, receivedAt, feed.loop().nanos());
        seen(line, isCurrent, kline.eventTime());
      }
    } else if (event instanceof VenueQuote quote) {
      Subscription s = find(quote.symbol(), text, receivedAt);
      if (s != null) {
        s.quotes().ticker(quote, receivedAt);
      }
    } else if (event instanceof StreamEvent.Unreadable bad) {
      fault("BAD_FRAME", bad.reason(), bad.raw(), receivedAt);
    } else if (event == StreamEvent.Notice.SHUTDOWN) {
      line.shutdown(isCurrent);
    }
  }

  private void seen(FeedLine line, boolean isCurrent, long time) {
    if (!isCurrent) {
      return;
    }
    if (feed.options().clock() == FeedOptions.Clock.VENUE) {
      if (venueClock.isKnown()) {
        long now = feed.loop().nanos();
        line.aged(venueClock.at(now) - time, now);
      }
      return;
    }
    long before = line.eventClock().now();
    if (!line.eventClock().observe(time) && line.tellsSkew(feed.loop().nanos())) {
      feed.loop()
          .notice(
              "",
              "CLOCK_SKEW",
              Severity.WARNING,
              "event-time/" + time,
              "a message is %d s ahead of the one before; the old time is kept until others agree"
                  .formatted(TimeUnit.MICROSECONDS.toSeconds(time - before)));
    }
  }

  private Subscription find(String symbol, String raw, long receivedAt) {
    Subscription s = bySymbol.get(symbol);
    // What was on its way when it was given up is no fault.
    if (s == null && !formerSymbols.contains(symbol)) {
      String reason = "nobody subscribed to the symbol \"" + symbol + "\"";
      fault("UNKNOWN_SYMBOL", reason, raw, receivedAt);
    }
    return s;
  }

  private void fault(String code, String reason, String raw, long receivedAt) {
    lastFault = Math.max(lastFault + 1, receivedAt);
    MarketEvent.Fault fault = new MarketEvent.Fault("stream", lastFault, code, reason, raw);
    feed.loop().emit(MarketEvent.ofFault("", fault, receivedAt));
  }

  private void sweep() {
    long now = feed.loop().nanos();
    List.copyOf(lines).forEach(FeedLine::checkSilence);
    long looking = subscriptions.values().stream().filter(s -> s.trades().isLooking()).count();
    for (Subscription s : List.copyOf(subscriptions.values())) {
      boolean before = s.trades().isLooking();
      s.trades().sweep(now, looking < LOOKS);
      looking += !before && s.trades().isLooking() ? 1 : 0;
    }
    feed.loop().after(SWEEP.toMillis(), this::sweep);
  }

  /**
   * Delivers the time.
   *
   * @param at when this was due, by our clock: what came since may not be dealt with yet, and when
   *     much did, the venue's time says nothing about what was
   */
  private void tick(long at) {
    long delay = feed.options().heartbeatDelayMicros();
    if (feed.options().clock() == FeedOptions.Clock.EVENTS) {
      long latest = 0;
      for (FeedLine line : lines) {
        latest = Math.max(latest, line.eventClock().now());
      }
      long now = feed.loop().nanos();
      for (Subscription s : subscriptions.values()) {
        boolean listens = s.line() != null && !s.line().isIdle(now);
        long time = listens ? s.line().eventClock().now() : latest;
        s.time(onGrid(time - delay), s.line() != null);
      }
    } else if (venueClock.isKnown()) {
      long time = onGrid(venueClock.at(at) - delay);
      long now = feed.loop().nanos();
      long late = TimeUnit.NANOSECONDS.toMicros(now - at);
      boolean punctual = late <= Math.max(delay / 4, TICK.toNanos() / 1_000);
      if (punctual) {
        lines.forEach(line -> line.judge(now));
        for (Subscription s : subscriptions.values()) {
          // Of one that is not listed too: the others of its partition wait for its word.
          s.time(time, s.line() != null && s.line().isFresh());
        }
      }
    }
    long nanos = feed.loop().nanos();
    subscriptions.values().forEach(s -> s.quotes().flush(nanos));
    feed.loop().afterAt(TICK.toMillis(), this::tick);
  }

  private long onGrid(long time) {
    long grid = feed.options().heartbeatMicros();
    return Math.floorDiv(time, grid) * grid;
  }
}
