package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.VenueQuote;
import java.time.Duration;

/** What a feed knows of one instrument. Used by one thread. */
final class Subscription {

  /** Live trades that may wait behind a gap. */
  private static final int HELD = 16_384;

  private final InstrumentId id;
  private final TradeSequence sequence;
  private final Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(5));
  private Instrument rules;
  private boolean fetching;
  private long lastUpdateId = Long.MIN_VALUE;
  private long lastQuoteAt = Long.MIN_VALUE / 2;

  Subscription(InstrumentId id, long next) {
    this.id = id;
    this.sequence = new TradeSequence(id.toString(), next, HELD);
  }

  InstrumentId id() {
    return id;
  }

  String instrument() {
    return id.toString();
  }

  String venueSymbol() {
    return rules.venueSymbol();
  }

  TradeSequence sequence() {
    return sequence;
  }

  Backoff backoff() {
    return backoff;
  }

  /**
   * Takes the rules that the venue states; null when it lists the instrument no more, which stops
   * trading in it but not the feed.
   *
   * @throws IllegalStateException when it was never listed
   */
  Instrument updateRules(Instrument listed) {
    if (listed != null) {
      rules = listed;
    } else if (rules == null) {
      throw new IllegalStateException(
          id + " is not listed by the venue; correct venue.symbols in the configuration");
    } else {
      rules = notTrading(rules);
    }
    return rules;
  }

  private static Instrument notTrading(Instrument of) {
    return new Instrument(
        of.instrument(),
        of.sequence(),
        of.venueSymbol(),
        of.base(),
        of.quote(),
        of.tickSize(),
        of.minPrice(),
        of.maxPrice(),
        of.stepSize(),
        of.minQuantity(),
        of.maxQuantity(),
        of.minNotional(),
        false,
        of.effectiveTime());
  }

  /** Whether a page should be asked for now; the answer is expected once. */
  boolean beginFetch() {
    if (fetching || !sequence.needsPage()) {
      return false;
    }
    fetching = true;
    return true;
  }

  void endFetch() {
    fetching = false;
  }

  /** A new stream is open: whatever was asked for on the old one counts no more. */
  void reconnected() {
    fetching = false;
    sequence.disconnected();
  }

  /** Whether this quote is new and the last one is old enough. */
  boolean takesQuote(VenueQuote quote, long receivedAt, long intervalMicros) {
    if (quote.updateId() <= lastUpdateId || receivedAt - lastQuoteAt < intervalMicros) {
      return false;
    }
    lastUpdateId = quote.updateId();
    lastQuoteAt = receivedAt;
    return true;
  }
}
