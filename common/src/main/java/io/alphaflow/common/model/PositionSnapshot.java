package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * A position and its P&amp;L at a moment.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param quantity base, units of 1e-8
 * @param cost what the quantity cost, in quote; average price = cost ÷ quantity
 * @param mark price it is valued at, 0 when there is none
 * @param value quantity × mark, rounded half even
 * @param realizedPnl gains of closed quantity, before fees
 * @param unrealizedPnl value − cost
 * @param fees all fees so far, valued in quote
 */
public record PositionSnapshot(
    String instrument,
    @Decimal8 long quantity,
    @Decimal8 long cost,
    @Decimal8 long mark,
    @Decimal8 long value,
    @Decimal8 long realizedPnl,
    @Decimal8 long unrealizedPnl,
    @Decimal8 long fees) {}
