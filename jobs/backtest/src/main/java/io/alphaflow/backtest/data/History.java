package io.alphaflow.backtest.data;

import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.io.Serializable;

/** Where a task finds the history; itself it is not sent there. The same each time it is read. */
@FunctionalInterface
public interface History extends Serializable {

  /**
   * Gives all events in the order of time.
   *
   * @param rejects hears what cannot be used; from several threads
   * @throws UnreachableHistory when it is not there for who reads it
   */
  void read(EventSink sink, Rejects rejects) throws IOException;
}
