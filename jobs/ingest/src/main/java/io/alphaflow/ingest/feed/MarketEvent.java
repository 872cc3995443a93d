package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;

/**
 * What the feed delivers. Of rules, trade, quote and fault exactly one is there, the others are
 * null: one concrete type is what a stream of Flink can carry without reflection at run time.
 *
 * @param instrument {@code venue:BASE/QUOTE}; empty when a fault cannot be attributed
 * @param receivedAt wall clock, epoch microseconds UTC; 0 for rules
 * @param rules trading rules as the venue states them now
 * @param trade a trade
 * @param quote a change of the top of the book
 * @param fault something that could not be read
 */
public record MarketEvent(
    String instrument,
    long receivedAt,
    Instrument rules,
    VenueTrade trade,
    VenueQuote quote,
    Fault fault) {

  /**
   * A message that could not be used.
   *
   * @param stream where it came from
   * @param number identity within the stream: the trade id, or a number that increases
   * @param code for example {@code BAD_FRAME}
   * @param reason in a sentence
   * @param raw the whole message
   */
  public record Fault(String stream, long number, String code, String reason, String raw) {}

  /** Trading rules. */
  public static MarketEvent ofRules(Instrument rules) {
    return new MarketEvent(rules.instrument(), 0, rules, null, null, null);
  }

  /** A trade. */
  public static MarketEvent ofTrade(String instrument, VenueTrade trade, long receivedAt) {
    return new MarketEvent(instrument, receivedAt, null, trade, null, null);
  }

  /** A quote. */
  public static MarketEvent ofQuote(String instrument, VenueQuote quote, long receivedAt) {
    return new MarketEvent(instrument, receivedAt, null, null, quote, null);
  }

  /** A fault. */
  public static MarketEvent ofFault(String instrument, Fault fault, long receivedAt) {
    return new MarketEvent(instrument, receivedAt, null, null, null, fault);
  }
}
