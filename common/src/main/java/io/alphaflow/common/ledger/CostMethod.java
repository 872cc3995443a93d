package io.alphaflow.common.ledger;

/** Which part of a position a closing fill closes, and so what it cost. */
public enum CostMethod {
  /** All of it alike: what is left costs its share of the whole. */
  AVERAGE,
  /** What was bought first. */
  FIFO,
  /** What was bought last. */
  LIFO
}
