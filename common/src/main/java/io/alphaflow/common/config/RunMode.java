package io.alphaflow.common.config;

/** Whether orders are worth money. */
public enum RunMode {
  /** Orders go to a simulator, a testnet or a paper account. */
  PAPER,
  /** Orders go to the real exchange, for accounts that a person has armed. */
  LIVE
}
