package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * A strategy instance's position in an instrument from flat to flat. Flat is what is smaller than
 * the venue lets trade. A fill that turns a position around ends one and begins the next. All
 * amounts are in quote.
 *
 * @param strategy the instance
 * @param instrument {@code venue:BASE/QUOTE}
 * @param number counted from 1 for each strategy and instrument of an account
 * @param side {@code BUY} for a long position, {@code SELL} for a short one
 * @param openedAt time of the first fill, epoch microseconds UTC
 * @param closedAt time of the last one
 * @param quantity all that was bought to be sold, or sold to be bought
 * @param entryPrice average, rounded half even
 * @param exitPrice average, rounded half even
 * @param pnl profit or loss after fees; what is left is valued at the last fill's price. The trips
 *     of a position add up to its P&amp;L when the last one ended
 * @param fees of its fills, and those booked later until the next trip ends
 * @param adverse the lowest profit before fees at any mark or fill, 0 or less (MAE)
 * @param favourable the highest one, 0 or more (MFE)
 * @param fills how many
 */
public record RoundTrip(
    String strategy,
    String instrument,
    long number,
    Side side,
    long openedAt,
    long closedAt,
    @Decimal8 long quantity,
    @Decimal8 long entryPrice,
    @Decimal8 long exitPrice,
    @Decimal8 long pnl,
    @Decimal8 long fees,
    @Decimal8 long adverse,
    @Decimal8 long favourable,
    long fills) {}
