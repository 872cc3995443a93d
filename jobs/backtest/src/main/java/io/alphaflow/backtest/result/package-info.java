/**
 * What a backtest yields: plain values, the input of statistics, reports and the archive.
 *
 * <p>Times are epoch microseconds UTC. Amounts that were booked are {@code long} in units of 1e-8;
 * series for statistics are {@code double} in whole units.
 */
package io.alphaflow.backtest.result;
