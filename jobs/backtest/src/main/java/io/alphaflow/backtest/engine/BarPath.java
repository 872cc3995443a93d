package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Bar;

/** Which way the price is taken to go within a bar, of which only four prices are known. */
public enum BarPath {
  /** From the open to the nearer of high and low, to the other one, to the close. */
  NEAREST_FIRST,
  /** From the open to the low, to the high, to the close: the worse for who holds something. */
  LOW_FIRST,
  /** From the open to the high, to the low, to the close: the worse for who is short. */
  HIGH_FIRST;

  /** Whether the low of a bar comes before its high. */
  boolean isLowFirst(Bar bar) {
    return switch (this) {
      case NEAREST_FIRST -> bar.open() - bar.low() <= bar.high() - bar.open();
      case LOW_FIRST -> true;
      case HIGH_FIRST -> false;
    };
  }
}
