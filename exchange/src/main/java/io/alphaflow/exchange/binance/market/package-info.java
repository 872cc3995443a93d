/** Binance Spot's public REST calls and combined market streams. */
package io.alphaflow.exchange.binance.market;
