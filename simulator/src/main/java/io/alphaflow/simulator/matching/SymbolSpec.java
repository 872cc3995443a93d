package io.alphaflow.simulator.matching;

import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;

/**
 * A symbol that the simulated exchange lists, with its trading rules. Amounts in units of 1e-8.
 *
 * @param symbol the venue's spelling, for example {@code BTCUSD}
 * @param base the asset that is bought and sold
 * @param quote the asset that pays
 * @param tickSize grid of prices, above 0
 * @param stepSize grid of quantities, above 0
 * @param minQuantity smallest order quantity, above 0
 * @param maxQuantity largest order quantity
 * @param minNotional smallest price × quantity, at least 0
 * @param limits the other filters
 */
public record SymbolSpec(
    String symbol,
    String base,
    String quote,
    long tickSize,
    long stepSize,
    long minQuantity,
    long maxQuantity,
    long minNotional,
    SymbolLimits limits) {

  private static final long HIGHEST_PRICE = Fixed8.of(1_000_000_000L);

  /** Checks the rules against each other. */
  public SymbolSpec {
    requireName("symbol", symbol);
    requireName("base", base);
    requireName("quote", quote);
    if (base.equals(quote)) {
      throw new IllegalArgumentException(symbol + ": base and quote are both " + base);
    }
    if (tickSize <= 0 || stepSize <= 0) {
      throw new IllegalArgumentException(symbol + ": tickSize and stepSize must be above 0");
    }
    requireExactProduct(symbol, tickSize, stepSize);
    if (minQuantity <= 0 || maxQuantity < minQuantity || minNotional < 0) {
      throw new IllegalArgumentException(
          symbol + ": need 0 < minQuantity <= maxQuantity and minNotional >= 0");
    }
  }

  /** Rules with the usual limits. */
  public SymbolSpec(
      String symbol,
      String base,
      String quote,
      long tickSize,
      long stepSize,
      long minQuantity,
      long maxQuantity,
      long minNotional) {
    this(
        symbol,
        base,
        quote,
        tickSize,
        stepSize,
        minQuantity,
        maxQuantity,
        minNotional,
        SymbolLimits.DEFAULT);
  }

  /** The same with other limits. */
  public SymbolSpec withLimits(SymbolLimits value) {
    return new SymbolSpec(
        symbol, base, quote, tickSize, stepSize, minQuantity, maxQuantity, minNotional, value);
  }

  /** The largest quantity of a MARKET order. */
  public long maxMarketQuantity() {
    return limits.maxMarketQuantity() == 0 ? maxQuantity : limits.maxMarketQuantity();
  }

  /**
   * The largest price an order or the book may have: with it, price × {@link #maxQuantity} stays in
   * the range of {@link Fixed8}.
   */
  public long maxPrice() {
    long inRange =
        Fixed8.divide(Long.MAX_VALUE, Math.max(maxQuantity, Fixed8.ONE), RoundingMode.DOWN);
    return Fixed8.floorTo(Math.min(HIGHEST_PRICE, inRange), tickSize);
  }

  /** Only then is every price × quantity exact in 1e-8, and no money is lost by rounding. */
  static void requireExactProduct(String symbol, long tickSize, long stepSize) {
    if (!isExactProduct(tickSize, stepSize)) {
      throw new IllegalArgumentException(
          symbol
              + ": tickSize × stepSize must have at most eight decimals, is "
              + Fixed8.format(tickSize)
              + " × "
              + Fixed8.format(stepSize));
    }
  }

  private static boolean isExactProduct(long a, long b) {
    long down = Fixed8.multiply(a, b, RoundingMode.DOWN);
    return down > 0 && down == Fixed8.multiply(a, b, RoundingMode.UP);
  }

  private static void requireName(String what, String name) {
    if (name == null || !name.matches("[A-Z0-9]{1,20}")) {
      throw new IllegalArgumentException(
          what + " must be 1 to 20 of A-Z and 0-9, is \"" + name + "\"");
    }
  }
}
