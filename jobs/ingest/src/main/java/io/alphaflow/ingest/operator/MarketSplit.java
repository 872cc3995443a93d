package io.alphaflow.ingest.operator;

import io.alphaflow.ingest.feed.FeedPosition;
import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * An instrument with the place in its trades.
 *
 * @param position where to go on
 * @param parked whether its reader reads it no more, and keeps it only until the enumerator has it
 */
record MarketSplit(FeedPosition position, boolean parked) implements SourceSplit, Serializable {

  /** One that is to be read. */
  static MarketSplit of(FeedPosition position) {
    return new MarketSplit(position, false);
  }

  @Override
  public String splitId() {
    return position.instrument();
  }
}
