package io.alphaflow.ingest.operator;

import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.FeedPosition;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.feed.MarketFeed;
import java.io.Serializable;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A venue's market: rules, trades, quotes, the venue's bars, how far time is, and what could not be
 * read or had. A split is an instrument; its state is the id of the next trade. With the
 * checkpoints of the job, every trade is delivered exactly once and in order of id for each
 * instrument, over lost connections and restarts, or what says that it cannot be had; rules are
 * delivered before the first trade and when they change; quotes, bars and unreadable frames at most
 * once.
 */
public final class MarketSource implements Source<MarketEvent, MarketSplit, MarketAssignments> {

  private static final long serialVersionUID = 1L;

  /** Makes the venue's market data where the reader runs. */
  @FunctionalInterface
  public interface Venue extends Serializable {

    /** Market data; connects nowhere yet. */
    MarketData open();
  }

  private final Venue venue;
  private final InstrumentSet.Factory instruments;
  private final long startFrom;
  private final FeedOptions options;

  /**
   * A market.
   *
   * @param venue whose market
   * @param instruments which are wanted
   * @param startFrom first trade id of an instrument without a checkpoint, or {@link
   *     MarketFeed#LATEST}
   * @param options what else is wanted
   */
  public MarketSource(
      Venue venue, InstrumentSet.Factory instruments, long startFrom, FeedOptions options) {
    this.venue = venue;
    this.instruments = instruments;
    this.startFrom = startFrom;
    this.options = options;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<MarketEvent, MarketSplit> createReader(SourceReaderContext context) {
    return new MarketReader(context, new MarketFeed(venue.open(), options));
  }

  @Override
  public SplitEnumerator<MarketSplit, MarketAssignments> createEnumerator(
      SplitEnumeratorContext<MarketSplit> context) {
    return restoreEnumerator(context, null);
  }

  @Override
  public SplitEnumerator<MarketSplit, MarketAssignments> restoreEnumerator(
      SplitEnumeratorContext<MarketSplit> context, MarketAssignments checkpoint) {
    return new MarketEnumerator(
        context,
        instruments.open(),
        (instrument, required) ->
            FeedPosition.start(instrument, startFrom, options.trades(), required),
        checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<MarketSplit> getSplitSerializer() {
    return MarketSerializers.splits();
  }

  @Override
  public SimpleVersionedSerializer<MarketAssignments> getEnumeratorCheckpointSerializer() {
    return MarketSerializers.assignments();
  }
}
