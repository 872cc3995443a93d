/** Binance Spot's signed endpoints and user data stream. */
package io.alphaflow.exchange.binance.trading;
