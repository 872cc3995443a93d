/** Coinbase Advanced Trade: what its market data and its user channel share. */
package io.alphaflow.exchange.coinbase;
