/** Results of backtests in a desk's database: the tables {@code backtest_*}. */
package io.alphaflow.cli.backtest.store;
