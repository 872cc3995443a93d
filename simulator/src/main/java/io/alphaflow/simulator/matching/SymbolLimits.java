package io.alphaflow.simulator.matching;

import io.alphaflow.common.money.Fixed8;

/**
 * The filters of a symbol beyond price, lot and smallest notional. Amounts and multipliers in units
 * of 1e-8. The price that stands for the market's is the last price, as with {@code avgPriceMins}
 * 0.
 *
 * @param multiplierDown of the market's price: no limit may be below (PERCENT_PRICE_BY_SIDE)
 * @param multiplierUp of the market's price: no limit may be above
 * @param maxMarketQuantity of a MARKET order (MARKET_LOT_SIZE); 0 for what LOT_SIZE says
 * @param maxNotional largest price × quantity, not for MARKET orders (NOTIONAL)
 * @param maxPosition base that an account may have with its open buys (MAX_POSITION); 0 for any
 * @param icebergParts that an iceberg order may have (ICEBERG_PARTS)
 * @param maxOrders open orders of an account (MAX_NUM_ORDERS)
 * @param maxAlgoOrders open contingent orders of an account (MAX_NUM_ALGO_ORDERS)
 * @param maxIcebergOrders open iceberg orders of an account (MAX_NUM_ICEBERG_ORDERS)
 * @param maxOrderLists open lists of an account (MAX_NUM_ORDER_LISTS)
 * @param maxAmends of one order (MAX_NUM_ORDER_AMENDS)
 */
public record SymbolLimits(
    long multiplierDown,
    long multiplierUp,
    long maxMarketQuantity,
    long maxNotional,
    long maxPosition,
    int icebergParts,
    int maxOrders,
    int maxAlgoOrders,
    int maxIcebergOrders,
    int maxOrderLists,
    int maxAmends) {

  /** A fifth to five times the price, 1,000 orders, 5 contingent, 20 lists, 10 amendments. */
  public static final SymbolLimits DEFAULT =
      new SymbolLimits(
          Fixed8.ONE / 5, Fixed8.of(5), 0, Long.MAX_VALUE, 0, 100, 1_000, 5, 10, 20, 10);

  /** Checks the ranges. */
  public SymbolLimits {
    if (multiplierDown < 0 || multiplierUp <= multiplierDown) {
      throw new IllegalArgumentException("need 0 <= multiplierDown < multiplierUp");
    }
    if (maxMarketQuantity < 0 || maxNotional <= 0 || maxPosition < 0) {
      throw new IllegalArgumentException(
          "maxMarketQuantity and maxPosition must be at least 0, maxNotional above 0");
    }
    if (icebergParts < 0
        || maxOrders < 0
        || maxAlgoOrders < 0
        || maxIcebergOrders < 0
        || maxOrderLists < 0
        || maxAmends < 0) {
      throw new IllegalArgumentException("numbers of orders must be at least 0");
    }
  }
}
