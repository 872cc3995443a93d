package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * A closed bar of trades. It is published once; an interval without a trade has no bar.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param interval the {@link BarSpec}, for example {@code 1m}
 * @param sequence with instrument and interval the identity of the record: of a bar of time {@code
 *     openTime} divided by its length, so that whoever builds it gives it the same number; of a bar
 *     of ticks or volume counted from 1
 * @param openTime start of the interval, inclusive, epoch microseconds UTC; of ticks and volume the
 *     time of the first trade
 * @param closeTime end of the interval, exclusive, epoch microseconds UTC; of ticks and volume one
 *     microsecond after the last trade
 * @param open price of the first trade
 * @param high highest price
 * @param low lowest price
 * @param close price of the last trade
 * @param volume base quantity
 * @param quoteVolume the exact sum of price × quantity, rounded once, half up, to eight decimals
 * @param trades number of trades
 * @param takerBuyVolume base quantity of trades whose aggressor bought
 * @param closedBy id of the trade that showed that the bar is complete; 0 when a heartbeat did, or
 *     when the bar was imported
 */
public record Bar(
    String instrument,
    String interval,
    long sequence,
    long openTime,
    long closeTime,
    @Decimal8 long open,
    @Decimal8 long high,
    @Decimal8 long low,
    @Decimal8 long close,
    @Decimal8 long volume,
    @Decimal8 long quoteVolume,
    long trades,
    @Decimal8 long takerBuyVolume,
    long closedBy) {}
