package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * One trade that a venue made.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param tradeId the venue's id: consecutive for each instrument, the identity of the record
 * @param price in quote, units of 1e-8
 * @param quantity in base, units of 1e-8
 * @param buyerIsMaker true when the seller was the aggressor
 * @param exchangeTime the venue's trade time, epoch microseconds UTC
 * @param ingestTime our wall clock when it was accepted, epoch microseconds UTC; not part of the
 *     identity: a trade that is read again after a crash carries another one
 */
public record Trade(
    String instrument,
    long tradeId,
    @Decimal8 long price,
    @Decimal8 long quantity,
    boolean buyerIsMaker,
    long exchangeTime,
    long ingestTime)
    implements MarketEntry {

  @Override
  public String key() {
    return instrument;
  }
}
