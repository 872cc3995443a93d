/** Alpaca's Trading API for crypto, by its documentation (docs.alpaca.markets). */
package io.alphaflow.exchange.alpaca.trading;
