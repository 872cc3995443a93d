package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * A closed bar of trades. It is published once; an interval without a trade has no bar.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param interval the length, for example {@code 1m}
 * @param sequence counted from 1 for each instrument and interval, the identity of the record
 * @param openTime start of the interval, inclusive, epoch microseconds UTC
 * @param closeTime end of the interval, exclusive, epoch microseconds UTC
 * @param open price of the first trade
 * @param high highest price
 * @param low lowest price
 * @param close price of the last trade
 * @param volume base quantity
 * @param quoteVolume the exact sum of price × quantity, rounded once, half up, to eight decimals
 * @param trades number of trades
 * @param takerBuyVolume base quantity of trades whose aggressor bought
 * @param closedBy id of the trade that showed that the interval is over
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
