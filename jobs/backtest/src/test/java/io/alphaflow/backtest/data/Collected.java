package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a source gives, in its order. */
final class Collected implements EventSink {

  private final List<Object> events = new ArrayList<>();

  interface Reading {
    void into(EventSink sink) throws IOException;
  }

  static List<Object> of(Reading source) throws IOException {
    Collected collected = new Collected();
    source.into(collected);
    return collected.events;
  }

  @Override
  public void bar(Bar bar) {
    events.add(bar);
  }

  @Override
  public void trade(Trade trade) {
    events.add(trade);
  }
}
