/** {@code alphaflow backtest}: strategies on history. */
package io.alphaflow.cli.backtest;
