package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.SymbolLimits;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.io.Serializable;
import java.math.RoundingMode;

/**
 * What is traded, with its grids.
 *
 * @param id the instrument
 * @param tickSize grid of prices, units of 1e-8
 * @param stepSize grid of quantities, units of 1e-8; times {@code tickSize} a multiple of 1e-8
 * @param highestPrice that must be in range; amounts are, up to 92 billion
 * @param quoteStep grid of the amounts of quote that it takes orders for, units of 1e-8; 0 when it
 *     takes none
 */
public record Listing(
    InstrumentId id, long tickSize, long stepSize, long highestPrice, long quoteStep)
    implements Serializable {

  private static final SymbolLimits LIMITS =
      new SymbolLimits(
          0,
          Fixed8.of(1_000),
          0,
          Long.MAX_VALUE,
          0,
          1_000,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  /** Takes orders for any amount. */
  public Listing(InstrumentId id, long tickSize, long stepSize, long highestPrice) {
    this(id, tickSize, stepSize, highestPrice, 1);
  }

  /** The same with another grid of amounts. */
  public Listing withQuoteStep(long step) {
    return new Listing(id, tickSize, stepSize, highestPrice, step);
  }

  /**
   * Checks the grids.
   *
   * @throws IllegalArgumentException when amounts on them would not be exact
   */
  public static Listing of(InstrumentId id, long tickSize, long stepSize, long highestPrice) {
    Listing listing = new Listing(id, tickSize, stepSize, highestPrice);
    listing.spec();
    return listing;
  }

  /** The finest grid of quantities that makes every amount exact. */
  public static long finestStep(long tickSize) {
    long step = 1;
    while (!isExact(tickSize, step)) {
      step *= 10;
    }
    return step;
  }

  private static boolean isExact(long tick, long step) {
    return Math.multiplyHigh(tick, step) == 0 && tick * step % Fixed8.ONE == 0;
  }

  /** A price must be in the range that amounts were laid out for. */
  void check(long price) {
    if (price > highestPrice) {
      throw new IllegalArgumentException(
          "%s has a price of %s; with orders of up to %s amounts are exact up to %s"
              .formatted(
                  id,
                  Fixed8.format(price),
                  Fixed8.format(maxQuantity()),
                  Fixed8.format(highestPrice)));
    }
  }

  /** The largest order: with it every amount at up to the highest price is in range. */
  long maxQuantity() {
    // At prices below 1 it is the quantity itself that must be in range.
    long price = Math.max(highestPrice, Fixed8.ONE);
    long inRange = Fixed8.divide(Long.MAX_VALUE, price, RoundingMode.DOWN);
    return Fixed8.floorTo(inRange, stepSize);
  }

  /** The venue's spelling. */
  String symbol() {
    return id.base() + id.quote();
  }

  SymbolSpec spec() {
    return new SymbolSpec(
        symbol(), id.base(), id.quote(), tickSize, stepSize, stepSize, maxQuantity(), 0, LIMITS);
  }

  Instrument instrument(long time) {
    return new Instrument(
        id.toString(),
        1,
        symbol(),
        id.base(),
        id.quote(),
        tickSize,
        0,
        0,
        stepSize,
        stepSize,
        maxQuantity(),
        0,
        true,
        time,
        quoteStep);
  }
}
