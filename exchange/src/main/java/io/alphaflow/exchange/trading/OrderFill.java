package io.alphaflow.exchange.trading;

/**
 * A fill with the order it belongs to.
 *
 * @param venueOrderId the venue's id of the order
 * @param fill the trade
 */
public record OrderFill(String venueOrderId, Fill fill) {}
