package io.alphaflow.exchange.market;

/**
 * One stream of a venue.
 *
 * @param venueSymbol the venue's own spelling, as instruments have it
 * @param kind what it carries
 */
public record StreamKey(String venueSymbol, StreamKind kind) {}
