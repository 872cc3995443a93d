/** Alpaca's market data for crypto, by its documentation. */
package io.alphaflow.exchange.alpaca.market;
