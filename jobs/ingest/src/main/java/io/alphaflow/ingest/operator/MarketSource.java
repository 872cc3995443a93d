package io.alphaflow.ingest.operator;

import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.feed.MarketFeed;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A venue's market: rules, trades, quotes, and what could not be read. A split is an instrument;
 * its state is the id of the next trade. With the checkpoints of the job, every trade is delivered
 * exactly once and in order of id for each instrument, over lost connections and restarts; rules
 * are delivered at each connection, before the trades that follow; quotes and unreadable frames at
 * most once.
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
  private final List<String> instruments;
  private final long startFrom;
  private final FeedOptions options;

  /**
   * A market.
   *
   * @param venue whose market
   * @param instruments {@code venue:BASE/QUOTE} each
   * @param startFrom first trade id of an instrument without a checkpoint, or {@link
   *     MarketFeed#LATEST}
   * @param options what else is wanted
   */
  public MarketSource(Venue venue, List<String> instruments, long startFrom, FeedOptions options) {
    this.venue = venue;
    this.instruments = List.copyOf(instruments);
    this.startFrom = startFrom;
    this.options = options;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<MarketEvent, MarketSplit> createReader(SourceReaderContext context) {
    return new MarketReader(
        new MarketFeed(venue.open(), options), instruments, context.metricGroup());
  }

  @Override
  public SplitEnumerator<MarketSplit, MarketAssignments> createEnumerator(
      SplitEnumeratorContext<MarketSplit> context) {
    return restoreEnumerator(context, new MarketAssignments(List.of(), List.of()));
  }

  @Override
  public SplitEnumerator<MarketSplit, MarketAssignments> restoreEnumerator(
      SplitEnumeratorContext<MarketSplit> context, MarketAssignments checkpoint) {
    return new MarketEnumerator(context, instruments, startFrom, checkpoint);
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
