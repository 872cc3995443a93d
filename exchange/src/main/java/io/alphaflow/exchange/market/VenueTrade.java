package io.alphaflow.exchange.market;

/**
 * A trade as the venue reports it, not yet judged.
 *
 * @param symbol the venue's own spelling
 * @param id consecutive for each symbol
 * @param price in quote, units of 1e-8
 * @param quantity in base, units of 1e-8
 * @param buyerIsMaker true when the seller was the aggressor
 * @param time the venue's trade time, epoch microseconds UTC
 * @param raw the whole message
 */
public record VenueTrade(
    String symbol, long id, long price, long quantity, boolean buyerIsMaker, long time, String raw)
    implements StreamEvent {}
