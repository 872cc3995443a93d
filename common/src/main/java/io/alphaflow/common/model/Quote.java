package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * The top of a venue's order book.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param updateId the venue's update number: increases for each instrument, the identity
 * @param bid best bid price, units of 1e-8
 * @param bidQuantity base quantity at the bid
 * @param ask best ask price
 * @param askQuantity base quantity at the ask
 * @param bidDepth base quantity of the best bids together, as many levels as are configured; that
 *     of the best alone when only the top is known
 * @param askDepth the same of the asks
 * @param exchangeTime the venue's time, epoch microseconds UTC; 0 when it gives none
 * @param ingestTime our wall clock when it was accepted, epoch microseconds UTC
 */
public record Quote(
    String instrument,
    long updateId,
    @Decimal8 long bid,
    @Decimal8 long bidQuantity,
    @Decimal8 long ask,
    @Decimal8 long askQuantity,
    @Decimal8 long bidDepth,
    @Decimal8 long askDepth,
    long exchangeTime,
    long ingestTime)
    implements MarketEntry {

  @Override
  public String key() {
    return instrument;
  }

  /** Ask less bid, units of 1e-8. */
  public long spread() {
    return ask - bid;
  }

  /**
   * Order-book imbalance, (bidDepth − askDepth) / (bidDepth + askDepth): 1 when only buyers wait,
   * −1 when only sellers do, 0 when nobody does.
   */
  public double imbalance() {
    double both = (double) bidDepth + askDepth;
    return both == 0 ? 0 : ((double) bidDepth - askDepth) / both;
  }
}
