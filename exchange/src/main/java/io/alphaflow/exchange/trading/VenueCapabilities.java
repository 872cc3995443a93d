package io.alphaflow.exchange.trading;

/**
 * A venue's rules about repeated and lost orders, as data.
 *
 * @param clientIdUniqueForever whether a client order id is refused after its order has ended
 * @param replayReturnsOriginal whether sending an order again returns the first instead of placing
 *     a second
 * @param lookupByClientId whether an order can be found by its client order id
 */
public record VenueCapabilities(
    boolean clientIdUniqueForever, boolean replayReturnsOriginal, boolean lookupByClientId) {}
