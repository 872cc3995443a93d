package io.alphaflow.common.model;

/** The answer to a signal. */
public enum Outcome {
  /** The order of the decision may be sent. */
  APPROVED,
  /** At least one control failed. */
  REJECTED
}
