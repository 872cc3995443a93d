package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * The trading rules of an instrument as the venue states them; also written to every journal
 * partition.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param sequence version, counted from 1: a change of a rule is a new version
 * @param venueSymbol the venue's own spelling, for example {@code BTCUSDT}
 * @param base the asset that is traded
 * @param quote the asset that prices are in
 * @param tickSize grid of limit prices
 * @param minPrice lowest limit price
 * @param maxPrice highest limit price
 * @param stepSize grid of quantities
 * @param minQuantity smallest order quantity
 * @param maxQuantity largest order quantity
 * @param minNotional smallest price × quantity
 * @param trading whether orders are accepted
 * @param effectiveTime from when the rules hold, epoch microseconds UTC; 0 for the first known
 */
public record Instrument(
    String instrument,
    long sequence,
    String venueSymbol,
    String base,
    String quote,
    @Decimal8 long tickSize,
    @Decimal8 long minPrice,
    @Decimal8 long maxPrice,
    @Decimal8 long stepSize,
    @Decimal8 long minQuantity,
    @Decimal8 long maxQuantity,
    @Decimal8 long minNotional,
    boolean trading,
    long effectiveTime)
    implements JournalEntry {

  @Override
  public String producer() {
    return "instrument/" + instrument;
  }

  @Override
  public boolean contiguous() {
    return true;
  }

  @Override
  public long time() {
    return effectiveTime;
  }
}
