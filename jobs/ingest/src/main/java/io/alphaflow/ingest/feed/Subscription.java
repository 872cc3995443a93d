package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Severity;
import java.util.function.Consumer;

/** What a feed knows of one instrument: its rules, trades, book and time. Used by one thread. */
final class Subscription {

  private final FeedContext feed;
  private final InstrumentId id;
  private final String instrument;
  private final boolean required;
  private final GridGate gate;
  private final TradeFeed trades;
  private final QuoteFeed quotes;
  private final BookFeed book;
  private FeedLine line;
  private Instrument rules;
  private boolean unknownTold;
  private long time;
  private boolean caughtUp;

  /**
   * An instrument.
   *
   * @param askForRules asks for the rules and runs what it is given when they are there
   */
  Subscription(FeedContext feed, FeedPosition from, Consumer<Runnable> askForRules) {
    this.feed = feed;
    this.id = InstrumentId.parse(from.instrument());
    this.instrument = from.instrument();
    this.required = from.required();
    this.gate = new GridGate(feed, this::deliver, askForRules);
    this.trades =
        new TradeFeed(
            feed,
            from,
            event -> gate.take(event, rules),
            () -> line.distrust("stale: " + instrument));
    this.quotes = new QuoteFeed(feed, instrument);
    this.book = new BookFeed(feed, instrument, quotes);
  }

  InstrumentId id() {
    return id;
  }

  String instrument() {
    return instrument;
  }

  String venueSymbol() {
    return rules.venueSymbol();
  }

  /** The line that brings its streams; null before it is listed. */
  FeedLine line() {
    return line;
  }

  void setLine(FeedLine line) {
    this.line = line;
  }

  TradeFeed trades() {
    return trades;
  }

  FeedPosition position() {
    TradeSequence sequence = trades.sequence();
    return new FeedPosition(
        instrument,
        gate.isEmpty() ? sequence.next() : gate.firstId(),
        feed.options().trades(),
        sequence.lastTime(),
        required && rules == null);
  }

  /**
   * Takes the rules that the venue states; null when it does not list the instrument: one that was
   * listed stops trading, one that never was is told.
   *
   * @param always whether they are delivered also when they are the same
   * @throws IllegalStateException when it was never listed and is required
   */
  void listed(Instrument stated, boolean always) {
    if (stated == null && rules == null) {
      unlisted();
      return;
    }
    Instrument now = stated != null ? stated : rules.notTrading();
    if (always || !now.equals(rules)) {
      rules = now;
      feed.loop().emit(MarketEvent.ofRules(rules));
    }
  }

  private void unlisted() {
    if (required) {
      throw new IllegalStateException(
          id + " is not listed by the venue; correct venue.symbols in the configuration");
    }
    if (!unknownTold) {
      unknownTold = true;
      feed.loop()
          .notice(
              instrument,
              "UNKNOWN_INSTRUMENT",
              Severity.WARNING,
              instrument,
              "the venue does not list "
                  + instrument
                  + "; it is left out until the venue does, or until it is removed");
    }
  }

  boolean isListed() {
    return rules != null;
  }

  /** The venue brings its streams from now on. */
  void streaming() {
    trades.streaming(venueSymbol());
  }

  void disconnected() {
    trades.disconnected();
    book.disconnected();
  }

  QuoteFeed quotes() {
    return quotes;
  }

  BookFeed book() {
    return book;
  }

  private void deliver(MarketEvent event) {
    feed.loop().emit(event);
    if (event.missing() != null) {
      tellMissing(event.missing());
    }
  }

  private void tellMissing(MarketEvent.Missing missing) {
    feed.stats().add(FeedStats.Count.MISSING, missing.toId() - missing.fromId() + 1);
    feed.loop()
        .notice(
            instrument,
            "TRADES_MISSING",
            Severity.WARNING,
            instrument + "/" + missing.fromId(),
            "trades %d to %d cannot be had: %s"
                .formatted(missing.fromId(), missing.toId(), missing.reason()));
  }

  /**
   * Tells how far time is, when that is news.
   *
   * @param now market time, epoch microseconds UTC
   * @param isFresh whether all that the venue sent before {@code now} has come
   */
  void time(long now, boolean isFresh) {
    boolean isCaughtUp = isFresh && trades.isCaughtUp() && gate.isEmpty();
    if (now > time || isCaughtUp != caughtUp && time > 0) {
      time = Math.max(time, now);
      caughtUp = isCaughtUp;
      feed.loop()
          .emit(MarketEvent.ofTime(instrument, new MarketEvent.FeedTime(time, caughtUp, false)));
    }
  }

  /** Says that nothing follows; what is held back stays undelivered. */
  void removed() {
    disconnected();
    trades.sequence().clear();
    gate.clear();
    feed.loop().emit(MarketEvent.ofTime(instrument, new MarketEvent.FeedTime(time, false, true)));
  }
}
