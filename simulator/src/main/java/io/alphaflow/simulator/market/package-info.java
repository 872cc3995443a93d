/** What the public sees of one symbol: its book, its changes, its klines. */
package io.alphaflow.simulator.market;
