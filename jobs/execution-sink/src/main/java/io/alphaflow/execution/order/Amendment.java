package io.alphaflow.execution.order;

/**
 * A wish that an order be smaller.
 *
 * @param decision sequence of the decision that wants it
 * @param decisionTime logical time of that decision, epoch microseconds UTC
 * @param quantity what the order shall be for, with what is filled, base, units of 1e-8
 */
public record Amendment(long decision, long decisionTime, long quantity) {}
