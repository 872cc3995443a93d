/**
 * What a strategy is, how it declares its parameters, and the built-in ones. Plain Java: a strategy
 * reaches no clock, no network and no exchange; it is a function of its parameters and its bars.
 */
package io.alphaflow.signals.strategy;
