package io.alphaflow.exchange.market;

/**
 * The top of the book as the venue reports it, not yet judged.
 *
 * @param symbol the venue's own spelling
 * @param updateId increases for each symbol
 * @param bid best bid price, units of 1e-8
 * @param bidQuantity base quantity at the bid, units of 1e-8
 * @param ask best ask price
 * @param askQuantity base quantity at the ask
 * @param raw the whole message
 */
public record VenueQuote(
    String symbol,
    long updateId,
    long bid,
    long bidQuantity,
    long ask,
    long askQuantity,
    String raw)
    implements StreamEvent {}
