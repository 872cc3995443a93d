package io.alphaflow.simulator;

/**
 * A public trade of the simulated exchange. Amounts in units of 1e-8.
 *
 * @param id the venue's id, counted for each symbol
 * @param price at which it happened
 * @param quantity of base
 * @param buyerIsMaker whether the buyer was resting, so that a seller took
 * @param timeMicros when it happened, market time, epoch µs UTC
 */
public record MarketTrade(
    long id, long price, long quantity, boolean buyerIsMaker, long timeMicros) {}
