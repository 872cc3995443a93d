package io.alphaflow.common.model;

/** What the number of a signal's size means. */
public enum SizingMode {
  /** Base quantity. */
  BASE_QUANTITY,
  /** Amount of the quote asset to spend or to raise. */
  QUOTE_AMOUNT,
  /**
   * The same; a purchase at the market is sent to the venue as that amount, where the venue takes
   * amounts, see {@link Instrument#quoteStep}.
   */
  EXACT_QUOTE_AMOUNT,
  /** Percent of the account's equity, 5 = five percent. */
  PERCENT_OF_EQUITY,
  /** The whole position; the number is not used. */
  CLOSE_POSITION;

  /** Whether the size is an amount of the quote asset. */
  public boolean isQuoteAmount() {
    return this == QUOTE_AMOUNT || this == EXACT_QUOTE_AMOUNT;
  }
}
