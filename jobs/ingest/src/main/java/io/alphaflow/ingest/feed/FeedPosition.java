package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.StreamKind;
import java.io.Serializable;

/**
 * A place in the trades of an instrument: where a feed begins, or where another can go on.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param next id of the trade that comes next, or {@link MarketFeed#LATEST}
 * @param kind whose ids these are
 * @param lastTime the venue's time of the trade before, epoch microseconds UTC; 0 when unknown
 * @param required whether the feed fails when the venue does not list the instrument
 */
public record FeedPosition(
    String instrument, long next, StreamKind kind, long lastTime, boolean required)
    implements Serializable {

  /** Where an instrument begins that was never taken in. */
  public static FeedPosition start(
      String instrument, long next, StreamKind kind, boolean required) {
    return new FeedPosition(instrument, next, kind, 0, required);
  }
}
