package io.alphaflow.backtest.data;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.util.List;

/** A recording of the trades and the book of one instrument, each in the order of its time. */
public interface RecordedMarket {

  /** Whose market it is. */
  InstrumentId instrument();

  /** Where it comes from, and what was found when it was read, for people. */
  List<String> descriptions();

  /**
   * Gives all trades.
   *
   * @param rejects take what cannot be read
   */
  void trades(EventSink sink, Rejects rejects) throws IOException;

  /**
   * Gives the book as it is at a time, and its changes from then on.
   *
   * @param from epoch microseconds UTC
   * @param to at which it ends
   */
  void book(long from, long to, EventSink sink) throws IOException;
}
