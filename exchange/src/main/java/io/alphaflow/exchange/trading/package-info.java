/**
 * What an execution lane needs from a venue: place, resolve, cancel, query, and a stream of what
 * happens to the account's orders. A venue's own rules stay behind it.
 */
package io.alphaflow.exchange.trading;
