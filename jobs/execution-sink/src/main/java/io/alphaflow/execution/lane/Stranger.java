package io.alphaflow.execution.lane;

/**
 * An order to cancel that is not among ours.
 *
 * @param clientOrderId our id of it
 * @param instrument {@code venue:BASE/QUOTE}
 * @param decisionTime logical time of the decision that wants it, epoch microseconds UTC
 */
record Stranger(String clientOrderId, String instrument, long decisionTime) {}
