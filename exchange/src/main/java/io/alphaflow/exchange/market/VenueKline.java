package io.alphaflow.exchange.market;

/**
 * A bar that the venue built, not yet judged. Prices, volumes in units of 1e-8; times epoch
 * microseconds UTC.
 *
 * @param symbol the venue's own spelling
 * @param interval as the venue spells it, for example {@code 1m}
 * @param openTime first instant
 * @param closeTime last instant, as fine as the venue states times
 * @param open first price
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume base
 * @param quoteVolume quote
 * @param trades number of trades
 * @param takerBuyVolume base volume with the buyer as the aggressor
 * @param takerBuyQuoteVolume the same in quote
 * @param firstTradeId -1 without a trade
 * @param lastTradeId -1 without a trade
 * @param closed whether it is final
 * @param eventTime when the venue sent it
 * @param raw the whole message
 */
public record VenueKline(
    String symbol,
    String interval,
    long openTime,
    long closeTime,
    long open,
    long high,
    long low,
    long close,
    long volume,
    long quoteVolume,
    long trades,
    long takerBuyVolume,
    long takerBuyQuoteVolume,
    long firstTradeId,
    long lastTradeId,
    boolean closed,
    long eventTime,
    String raw)
    implements StreamEvent {}
