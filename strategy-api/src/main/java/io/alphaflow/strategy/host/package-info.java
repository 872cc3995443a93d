/** What hosts of strategies share: the desk's jobs, a backtest, a unit test. Not for strategies. */
package io.alphaflow.strategy.host;
