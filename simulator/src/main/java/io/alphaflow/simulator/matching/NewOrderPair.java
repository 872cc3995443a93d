package io.alphaflow.simulator.matching;

/**
 * A request to place two orders of which one cancels the other (OCO): same account, symbol, side
 * and quantity.
 *
 * @param listClientOrderId unique among the account's open lists
 * @param stop the STOP_LOSS or STOP_LOSS_LIMIT order
 * @param other the LIMIT_MAKER, TAKE_PROFIT or TAKE_PROFIT_LIMIT order
 */
public record NewOrderPair(String listClientOrderId, NewOrder stop, NewOrder other) {}
