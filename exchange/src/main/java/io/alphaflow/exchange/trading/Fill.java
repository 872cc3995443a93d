package io.alphaflow.exchange.trading;

/**
 * One trade of an order. Amounts in units of 1e-8.
 *
 * @param tradeId the venue's id; of one order's trades, a later one has a higher id
 * @param quantity base
 * @param price quote for one base
 * @param fee what the venue took, in {@code feeAsset}
 * @param feeAsset asset of the fee, empty when there is none
 * @param maker whether it made liquidity
 * @param time the venue's transaction time, epoch microseconds UTC
 */
public record Fill(
    long tradeId, long quantity, long price, long fee, String feeAsset, boolean maker, long time) {}
