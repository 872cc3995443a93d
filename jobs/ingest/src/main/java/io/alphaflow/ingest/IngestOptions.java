package io.alphaflow.ingest;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.PublishedBars;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.FeedOptions.Clock;
import io.alphaflow.ingest.feed.FeedOptions.Quotes;
import io.alphaflow.ingest.feed.MarketFeed;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Configuration of ingest, section {@code ingest}; {@code docs/configuration.md} describes each
 * key.
 *
 * @param markMicros {@code markInterval}: least market time between two marks of an instrument,
 *     microseconds
 * @param clockTickMicros {@code clockTickInterval}: market time between two clock ticks,
 *     microseconds; ticks are numbered by it, so it is fixed for the life of a desk
 * @param startFromTradeId {@code startFromTradeId}: first trade id when there is no checkpoint, or
 *     {@link MarketFeed#LATEST} for {@code latest}
 * @param bars {@code bars}: which bars are built
 * @param deadLettersPerMinute {@code deadLettersPerMinute}: dead letters of one code in a minute
 *     that raise no alert
 * @param quotesInTradeLog {@code quotesInTradeLog}: whether quotes stand among the trades, besides
 *     in their own log
 * @param feed what is asked of the venue
 */
public record IngestOptions(
    long markMicros,
    long clockTickMicros,
    long startFromTradeId,
    List<BarSpec> bars,
    long deadLettersPerMinute,
    boolean quotesInTradeLog,
    FeedOptions feed)
    implements Serializable {

  private static final long DEFAULT_DEAD_LETTERS = 100;

  /** Copies the list. */
  public IngestOptions {
    bars = List.copyOf(bars);
  }

  /** Reads the section; errors are noted on it. */
  public static IngestOptions read(ConfigNode root) {
    ConfigNode node = root.section("ingest");
    FeedOptions feed = feed(node);
    IngestOptions options =
        new IngestOptions(
            micros(node.duration("markInterval", Duration.ofSeconds(1))),
            micros(positive(node, "clockTickInterval", Duration.ofSeconds(1))),
            node.required(
                "startFromTradeId",
                MarketFeed.LATEST,
                "latest, or a trade id of at least 0",
                IngestOptions::tradeId,
                MarketFeed.LATEST),
            PublishedBars.read(node),
            node.integer("deadLettersPerMinute", DEFAULT_DEAD_LETTERS, 0, Integer.MAX_VALUE),
            quotesInTradeLog(node, feed.quotes()),
            feed);
    node.refuseUnknownKeys();
    return options;
  }

  private static boolean quotesInTradeLog(ConfigNode node, Quotes quotes) {
    boolean wanted = node.bool("quotesInTradeLog", false);
    if (wanted && quotes == Quotes.OFF) {
      node.error("quotesInTradeLog", "true", "false with quotes: off, or quotes: ticker or book");
    }
    return wanted;
  }

  private static FeedOptions feed(ConfigNode node) {
    FeedOptions fallback = FeedOptions.DEFAULT;
    StreamKind trades =
        node.required(
            "trades",
            StreamKind.TRADE,
            "trade or aggTrade",
            IngestOptions::trades,
            StreamKind.TRADE);
    boolean klines = node.bool("klines", trades == StreamKind.TRADE);
    if (klines && trades == StreamKind.AGG_TRADE) {
      node.error("klines", "true", "false with trades: aggTrade, which counts trades differently");
    }
    Clock clock = node.choice("clock", Clock.class, Clock.VENUE);
    return fallback.with(
        o -> {
          o.trades = trades;
          o.klines = klines;
          o.clock = clock;
          o.checkGrid = node.bool("checkGrid", true);
          o.quotes =
              node.required(
                  "quotes", Quotes.OFF, "off, ticker or book", IngestOptions::quotes, Quotes.OFF);
          o.quoteIntervalMicros =
              micros(node.duration("quoteSampleInterval", Duration.ofMillis(100)));
          o.bookLevels = (int) node.integer("bookLevels", (long) fallback.bookLevels(), 1, 5_000);
          o.depthLevels =
              (int) node.integer("depthLevels", (long) fallback.depthLevels(), 1, 5_000);
          o.snapshotsPerMinute =
              (int)
                  node.integer(
                      "snapshotsPerMinute", (long) fallback.snapshotsPerMinute(), 1, 10_000);
          o.streamsPerConnection =
              (int)
                  node.integer(
                      "streamsPerConnection", (long) fallback.streamsPerConnection(), 3, 100_000);
          o.connectionLifetime =
              positive(node, "connectionLifetime", fallback.connectionLifetime());
          o.rulesRefresh = positive(node, "rulesRefresh", fallback.rulesRefresh());
          o.staleAfterMin = positive(node, "staleAfterMin", fallback.staleAfterMin());
          o.staleAfter = positive(node, "staleAfter", fallback.staleAfter());
          o.heartbeatMicros = micros(positive(node, "heartbeatInterval", Duration.ofSeconds(1)));
          o.heartbeatDelayMicros = micros(node.duration("heartbeatDelay", Duration.ofSeconds(2)));
        });
  }

  private static Duration positive(ConfigNode node, String key, Duration fallback) {
    Duration value = node.duration(key, fallback);
    if (value.isZero()) {
      node.error(key, "0", "a time span above 0 such as " + fallback.toSeconds() + "s");
      return fallback;
    }
    return value;
  }

  private static long micros(Duration duration) {
    return TimeUnit.MILLISECONDS.toMicros(duration.toMillis());
  }

  private static StreamKind trades(String text) {
    return switch (text) {
      case "trade" -> StreamKind.TRADE;
      case "aggTrade" -> StreamKind.AGG_TRADE;
      default -> throw new IllegalArgumentException();
    };
  }

  private static Quotes quotes(String text) {
    // YAML reads a plain off as false.
    return text.equals("false") ? Quotes.OFF : Quotes.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static long tradeId(String text) {
    if (text.equals("latest")) {
      return MarketFeed.LATEST;
    }
    long id = Long.parseLong(text);
    if (id < 0) {
      throw new IllegalArgumentException();
    }
    return id;
  }
}
