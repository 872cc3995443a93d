package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.json.OptionalDecimal8;

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
 * @param quoteStep grid of the amounts of quote that a purchase at the market may be placed for
 *     instead of a quantity; 0 where the venue takes quantities only
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
    long effectiveTime,
    @OptionalDecimal8 long quoteStep)
    implements JournalEntry {

  /** Of a venue that takes quantities only. */
  public Instrument(
      String instrument,
      long sequence,
      String venueSymbol,
      String base,
      String quote,
      long tickSize,
      long minPrice,
      long maxPrice,
      long stepSize,
      long minQuantity,
      long maxQuantity,
      long minNotional,
      boolean trading,
      long effectiveTime) {
    this(
        instrument,
        sequence,
        venueSymbol,
        base,
        quote,
        tickSize,
        minPrice,
        maxPrice,
        stepSize,
        minQuantity,
        maxQuantity,
        minNotional,
        trading,
        effectiveTime,
        0);
  }

  /** The same rules of a venue that takes amounts of quote on a grid. */
  public Instrument withQuoteStep(long step) {
    return copy(sequence, venueSymbol, trading, effectiveTime, step);
  }

  /** The same rules as a version that holds from a time on. */
  public Instrument numbered(long version, long from) {
    return copy(version, venueSymbol, trading, from, quoteStep);
  }

  /** The same rules under another spelling of the venue. */
  public Instrument named(String symbol) {
    return copy(sequence, symbol, trading, effectiveTime, quoteStep);
  }

  /** The same rules while no orders are accepted. */
  public Instrument notTrading() {
    return copy(sequence, venueSymbol, false, effectiveTime, quoteStep);
  }

  private Instrument copy(
      long version, String symbol, boolean accepts, long from, long amountStep) {
    return new Instrument(
        instrument,
        version,
        symbol,
        base,
        quote,
        tickSize,
        minPrice,
        maxPrice,
        stepSize,
        minQuantity,
        maxQuantity,
        minNotional,
        accepts,
        from,
        amountStep);
  }

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
