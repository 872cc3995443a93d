package io.alphaflow.common.model;

/** What a decision is. */
public enum Outcome {
  /** The order of the decision may be sent. */
  APPROVED,
  /** At least one control failed. */
  REJECTED,
  /** No answer to a signal: working orders are to be cancelled. */
  CANCEL
}
