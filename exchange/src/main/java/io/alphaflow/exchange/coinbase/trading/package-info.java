/**
 * Coinbase Advanced Trade's signed endpoints and user channel, by its documentation
 * (docs.cdp.coinbase.com).
 */
package io.alphaflow.exchange.coinbase.trading;
