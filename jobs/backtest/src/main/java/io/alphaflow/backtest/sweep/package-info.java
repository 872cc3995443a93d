/** Many parameter sets on the same history. */
package io.alphaflow.backtest.sweep;
