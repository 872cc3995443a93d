package io.alphaflow.backtest.data;

/**
 * A change of a recorded order book. Prices and quantities in units of 1e-8; a quantity replaces
 * what the level had, 0 removes it. The arrays are not copied and must not be changed.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param time the venue's, epoch microseconds UTC
 * @param whole whether it replaces the book
 * @param worstBid of a whole book: bids below it may be missing; 0 when none is
 * @param worstAsk of a whole book: asks above it may be missing
 * @param bidPrices in any order
 * @param bidQuantities of the same length
 * @param askPrices in any order
 * @param askQuantities of the same length
 */
public record BookChange(
    String instrument,
    long time,
    boolean whole,
    long worstBid,
    long worstAsk,
    long[] bidPrices,
    long[] bidQuantities,
    long[] askPrices,
    long[] askQuantities) {

  private static final long[] NONE = {};

  /** Some levels. */
  public static BookChange of(
      String instrument,
      long time,
      long[] bidPrices,
      long[] bidQuantities,
      long[] askPrices,
      long[] askQuantities) {
    return new BookChange(
        instrument, time, false, 0, 0, bidPrices, bidQuantities, askPrices, askQuantities);
  }

  /** From now on nothing is known of the book. */
  public static BookChange lost(String instrument, long time) {
    return new BookChange(instrument, time, true, Long.MAX_VALUE, 0, NONE, NONE, NONE, NONE);
  }
}
