/** {@code alphaflow parity}: the running desk and the backtest on the same market. */
package io.alphaflow.cli.parity;
