package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;

/** Takes history in the order of its time; either bars or trades, with these also the book. */
public interface EventSink {

  /** The next bar. */
  void bar(Bar bar);

  /** The next trade. */
  void trade(Trade trade);

  /** The next change of a recorded book. */
  default void book(BookChange change) {}
}
