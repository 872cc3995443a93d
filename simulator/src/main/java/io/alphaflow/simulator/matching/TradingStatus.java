package io.alphaflow.simulator.matching;

/** Whether orders of a symbol are taken. They can always be cancelled. */
public enum TradingStatus {
  /** They are. */
  TRADING,
  /** Not now: an ordinary break. */
  BREAK,
  /** Not now: something is wrong. */
  HALT,
  /** Not any more: only cancels are taken. */
  CANCEL_ONLY
}
