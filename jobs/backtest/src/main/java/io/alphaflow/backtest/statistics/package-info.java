/**
 * Performance statistics of a backtest: plain functions of its result, the same to the last bit for
 * the same input. Formulas, conventions and how they differ from other libraries' are in
 * docs/backtest-statistics.md.
 *
 * <p>What is undefined is {@link java.lang.Double#NaN}, shown as {@code n/a} and written as JSON
 * {@code null}; no metric has a magic number for it.
 */
package io.alphaflow.backtest.statistics;
