package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * The exact order that a decision approved: on the instrument's grid, ready to be sent.
 *
 * @param clientOrderId derived from the decision's identity, at most 36 of {@code [A-Za-z0-9_-]}
 * @param side buy or sell
 * @param orderType market or limit
 * @param timeInForce of a limit order; GTC for a market order
 * @param quantity base, units of 1e-8
 * @param limitPrice units of 1e-8; 0 for a market order
 */
public record OrderIntent(
    String clientOrderId,
    Side side,
    OrderType orderType,
    TimeInForce timeInForce,
    @Decimal8 long quantity,
    @Decimal8 long limitPrice) {}
