package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * What a strategy instance holds of an instrument, and its P&amp;L, at a moment. Over the
 * strategies of an account, quantity, value and fees add up to the account's position, and so does
 * realised + unrealised, to the last unit. Cost and realised each do where one strategy trades the
 * instrument: between several, what one of them closes the account as a whole may still hold.
 *
 * @param strategy the instance; {@code unassigned} for what none of them bought
 * @param instrument {@code venue:BASE/QUOTE}; amounts are in its quote
 * @param quantity base, negative when short
 * @param cost what the quantity cost
 * @param value at the mark, the exposure; at cost when there is none
 * @param realizedPnl gains of closed quantity, before fees
 * @param unrealizedPnl value − cost
 * @param fees all fees of its fills
 */
public record StrategyPosition(
    String strategy,
    String instrument,
    @Decimal8 long quantity,
    @Decimal8 long cost,
    @Decimal8 long value,
    @Decimal8 long realizedPnl,
    @Decimal8 long unrealizedPnl,
    @Decimal8 long fees) {}
