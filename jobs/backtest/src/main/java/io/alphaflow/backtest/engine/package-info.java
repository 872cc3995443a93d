/**
 * The desk as one deterministic plain-Java composite: strategies, risk gate, matching engine and
 * ledger, the same classes as on the running desk, in logical time.
 *
 * <p>Nothing here reads a clock, a random number or a file. Times are epoch microseconds UTC,
 * amounts {@code long} in units of 1e-8. No class is safe for use by several threads.
 */
package io.alphaflow.backtest.engine;
