package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;

/**
 * A request to place an order. Amounts in units of 1e-8, 0 where they do not apply.
 *
 * @param account the owner
 * @param symbol the venue's spelling
 * @param clientOrderId unique among the account's open orders of the symbol
 * @param side which way
 * @param type how it meets the book
 * @param timeInForce how long it works; ignored where the type has none
 * @param quantity of base; 0 for a MARKET order that names {@code quoteQuantity}
 * @param quoteQuantity of quote to spend or receive, MARKET only; else 0
 * @param price the limit; 0 without one
 * @param stopPrice price of the market at which a contingent order begins to work; else 0
 * @param icebergQuantity the most that it shows at a time; 0 to show all
 * @param selfTradePrevention what happens when it would meet an own order
 * @param receivedWallMicros wall time at which the venue got the request, epoch µs; carried for the
 *     ledger, no rule reads it
 */
public record NewOrder(
    String account,
    String symbol,
    String clientOrderId,
    Side side,
    VenueOrderType type,
    TimeInForce timeInForce,
    long quantity,
    long quoteQuantity,
    long price,
    long stopPrice,
    long icebergQuantity,
    SelfTradePrevention selfTradePrevention,
    long receivedWallMicros) {

  /** An order that works at once and hides nothing. */
  public NewOrder(
      String account,
      String symbol,
      String clientOrderId,
      Side side,
      VenueOrderType type,
      TimeInForce timeInForce,
      long quantity,
      long quoteQuantity,
      long price,
      SelfTradePrevention selfTradePrevention,
      long receivedWallMicros) {
    this(
        account,
        symbol,
        clientOrderId,
        side,
        type,
        timeInForce,
        quantity,
        quoteQuantity,
        price,
        0,
        0,
        selfTradePrevention,
        receivedWallMicros);
  }

  /** The same under another name, with another quantity. */
  NewOrder amended(String newClientOrderId, long newQuantity) {
    return new NewOrder(
        account,
        symbol,
        newClientOrderId,
        side,
        type,
        timeInForce,
        newQuantity,
        quoteQuantity,
        price,
        stopPrice,
        icebergQuantity,
        selfTradePrevention,
        receivedWallMicros);
  }
}
