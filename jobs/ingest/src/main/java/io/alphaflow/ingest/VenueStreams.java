package io.alphaflow.ingest;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.exchange.Venues;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.ingest.feed.FeedOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Compares what a feed asks for with what the venue of the prices has. */
final class VenueStreams {

  private VenueStreams() {}

  /**
   * Refuses what cannot work.
   *
   * @param source the configuration's file
   * @throws ConfigException with all that the venue does not have
   */
  static void check(String source, VenueOptions venue, FeedOptions feed) {
    String type = venue.type().name().toLowerCase(Locale.ROOT);
    Set<StreamKind> streams = Venues.streams(venue);
    List<String> errors = new ArrayList<>();
    if (!Venues.numbersTrades(venue)) {
      errors.add(
          "venue.type: trades of "
              + type
              + " have no numbers that follow each other, so nobody can know that none is missing;"
              + " name another venue for prices, such as"
              + " venue.marketData: {type: coinbase, preset: production}");
    }
    if (!streams.contains(feed.trades())) {
      errors.add("ingest.trades: " + type + " has no aggregate trades; expected trade");
    }
    if (feed.klines() && !streams.contains(StreamKind.KLINE_1M)) {
      errors.add("ingest.klines: " + type + " has no one-minute bars; expected false");
    }
    if (!errors.isEmpty()) {
      throw new ConfigException(source, errors);
    }
  }
}
