package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueTrade;

/**
 * What the feed delivers, and what persons wish of strategies, on its way to the trade log. Of the
 * fields after {@code receivedAt} exactly one is there, the others are null: one concrete type is
 * what a stream of Flink can carry without reflection at run time.
 *
 * @param instrument {@code venue:BASE/QUOTE}; empty when a fault cannot be attributed, and for a
 *     strategy
 * @param receivedAt wall clock, epoch microseconds UTC; 0 for rules, times and notices
 * @param rules trading rules as the venue states them now
 * @param trade a trade
 * @param quote a change of the top of the book
 * @param fault something that could not be read
 * @param missing trades that cannot be had, in order among the trades
 * @param time how far the market's time is
 * @param kline a closed bar of the venue, after all its trades
 * @param notice something that a person should know
 * @param strategy a change of a strategy instance, for one partition of the trade log
 */
public record MarketEvent(
    String instrument,
    long receivedAt,
    Instrument rules,
    VenueTrade trade,
    FeedQuote quote,
    Fault fault,
    Missing missing,
    FeedTime time,
    VenueKline kline,
    Notice notice,
    StrategyCopy strategy) {

  /**
   * A quote, complete but not yet judged.
   *
   * @param quote the quote
   * @param venueSymbol the venue's own spelling
   * @param raw the message that it comes from
   */
  public record FeedQuote(Quote quote, String venueSymbol, String raw) {}

  /**
   * A message that could not be used. For one that should have been a past trade a {@link Missing}
   * follows in its place.
   *
   * @param stream where it came from
   * @param number identity within the stream: the trade id, or a number that increases
   * @param code for example {@code BAD_FRAME}
   * @param reason in a sentence
   * @param raw the whole message
   */
  public record Fault(String stream, long number, String code, String reason, String raw) {}

  /**
   * Trade ids that cannot be had.
   *
   * @param fromId the first
   * @param toId the last, inclusive
   * @param code {@link #NOT_AT_VENUE}, {@link #HISTORY_UNAVAILABLE}, or that of the fault before
   * @param reason in a sentence
   * @param exchangeTime the venue's time of the trade that follows, epoch microseconds UTC; 0 when
   *     unknown
   */
  public record Missing(long fromId, long toId, String code, String reason, long exchangeTime) {

    /** A page of the venue shows later ones. */
    public static final String NOT_AT_VENUE = "NOT_AT_VENUE";

    /** The venue does not give them any more. */
    public static final String HISTORY_UNAVAILABLE = "HISTORY_UNAVAILABLE";
  }

  /**
   * Market time for one instrument.
   *
   * @param time epoch microseconds UTC, never lower than that of the event before
   * @param caughtUp all trades of the instrument earlier than {@code time} were delivered before
   *     this event
   * @param removed the instrument is not taken in any more: nothing of it follows
   */
  public record FeedTime(long time, boolean caughtUp, boolean removed) {}

  /**
   * Becomes an alert.
   *
   * @param code for example {@code FEED_STALE}
   * @param severity how urgent
   * @param id identity, made from the input that caused it
   * @param message what happened, in a sentence
   */
  public record Notice(String code, Severity severity, String id, String message) {}

  /**
   * A change of a strategy instance.
   *
   * @param partition of the trade log that it goes to
   * @param id of the instance
   * @param entry of the trade log, encoded: nothing here looks into it
   */
  public record StrategyCopy(int partition, String id, byte[] entry) {}

  /** Trading rules. */
  public static MarketEvent ofRules(Instrument rules) {
    return new MarketEvent(
        rules.instrument(), 0, rules, null, null, null, null, null, null, null, null);
  }

  /** A trade. */
  public static MarketEvent ofTrade(String instrument, VenueTrade trade, long receivedAt) {
    return new MarketEvent(
        instrument, receivedAt, null, trade, null, null, null, null, null, null, null);
  }

  /** A quote. */
  public static MarketEvent ofQuote(FeedQuote quote) {
    return new MarketEvent(
        quote.quote().instrument(),
        quote.quote().ingestTime(),
        null,
        null,
        quote,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** A fault. */
  public static MarketEvent ofFault(String instrument, Fault fault, long receivedAt) {
    return new MarketEvent(
        instrument, receivedAt, null, null, null, fault, null, null, null, null, null);
  }

  /** Missing trades. */
  public static MarketEvent ofMissing(String instrument, Missing missing, long receivedAt) {
    return new MarketEvent(
        instrument, receivedAt, null, null, null, null, missing, null, null, null, null);
  }

  /** Market time. */
  public static MarketEvent ofTime(String instrument, FeedTime time) {
    return new MarketEvent(instrument, 0, null, null, null, null, null, time, null, null, null);
  }

  /** A closed bar of the venue. */
  public static MarketEvent ofKline(String instrument, VenueKline kline, long receivedAt) {
    return new MarketEvent(
        instrument, receivedAt, null, null, null, null, null, null, kline, null, null);
  }

  /** A notice. */
  public static MarketEvent ofNotice(String instrument, Notice notice) {
    return new MarketEvent(instrument, 0, null, null, null, null, null, null, null, notice, null);
  }

  /** A change of a strategy instance. */
  public static MarketEvent ofStrategy(StrategyCopy copy) {
    return new MarketEvent("", 0, null, null, null, null, null, null, null, null, copy);
  }
}
