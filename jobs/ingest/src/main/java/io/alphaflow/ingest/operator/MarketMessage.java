package io.alphaflow.ingest.operator;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** What enumerator and readers tell each other besides handing out splits. */
sealed interface MarketMessage extends SourceEvent {

  /**
   * From a reader that begins: all that it has from its checkpoint.
   *
   * @param splits read or parked
   */
  record Holding(List<MarketSplit> splits) implements MarketMessage {}

  /** To a reader: read these instruments no more. */
  record Drop(List<String> instruments) implements MarketMessage {}

  /** From a reader: it reads this no more, and keeps it until it is told {@link Forget}. */
  record Parked(MarketSplit split) implements MarketMessage {}

  /** To a reader: the enumerator has these now. */
  record Forget(List<String> instruments) implements MarketMessage {}
}
