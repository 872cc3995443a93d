package io.alphaflow.backtest.engine;

/**
 * What a variant has of its own.
 *
 * @param fromFeed what its strategies ask for, which is later than the trades by the feed's latency
 * @param toVenue orders, cancels and amendments
 * @param fromVenue reports
 */
record Account(
    Variant variant, Venue venue, Recorder recorder, Way fromFeed, Way toVenue, Way fromVenue) {

  /** A connection, on which nothing overtakes. */
  static final class Way {

    private long last = Long.MIN_VALUE;

    /** When something arrives that alone would at this time. */
    long arrival(long time) {
      last = Math.max(last, time);
      return last;
    }
  }

  Account(Variant variant, Venue venue, Recorder recorder) {
    this(variant, venue, recorder, new Way(), new Way(), new Way());
  }

  String id() {
    return variant.account();
  }
}
