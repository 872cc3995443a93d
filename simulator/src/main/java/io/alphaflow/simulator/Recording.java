package io.alphaflow.simulator;

import java.util.BitSet;

/**
 * Recorded public trades of one symbol, in columns so that ten million fit in memory. Trade ids are
 * 1 … {@link #size()} in the recording's order. Immutable by convention: the arrays are shared, not
 * copied.
 *
 * <p>Recordings have no taker side, so it follows the tick rule: a lower price than before means
 * that a seller took (the buyer was the maker), a higher one that a buyer took, an equal one
 * repeats the last answer; the first trade counts as a buyer's.
 */
public final class Recording {

  private final String symbol;
  private final long[] times;
  private final long[] prices;
  private final long[] quantities;
  private final BitSet buyerMaker = new BitSet();

  /**
   * A recording over columns of equal length.
   *
   * @param symbol the venue's spelling
   * @param times market time, epoch µs, never going back
   * @param prices in units of 1e-8
   * @param quantities in units of 1e-8; 0 is kept as it is
   */
  public Recording(String symbol, long[] times, long[] prices, long[] quantities) {
    if (times.length != prices.length || times.length != quantities.length) {
      throw new IllegalArgumentException(
          "columns of different length: "
              + times.length
              + " times, "
              + prices.length
              + " prices, "
              + quantities.length
              + " quantities");
    }
    if (times.length == 0) {
      throw new IllegalArgumentException("a recording needs at least one trade");
    }
    this.symbol = symbol;
    this.times = times;
    this.prices = prices;
    this.quantities = quantities;
    for (int i = 1; i < times.length; i++) {
      if (times[i] < times[i - 1]) {
        throw new IllegalArgumentException(
            "trade " + (i + 1) + ": time goes back from " + times[i - 1] + " to " + times[i]);
      }
      boolean down = prices[i] < prices[i - 1];
      boolean same = prices[i] == prices[i - 1];
      buyerMaker.set(i, down || (same && buyerMaker.get(i - 1)));
    }
  }

  /** The venue's spelling. */
  public String symbol() {
    return symbol;
  }

  /** How many trades. */
  public int size() {
    return times.length;
  }

  /** Market time of a trade, epoch µs; ids from 1. */
  public long timeMicros(long tradeId) {
    return times[index(tradeId)];
  }

  /** Price of a trade in units of 1e-8. */
  public long price(long tradeId) {
    return prices[index(tradeId)];
  }

  /** Quantity of a trade in units of 1e-8. */
  public long quantity(long tradeId) {
    return quantities[index(tradeId)];
  }

  /** Whether the buyer of a trade was resting, by the tick rule. */
  public boolean buyerIsMaker(long tradeId) {
    return buyerMaker.get(index(tradeId));
  }

  private int index(long tradeId) {
    if (tradeId < 1 || tradeId > times.length) {
      throw new IndexOutOfBoundsException(
          "trade id " + tradeId + " is not in 1.." + times.length + " of " + symbol);
    }
    return (int) (tradeId - 1);
  }
}
