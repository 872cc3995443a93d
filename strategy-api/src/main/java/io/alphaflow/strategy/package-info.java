/**
 * What a strategy is, what it is fed, how it declares its parameters and what it returns: the API
 * for strategies of your own. Plain Java: a strategy reaches no clock, no network and no exchange;
 * it is a function of its parameters and of what the market did.
 */
package io.alphaflow.strategy;
