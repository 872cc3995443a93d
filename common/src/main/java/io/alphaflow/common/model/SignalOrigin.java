package io.alphaflow.common.model;

/** Who counts the sequence of a signal. */
public enum SignalOrigin {
  /** The strategy instance. */
  STRATEGY,
  /** The risk gate: an exit that protects what the strategy instance bought. */
  PROTECTION,
  /** The risk gate: a reducing order that a person's command wants. */
  COMMAND
}
