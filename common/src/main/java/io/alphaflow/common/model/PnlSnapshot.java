package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;
import java.util.List;

/**
 * P&amp;L of an account at a moment, marked to market.
 *
 * @param account the account
 * @param sequence counted from 1 for each account
 * @param time logical time of the journal partition, epoch microseconds UTC
 * @param cause {@code OPEN}, {@code FILL} or {@code MARK}
 * @param currency what the amounts are in
 * @param cash balance of the currency, locked part included
 * @param equity cash + Σ value of the positions
 * @param realizedPnl Σ over positions, before fees
 * @param unrealizedPnl Σ over positions
 * @param fees Σ over positions
 * @param dailyPnl equity less the equity at the start of the UTC day
 * @param peakEquity highest equity so far
 * @param drawdown peak less equity, 0 or more
 * @param positions by instrument
 */
public record PnlSnapshot(
    String account,
    long sequence,
    long time,
    String cause,
    String currency,
    @Decimal8 long cash,
    @Decimal8 long equity,
    @Decimal8 long realizedPnl,
    @Decimal8 long unrealizedPnl,
    @Decimal8 long fees,
    @Decimal8 long dailyPnl,
    @Decimal8 long peakEquity,
    @Decimal8 long drawdown,
    List<PositionSnapshot> positions) {}
