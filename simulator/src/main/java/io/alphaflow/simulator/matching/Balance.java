package io.alphaflow.simulator.matching;

/**
 * What an account has of one asset, in units of 1e-8.
 *
 * @param asset for example {@code BTC}
 * @param free can be spent
 * @param locked held by open orders
 */
public record Balance(String asset, long free, long locked) {}
