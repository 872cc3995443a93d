package io.alphaflow.simulator.market;

/**
 * Changes of a book, in one event. Levels are pairs of price and its new quantity in units of 1e-8;
 * quantity 0 removes the level.
 *
 * @param firstId of the changes
 * @param lastId of the changes
 */
public record DepthUpdate(long firstId, long lastId, long[] bids, long[] asks) {}
