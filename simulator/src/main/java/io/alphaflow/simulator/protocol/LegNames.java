package io.alphaflow.simulator.protocol;

/**
 * How the parameters of one order are called: by itself, or as one of a pair.
 *
 * @param price the limit
 * @param stopPrice the stop price
 * @param trailingDelta what the venue takes in place of a stop price
 * @param timeInForce how long it works
 * @param icebergQuantity what it shows
 * @param clientOrderId its id
 */
record LegNames(
    String price,
    String stopPrice,
    String trailingDelta,
    String timeInForce,
    String icebergQuantity,
    String clientOrderId) {

  /** An order by itself. */
  static final LegNames SINGLE =
      new LegNames(
          "price", "stopPrice", "trailingDelta", "timeInForce", "icebergQty", "newClientOrderId");

  /** The order of a pair above the market. */
  static final LegNames ABOVE = ofPair("above");

  /** The order of a pair below the market. */
  static final LegNames BELOW = ofPair("below");

  /** The limit order of the older request for a pair. */
  static final LegNames OLD_LIMIT =
      new LegNames("price", "", "", "", "limitIcebergQty", "limitClientOrderId");

  /** The stop order of the older request for a pair. */
  static final LegNames OLD_STOP =
      new LegNames(
          "stopLimitPrice",
          "stopPrice",
          "trailingDelta",
          "stopLimitTimeInForce",
          "stopIcebergQty",
          "stopClientOrderId");

  private static LegNames ofPair(String leg) {
    return new LegNames(
        leg + "Price",
        leg + "StopPrice",
        leg + "TrailingDelta",
        leg + "TimeInForce",
        leg + "IcebergQty",
        leg + "ClientOrderId");
  }
}
