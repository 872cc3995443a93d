package io.alphaflow.common.model;

/** Who counts the sequence of a signal. */
public enum SignalOrigin {
  /** The strategy instance. */
  STRATEGY,
  /** The risk gate: an exit that protects what the strategy instance bought. */
  PROTECTION,
  /** The risk gate: a reducing order that a person's command wants. */
  COMMAND,
  /** The risk gate: a child of a parent that the strategy instance wants. */
  ALGORITHM;

  /** Whether a strategy instance wants it, at once or by an algorithm, and not the gate itself. */
  public boolean isOfStrategy() {
    return this == STRATEGY || this == ALGORITHM;
  }
}
