package io.alphaflow.simulator;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Recorded public trades of one symbol, in columns so that ten million fit in memory. Immutable by
 * convention: the arrays are shared, not copied.
 *
 * <p>Without ids of their own, trades have the ids 1 … {@link #size()} in the recording's order. A
 * recording without a taker side follows the tick rule: a lower price than before means that a
 * seller took (the buyer was the maker), a higher one that a buyer took, an equal one repeats the
 * last answer; the first trade counts as a buyer's.
 */
public final class Recording {

  private final String symbol;
  // Null for 1, 2, 3 …
  private final long[] ids;
  private final long[] times;
  private final long[] prices;
  private final long[] quantities;
  private final BitSet buyerMaker;

  private Recording(
      String symbol,
      long[] ids,
      long[] times,
      long[] prices,
      long[] quantities,
      BitSet buyerMaker) {
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
    this.symbol = symbol;
    this.ids = ids;
    this.times = times;
    this.prices = prices;
    this.quantities = quantities;
    this.buyerMaker = buyerMaker;
  }

  /**
   * A recording over columns of equal length.
   *
   * @param symbol the venue's spelling
   * @param times market time, epoch µs, never going back
   * @param prices in units of 1e-8
   * @param quantities in units of 1e-8; 0 is kept as it is
   */
  public Recording(String symbol, long[] times, long[] prices, long[] quantities) {
    this(symbol, null, times, prices, quantities, new BitSet());
    if (times.length == 0) {
      throw new IllegalArgumentException("a recording needs at least one trade");
    }
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

  /**
   * Trades with the venue's own ids and taker sides; there may be none.
   *
   * @param ids each above the one before
   * @param buyerMaker by position: whether the buyer was resting
   */
  public static Recording withIds(
      String symbol,
      long[] ids,
      long[] times,
      long[] prices,
      long[] quantities,
      BitSet buyerMaker) {
    if (ids.length != times.length) {
      throw new IllegalArgumentException(
          "columns of different length: " + ids.length + " ids, " + times.length + " times");
    }
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] <= ids[i - 1]) {
        throw new IllegalArgumentException(
            "trade id " + ids[i] + " follows " + ids[i - 1] + "; ids must go up");
      }
    }
    return new Recording(symbol, ids, times, prices, quantities, buyerMaker);
  }

  /** A symbol that never trades. */
  public static Recording none(String symbol) {
    return withIds(symbol, new long[0], new long[0], new long[0], new long[0], new BitSet());
  }

  /** The venue's spelling. */
  public String symbol() {
    return symbol;
  }

  /** How many trades. */
  public int size() {
    return times.length;
  }

  /** The id of the trade at a position, from 0. */
  public long idAt(int position) {
    return ids == null ? position + 1L : ids[position];
  }

  /** Market time of the trade at a position, from 0; epoch µs. */
  public long timeAt(int position) {
    return times[position];
  }

  /** The trade at a position, from 0. */
  public MarketTrade at(int position) {
    return new MarketTrade(
        idAt(position),
        prices[position],
        quantities[position],
        buyerMaker.get(position),
        times[position]);
  }

  /** The first position with this id or a higher one; {@link #size()} when there is none. */
  public int positionFrom(long tradeId) {
    if (ids == null) {
      return (int) Math.max(0, Math.min(tradeId - 1, times.length));
    }
    int found = Arrays.binarySearch(ids, tradeId);
    return found >= 0 ? found : -found - 1;
  }

  /** The first of the positions below {@code end} with this time or a later one, else the end. */
  public int positionAtTime(long timeMicros, int end) {
    int low = 0;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < timeMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Market time of a trade, epoch µs. */
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

  /** Whether the buyer of a trade was resting. */
  public boolean buyerIsMaker(long tradeId) {
    return buyerMaker.get(index(tradeId));
  }

  private int index(long tradeId) {
    int position = positionFrom(tradeId);
    if (position == times.length || idAt(position) != tradeId) {
      throw new IndexOutOfBoundsException(
          "trade id "
              + tradeId
              + " is not in "
              + (times.length == 0 ? "the empty recording" : idAt(0) + ".." + idAt(size() - 1))
              + " of "
              + symbol);
    }
    return position;
  }
}
