/**
 * Faults of market data on purpose: which there are, when they happen, and how often they happened.
 */
package io.alphaflow.simulator.faults;
