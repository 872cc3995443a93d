package io.alphaflow.simulator.matching;

/** A price and what can be had at it, in units of 1e-8. */
public record Level(long price, long quantity) {}
