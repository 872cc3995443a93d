package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All bars of files, in memory, for those who need them more than once. */
final class Loaded implements EventSink {

  private final List<Bar> bars = new ArrayList<>();

  static List<Bar> of(EventSource events) throws IOException {
    Loaded loaded = new Loaded();
    events.run(loaded);
    return loaded.bars;
  }

  @Override
  public void bar(Bar bar) {
    bars.add(bar);
  }

  @Override
  public void trade(Trade trade) {
    throw new IllegalStateException("a trade among bars");
  }
}
