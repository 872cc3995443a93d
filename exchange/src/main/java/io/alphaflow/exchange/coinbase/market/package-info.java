/** Coinbase Advanced Trade's public market data, by its documentation. */
package io.alphaflow.exchange.coinbase.market;
