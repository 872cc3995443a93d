package io.alphaflow.cli.parity;

import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.cli.Period;
import java.util.List;

/**
 * How alike the running desk and the backtest are on the same market.
 *
 * @param period of which signals, decisions and orders are compared
 * @param trades of the recorded market
 * @param rules by which the backtest filled
 * @param signals of strategies
 * @param decisions about signals
 * @param fills of orders that either has
 * @param unlike what is otherwise, by time of the record
 * @param notes what a backtest leaves out of what was recorded
 */
record Parity(
    Period period,
    long trades,
    FillRules rules,
    Share signals,
    Share decisions,
    Share fills,
    List<Unlike> unlike,
    List<String> notes) {

  /**
   * So many of so many.
   *
   * @param same that are the same on both sides
   * @param all that are on either side
   */
  record Share(long same, long all) {

    /** From 0 to 1; of nothing everything is the same. */
    double value() {
      return all == 0 ? 1 : (double) same / all;
    }
  }

  /** Copies the lists. */
  Parity {
    unlike = List.copyOf(unlike);
    notes = List.copyOf(notes);
  }

  /** The share of all signals, decisions and orders that are the same, from 0 to 1. */
  double score() {
    return new Share(
            signals.same() + decisions.same() + fills.same(),
            signals.all() + decisions.all() + fills.all())
        .value();
  }

  /** How many differences have no explanation. */
  long unexplained() {
    return count(Why.UNEXPLAINED);
  }

  long count(Why why) {
    return unlike.stream().filter(u -> u.why() == why).count();
  }

  /** Whether signals are identical and everything else is, or is explained. */
  boolean holds() {
    return signals.same() == signals.all() && unexplained() == 0;
  }
}
