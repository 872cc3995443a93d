package io.alphaflow.backtest.operator;

import io.alphaflow.backtest.data.EventSink;
import java.io.IOException;
import java.io.Serializable;

/** Where a task finds the history; itself it is not sent there. The same each time it is read. */
@FunctionalInterface
public interface History extends Serializable {

  /** Gives all events in the order of time. */
  void read(EventSink sink) throws IOException;
}
