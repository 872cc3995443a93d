package io.alphaflow.common.model;

/** What a decision is. */
public enum Outcome {
  /** The order of the decision may be sent. */
  APPROVED,
  /** At least one control failed. */
  REJECTED,
  /**
   * Nothing failed, and the decision itself places no order: the signal is a parent, whose children
   * follow with decisions of their own.
   */
  WORKING,
  /** Working orders are to be cancelled: because the gate wants it, or a signal takes them back. */
  CANCEL,
  /** A working order is to be smaller where it stands, because a signal wants it. */
  AMEND
}
