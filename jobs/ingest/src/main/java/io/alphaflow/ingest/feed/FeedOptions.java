package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.StreamKind;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a feed asks for, and when it loses patience. Made from {@link #DEFAULT} by {@link #with}.
 *
 * @param trades {@link StreamKind#TRADE}, or {@link StreamKind#AGG_TRADE}: then all ids are
 *     aggregate ids. Fixed for the life of a desk
 * @param quotes where quotes come from
 * @param quoteIntervalMicros least wall time between two quotes of an instrument, microseconds; 0
 *     lets all through
 * @param bookLevels levels of a snapshot of the order book, of each side
 * @param depthLevels best levels whose quantities a quote sums up, of each side
 * @param snapshotsPerMinute snapshots that all books of a feed together may ask for
 * @param klines whether the venue's closed one-minute bars are delivered
 * @param checkGrid whether a trade off the price or quantity grid of its instrument is a fault
 * @param streamsPerConnection most streams of one connection; the venue may allow fewer
 * @param connectionLifetime age at which a connection is replaced by a new one
 * @param rulesRefresh time between two looks at the trading rules
 * @param staleAfterMin shortest silence of an instrument that is looked into
 * @param staleAfter longest silence of an instrument that is not looked into
 * @param pingAfter silence of a connection after which the venue is asked for a sign of life;
 *     Binance pings every 20 s
 * @param deadAfter silence after which a connection is given up, though nobody closed it
 * @param clock what the market's time is
 * @param heartbeatMicros market time between two {@link MarketEvent.FeedTime}, microseconds
 * @param heartbeatDelayMicros how far the delivered time stays behind the venue's clock, or behind
 *     the highest time that was seen, so that trades on their way are not overtaken: Binance sends
 *     a trade up to some hundred milliseconds after it was made, and other messages meanwhile;
 *     microseconds
 */
public record FeedOptions(
    StreamKind trades,
    Quotes quotes,
    long quoteIntervalMicros,
    int bookLevels,
    int depthLevels,
    int snapshotsPerMinute,
    boolean klines,
    boolean checkGrid,
    int streamsPerConnection,
    Duration connectionLifetime,
    Duration rulesRefresh,
    Duration staleAfterMin,
    Duration staleAfter,
    Duration pingAfter,
    Duration deadAfter,
    Clock clock,
    long heartbeatMicros,
    long heartbeatDelayMicros)
    implements Serializable {

  /** Trades only, the venue's clock, a connection as large as the venue allows. */
  public static final FeedOptions DEFAULT = new Builder().build();

  /** Where quotes come from. */
  public enum Quotes {
    /** There are none. */
    OFF,
    /** The venue's best bid and ask. */
    TICKER,
    /** The top of the order book, rebuilt from its changes. */
    BOOK
  }

  /** What the market's time is. */
  public enum Clock {
    /** The venue's server time: goes on when nothing happens. */
    VENUE,
    /** The highest time that was seen in a message: for a replay at another speed. */
    EVENTS
  }

  /** These options with a change: {@code DEFAULT.with(o -> o.quotes = Quotes.BOOK)}. */
  public FeedOptions with(Consumer<Builder> change) {
    Builder builder = new Builder();
    builder.trades = trades;
    builder.quotes = quotes;
    builder.quoteIntervalMicros = quoteIntervalMicros;
    builder.bookLevels = bookLevels;
    builder.depthLevels = depthLevels;
    builder.snapshotsPerMinute = snapshotsPerMinute;
    builder.klines = klines;
    builder.checkGrid = checkGrid;
    builder.streamsPerConnection = streamsPerConnection;
    builder.connectionLifetime = connectionLifetime;
    builder.rulesRefresh = rulesRefresh;
    builder.staleAfterMin = staleAfterMin;
    builder.staleAfter = staleAfter;
    builder.pingAfter = pingAfter;
    builder.deadAfter = deadAfter;
    builder.clock = clock;
    builder.heartbeatMicros = heartbeatMicros;
    builder.heartbeatDelayMicros = heartbeatDelayMicros;
    change.accept(builder);
    return builder.build();
  }

  /** The streams of one instrument. */
  List<StreamKind> streams() {
    List<StreamKind> kinds = new ArrayList<>(List.of(trades));
    if (quotes != Quotes.OFF) {
      kinds.add(quotes == Quotes.BOOK ? StreamKind.DEPTH : StreamKind.BOOK_TICKER);
    }
    if (klines) {
      kinds.add(StreamKind.KLINE_1M);
    }
    return kinds;
  }

  /**
   * Silence of a connection after which the venue is asked for a sign of life. Where time goes by
   * the venue's clock, the sign also says that no message from before is on its way any more.
   */
  long pingAfterMillis() {
    return clock == Clock.VENUE
        ? Math.min(pingAfter.toMillis(), heartbeatDelayMicros / 4_000)
        : pingAfter.toMillis();
  }

  /**
   * Age of a message from which on its connection counts as behind. With the longest silence it
   * makes the delay: a message that comes after it may be older by the silence before it.
   */
  long behindMicros() {
    return heartbeatDelayMicros / 4;
  }

  /** Longest silence of a connection that says nothing against what it brought. */
  long freshMillis() {
    return Math.max(500, heartbeatDelayMicros * 3 / 4_000);
  }

  /** The same fields, open to a change; each is described at the record. */
  public static final class Builder {
    public StreamKind trades = StreamKind.TRADE;
    public Quotes quotes = Quotes.OFF;
    public long quoteIntervalMicros = 100_000;
    public int bookLevels = 1_000;
    public int depthLevels = 10;
    public int snapshotsPerMinute = 60;
    public boolean klines;
    public boolean checkGrid = true;
    public int streamsPerConnection = 1_024;
    public Duration connectionLifetime = Duration.ofHours(23);
    public Duration rulesRefresh = Duration.ofMinutes(10);
    public Duration staleAfterMin = Duration.ofSeconds(10);
    public Duration staleAfter = Duration.ofMinutes(2);
    public Duration pingAfter = Duration.ofSeconds(25);
    public Duration deadAfter = Duration.ofSeconds(60);
    public Clock clock = Clock.VENUE;
    public long heartbeatMicros = 1_000_000;
    public long heartbeatDelayMicros = 2_000_000;

    private Builder() {}

    private FeedOptions build() {
      return new FeedOptions(
          trades,
          quotes,
          quoteIntervalMicros,
          bookLevels,
          depthLevels,
          snapshotsPerMinute,
          klines,
          checkGrid,
          streamsPerConnection,
          connectionLifetime,
          rulesRefresh,
          staleAfterMin,
          staleAfter,
          pingAfter,
          deadAfter,
          clock,
          heartbeatMicros,
          heartbeatDelayMicros);
    }
  }
}
