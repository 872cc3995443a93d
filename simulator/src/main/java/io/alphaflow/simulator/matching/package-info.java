/**
 * The matching rules as plain Java: accounts, filters, order types, pairs, and what orders meet by
 * the mode. The order book itself is in {@code book}.
 *
 * <p>Amounts are {@code long} in units of 1e-8; times are epoch microseconds of market time (UTC).
 * Nothing here reads a clock. No class is thread-safe: one thread owns an engine.
 */
package io.alphaflow.simulator.matching;
