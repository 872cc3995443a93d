/** What Binance lets one address and one account do, and how much of it is used. */
package io.alphaflow.exchange.binance.limits;
