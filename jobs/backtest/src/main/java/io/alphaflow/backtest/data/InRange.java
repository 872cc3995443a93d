package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.csv.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Lets through the events of an instrument that lie in a range of time, each once and in order. */
final class InRange implements EventSink {

  /** Takes what is there already, or comes too late. */
  interface LeftOut {
    void add(Fault fault, Object event) throws IOException;
  }

  private final EventSink sink;
  private final long from;
  private final long to;
  private final LeftOut leftOut;
  private long lastBar = Long.MIN_VALUE;
  private long lastTrade = Long.MIN_VALUE;
  private long lastTime = Long.MIN_VALUE;

  /**
   * A range.
   *
   * @param from inclusive, epoch microseconds UTC
   * @param to exclusive
   */
  InRange(EventSink sink, long from, long to, LeftOut leftOut) {
    this.sink = sink;
    this.from = from;
    this.to = to;
    this.leftOut = leftOut;
  }

  @Override
  public void bar(Bar bar) {
    if (bar.openTime() <= lastBar) {
      leaveOut(Fault.DUPLICATE, bar);
      return;
    }
    lastBar = bar.openTime();
    if (bar.openTime() >= from && bar.openTime() < to) {
      sink.bar(bar);
    }
  }

  @Override
  public void trade(Trade trade) {
    if (trade.tradeId() <= lastTrade) {
      leaveOut(Fault.DUPLICATE, trade);
      return;
    }
    if (trade.exchangeTime() < lastTime) {
      leaveOut(Fault.LATE_TRADE, trade);
      return;
    }
    lastTrade = trade.tradeId();
    lastTime = trade.exchangeTime();
    if (trade.exchangeTime() >= from && trade.exchangeTime() < to) {
      sink.trade(trade);
    }
  }

  private void leaveOut(Fault fault, Object event) {
    try {
      leftOut.add(fault, event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
