package io.alphaflow.common.book;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;

/**
 * Price levels of one symbol. Prices and quantities in units of 1e-8.
 *
 * <p>Bounded: each side keeps {@code maxLevels} levels, and the worst is dropped for a better one.
 * A dropped level does not come back when better ones are removed, only when the venue changes it,
 * so behind it the side has holes: {@link BookSide#isTruncated()} and {@link
 * BookSide#knownLevels()} tell where. A fresh snapshot closes them.
 *
 * <p>Not safe for use by several threads. Changing a level allocates nothing, but while the arrays
 * still grow to their bound.
 */
public final class OrderBook {

  /** What the largest snapshot of Binance has. */
  public static final int DEFAULT_MAX_LEVELS = 5_000;

  private final BookSide bids;
  private final BookSide asks;

  /** An empty book of at most {@link #DEFAULT_MAX_LEVELS} levels a side. */
  public OrderBook() {
    this(DEFAULT_MAX_LEVELS);
  }

  /** An empty book of at most {@code maxLevels} levels a side. */
  public OrderBook(int maxLevels) {
    if (maxLevels < 1) {
      throw new IllegalArgumentException("maxLevels must be at least 1, is " + maxLevels);
    }
    bids = new BookSide(Side.BUY, maxLevels);
    asks = new BookSide(Side.SELL, maxLevels);
  }

  /**
   * Sets what is offered at a price.
   *
   * @param side {@code BUY}: a bid; {@code SELL}: an ask
   * @param price above 0
   * @param quantity replaces what the level had; 0 removes it, and a level that is not there stays
   *     away
   * @throws IllegalArgumentException when the price is not above 0 or the quantity is below 0
   */
  public void set(Side side, long price, long quantity) {
    side(side).set(price, quantity);
  }

  /** Removes all levels; nothing is missing any more. */
  public void clear() {
    bids.clear();
    asks.clear();
  }

  /** The bids, highest price first: a view that changes with the book. */
  public BookSide bids() {
    return bids;
  }

  /** The asks, lowest price first: a view that changes with the book. */
  public BookSide asks() {
    return asks;
  }

  /** The bids for {@code BUY}, the asks for {@code SELL}. */
  public BookSide side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  /** Whether the best bid is not below the best ask, which no venue's book is at rest. */
  public boolean isCrossed() {
    return bids.size() > 0 && asks.size() > 0 && bids.bestPrice() >= asks.bestPrice();
  }

  /** How many levels from the best on are without a hole, on the side where fewer are. */
  public int levelsUntilHole() {
    return Math.min(untilHole(bids), untilHole(asks));
  }

  private static int untilHole(BookSide side) {
    return side.isTruncated() ? side.knownLevels() : Integer.MAX_VALUE;
  }

  /**
   * How much more is bid than asked on the best {@code levels} of each side, from -1 (only asks) to
   * 1 (only bids): {@code (bids - asks) / (bids + asks)} of the quantities. 0 for an empty book.
   * For statistics: rounded, no money.
   */
  public double imbalance(int levels) {
    double bid = Fixed8.toDouble(bids.depth(levels));
    double ask = Fixed8.toDouble(asks.depth(levels));
    double all = bid + ask;
    return all == 0 ? 0 : (bid - ask) / all;
  }

  /** Replaces everything; of sides that are not {@code complete} worse levels may be missing. */
  void load(
      long[] bidPrices,
      long[] bidQuantities,
      boolean bidsComplete,
      long[] askPrices,
      long[] askQuantities,
      boolean asksComplete) {
    load(bids, bidPrices, bidQuantities, bidsComplete);
    load(asks, askPrices, askQuantities, asksComplete);
  }

  private static void load(BookSide side, long[] prices, long[] quantities, boolean complete) {
    side.clear();
    // From the worst to the best, which is how they lie in memory.
    for (int i = prices.length - 1; i >= 0; i--) {
      side.set(prices[i], quantities[i]);
    }
    if (!complete) {
      side.endsAtWorst();
    }
  }

  @Override
  public String toString() {
    return "OrderBook[bid %s × %s, ask %s × %s, levels %d/%d]"
        .formatted(
            Fixed8.format(bids.bestPrice()),
            Fixed8.format(bids.bestQuantity()),
            Fixed8.format(asks.bestPrice()),
            Fixed8.format(asks.bestQuantity()),
            bids.size(),
            asks.size());
  }
}
