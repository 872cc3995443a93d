/**
 * What a venue's public market data looks like to the desk, whatever the venue's protocol: rules of
 * instruments, trades by id, and a stream of messages.
 */
package io.alphaflow.exchange.market;
