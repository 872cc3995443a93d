package io.alphaflow.exchange.trading;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;

/**
 * An order to place. Amounts in units of 1e-8.
 *
 * @param instrument what is traded
 * @param clientOrderId our id, by which it is found again
 * @param side buy or sell
 * @param orderType how it meets the market
 * @param timeInForce of a limit order; not sent for others
 * @param quantity base; of an order by an amount of quote what it is expected to trade at most,
 *     which the venue is not told
 * @param limitPrice 0 without one
 * @param triggerPrice 0 without one
 * @param selfTradePrevention what happens when it would meet an own order
 * @param quoteAmount quote that a market order is to spend or to raise instead of the quantity; 0
 *     for an order by its quantity
 */
public record NewOrder(
    InstrumentId instrument,
    String clientOrderId,
    Side side,
    OrderType orderType,
    TimeInForce timeInForce,
    long quantity,
    long limitPrice,
    long triggerPrice,
    SelfTradePrevention selfTradePrevention,
    long quoteAmount) {

  /** An order by its quantity. */
  public NewOrder(
      InstrumentId instrument,
      String clientOrderId,
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      long quantity,
      long limitPrice,
      long triggerPrice,
      SelfTradePrevention selfTradePrevention) {
    this(
        instrument,
        clientOrderId,
        side,
        orderType,
        timeInForce,
        quantity,
        limitPrice,
        triggerPrice,
        selfTradePrevention,
        0);
  }

  /** The same for an amount of quote; 0 for an order by its quantity. */
  public NewOrder spending(long amount) {
    return new NewOrder(
        instrument,
        clientOrderId,
        side,
        orderType,
        timeInForce,
        quantity,
        limitPrice,
        triggerPrice,
        selfTradePrevention,
        amount);
  }

  /** Whether the venue is told an amount of quote instead of a quantity. */
  public boolean byAmount() {
    return quoteAmount > 0;
  }

  /** An order that waits for no trigger. */
  public NewOrder(
      InstrumentId instrument,
      String clientOrderId,
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      long quantity,
      long limitPrice,
      SelfTradePrevention selfTradePrevention) {
    this(
        instrument,
        clientOrderId,
        side,
        orderType,
        timeInForce,
        quantity,
        limitPrice,
        0,
        selfTradePrevention);
  }
}
