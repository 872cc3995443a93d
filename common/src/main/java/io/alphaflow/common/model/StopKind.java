package io.alphaflow.common.model;

/** How far trading is stopped, the milder first. */
public enum StopKind {
  /** Only orders that reduce a position. */
  REDUCE_ONLY,
  /** Only what the gate itself makes: protective exits, and orders that close positions. */
  EXITS_ONLY,
  /** No order at all. */
  HALTED
}
