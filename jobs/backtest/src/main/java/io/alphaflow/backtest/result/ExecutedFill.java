package io.alphaflow.backtest.result;

import io.alphaflow.common.model.Side;

/**
 * A fill of the run, with what its costs are measured against. Amounts in units of 1e-8.
 *
 * @param time market time, epoch microseconds UTC
 * @param strategy the instance
 * @param instrument {@code venue:BASE/QUOTE}
 * @param orderId client order id of its order
 * @param side of the order
 * @param quantity base
 * @param price quote
 * @param fee in the account's currency
 * @param maker whether it made liquidity
 * @param arrivalPrice the mark when the order was decided; slippage is measured against it
 * @param decidedAt market time of the decision
 * @param acceptedAt market time when the venue acknowledged the order; 0 with bars, in which
 *     nothing takes time
 * @param tag what the strategy says of its signal, for example {@code cross-up}
 */
public record ExecutedFill(
    long time,
    String strategy,
    String instrument,
    String orderId,
    Side side,
    long quantity,
    long price,
    long fee,
    boolean maker,
    long arrivalPrice,
    long decidedAt,
    long acceptedAt,
    String tag) {}
