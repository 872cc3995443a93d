package io.alphaflow.common.model;

/** What a person can order at the desk. */
public enum CommandAction {
  /** No order that adds risk, until resumed; reducing orders pass. */
  REDUCE_ONLY,
  /** No order at all, until resumed. */
  HALT,
  /** Back to active, with everything below the level; also re-arms breakers. */
  RESUME,
  /** No new order, and all working orders are cancelled. */
  CANCEL_ALL,
  /** No order that adds risk, all working orders are cancelled, and positions are closed. */
  FLATTEN,
  /** Live trading of an account, for a time. */
  ARM,
  /** The end of that: from now on, orders only reduce. */
  DISARM,
  /** Other limits than the configured ones. */
  SET_LIMITS,
  /** Some controls do not hold for a time. Needs two persons. */
  OVERRIDE,
  /** A deposit, a withdrawal or a correction goes into the ledger of an account. */
  BOOK
}
