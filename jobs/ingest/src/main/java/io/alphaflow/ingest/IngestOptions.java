package io.alphaflow.ingest;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.ingest.bar.BarInterval;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.MarketFeed;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Configuration of ingest, section {@code ingest}.
 *
 * @param markMicros {@code markInterval}: least market time between two marks of an instrument,
 *     microseconds
 * @param clockTickMicros {@code clockTickInterval}: market time between two clock ticks,
 *     microseconds; ticks are numbered by it, so it is fixed for the life of a desk
 * @param startFromTradeId {@code startFromTradeId}: first trade id when there is no checkpoint, or
 *     {@link MarketFeed#LATEST} for {@code latest}
 * @param bar {@code barInterval}: length of bars, fixed for the life of a desk
 * @param feed {@code quotes} and {@code quoteSampleInterval}: whether quotes are taken, and how
 *     much wall time lies between two of an instrument at least
 */
public record IngestOptions(
    long markMicros, long clockTickMicros, long startFromTradeId, BarInterval bar, FeedOptions feed)
    implements Serializable {

  /** Reads the section; errors are noted on it. */
  public static IngestOptions read(ConfigNode root) {
    ConfigNode node = root.section("ingest");
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
            BarInterval.of(positive(node, "barInterval", Duration.ofMinutes(1))),
            feed(node));
    node.refuseUnknownKeys();
    return options;
  }

  private static FeedOptions feed(ConfigNode node) {
    boolean quotes = node.bool("quotes", false);
    long interval = micros(node.duration("quoteSampleInterval", Duration.ofMillis(100)));
    return FeedOptions.DEFAULT.with(
        o -> {
          o.quotes = quotes ? FeedOptions.Quotes.TICKER : FeedOptions.Quotes.OFF;
          o.quoteIntervalMicros = interval;
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
