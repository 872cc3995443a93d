package io.alphaflow.backtest.data;

import io.alphaflow.common.model.InstrumentId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * History to run strategies on: bars of one interval, or trades, of one or several instruments. It
 * is the same each time it is read: events in the order of their time, at equal times in the order
 * of their instruments' names.
 */
public interface EventSource {

  /** Whether they are bars. */
  boolean bars();

  /** Label of the bars' interval, such as {@code 1m}; empty for trades. */
  String interval();

  /** Whether the book was recorded with the trades. */
  default boolean books() {
    return false;
  }

  /** Where they come from, for people. */
  List<String> descriptions();

  /** What there is of. */
  List<InstrumentId> instruments();

  /** What the first rows say about prices, by instrument; of one without a good row nothing. */
  Map<String, PriceSample> sample() throws IOException;

  /** Reads everything. */
  void run(EventSink sink) throws IOException;

  /** The same, for whoever reads it elsewhere; only when there are no {@link #books}. */
  History history();
}
