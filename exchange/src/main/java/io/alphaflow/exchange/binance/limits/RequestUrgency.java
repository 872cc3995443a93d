package io.alphaflow.exchange.binance.limits;

/** Which of the calls that wait goes first. */
public enum RequestUrgency {
  /** The venue's clock. */
  TIME,
  /** Missing trades, behind which live ones wait. */
  BACKFILL,
  /** Order books. */
  SNAPSHOT,
  /** Trading rules. */
  RULES;

  /** A call goes before one that is less urgent by a step unless that waits this much longer. */
  private static final long STEP_MILLIS = 60_000;

  /** To be added to the time of asking: in the order of the sums nobody waits for ever. */
  long delayMillis() {
    return STEP_MILLIS * ordinal();
  }
}
