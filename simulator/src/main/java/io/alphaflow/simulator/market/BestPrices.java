package io.alphaflow.simulator.market;

/** The best bid and ask with their quantities, all in units of 1e-8. */
public record BestPrices(long bid, long bidQuantity, long ask, long askQuantity) {}
