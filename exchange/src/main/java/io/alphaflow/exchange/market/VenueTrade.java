package io.alphaflow.exchange.market;

/**
 * A trade, or an aggregate of trades, as the venue reports it, not yet judged.
 *
 * @param kind {@link StreamKind#TRADE} or {@link StreamKind#AGG_TRADE}
 * @param symbol the venue's own spelling
 * @param id consecutive for each symbol and kind; of an aggregate its aggregate id
 * @param price in quote, units of 1e-8
 * @param quantity in base, units of 1e-8
 * @param buyerIsMaker true when the seller was the aggressor
 * @param time the venue's trade time, epoch microseconds UTC
 * @param raw the whole message
 */
public record VenueTrade(
    StreamKind kind,
    String symbol,
    long id,
    long price,
    long quantity,
    boolean buyerIsMaker,
    long time,
    String raw)
    implements StreamEvent {}
