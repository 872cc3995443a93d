package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;

/** Looks at the prices of an instrument's first events. */
final class Sampler implements EventSink {

  static final int EVENTS = 20_000;

  private PriceSample sample = PriceSample.none();
  private int seen;

  @Override
  public void bar(Bar bar) {
    if (!isFull()) {
      sample = sample.and(bar.open()).and(bar.high()).and(bar.low()).and(bar.close());
      seen++;
    }
  }

  @Override
  public void trade(Trade trade) {
    if (!isFull()) {
      sample = sample.and(trade.price());
      seen++;
    }
  }

  /** Whether the rest need not be looked at. */
  boolean isFull() {
    return seen == EVENTS;
  }

  boolean isEmpty() {
    return seen == 0;
  }

  PriceSample sample() {
    return sample;
  }
}
