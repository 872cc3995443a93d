/**
 * History for backtests: bars and trades from files, of several instruments in the order of their
 * time.
 */
package io.alphaflow.backtest.data;
