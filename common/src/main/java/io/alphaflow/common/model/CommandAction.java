package io.alphaflow.common.model;

/** What a person can order at the desk. */
public enum CommandAction {
  /** No order that adds risk, until resumed; reducing orders pass. */
  REDUCE_ONLY,
  /** No order at all, until resumed. */
  HALT,
  /** Back to active; also re-arms breakers. */
  RESUME
}
