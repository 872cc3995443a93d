package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;

/**
 * An own trade. Amounts in units of 1e-8.
 *
 * @param account the owner
 * @param symbol the venue's spelling
 * @param tradeId 1, 2, 3 … for each symbol; not an id of the recording's public trades
 * @param orderId the order that filled
 * @param side which way
 * @param price at which it filled
 * @param quantity of base
 * @param quoteQuantity price × quantity, exact
 * @param commission what the venue took, rounded half up to eight decimals
 * @param commissionAsset base on a BUY, quote on a SELL, or BNB
 * @param maker whether the order was resting
 * @param timeMicros market time
 */
public record Fill(
    String account,
    String symbol,
    long tradeId,
    long orderId,
    Side side,
    long price,
    long quantity,
    long quoteQuantity,
    long commission,
    String commissionAsset,
    boolean maker,
    long timeMicros) {}
