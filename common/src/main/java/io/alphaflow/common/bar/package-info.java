/** Bars of trades: by time, each derived from its finer one, by number of trades, by volume. */
package io.alphaflow.common.bar;
