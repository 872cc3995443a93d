package io.alphaflow.ingest.operator;

import io.alphaflow.ingest.feed.FeedPosition;
import io.alphaflow.ingest.feed.FeedStats;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.feed.MarketFeed;
import io.alphaflow.ingest.operator.MarketMessage.Drop;
import io.alphaflow.ingest.operator.MarketMessage.Forget;
import io.alphaflow.ingest.operator.MarketMessage.Holding;
import io.alphaflow.ingest.operator.MarketMessage.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;

/**
 * Reads the market of its splits through one {@link MarketFeed}. The task's thread does all the
 * work; it is woken by what arrives and by the feed's own timer.
 *
 * <p>A split that the enumerator wants back is kept, and written to checkpoints, until the
 * enumerator has it.
 */
final class MarketReader implements SourceReader<MarketEvent, MarketSplit> {

  private final SourceReaderContext context;
  private final MarketFeed feed;
  private final SortedMap<String, MarketSplit> parked = new TreeMap<>();

  MarketReader(SourceReaderContext context, MarketFeed feed) {
    this.context = context;
    this.feed = feed;
    for (FeedStats.Count count : FeedStats.Count.values()) {
      context.metricGroup().<Long, Gauge<Long>>gauge(count.metric(), () -> feed.stats().get(count));
    }
  }

  @Override
  public void start() {
    context.sendSourceEventToCoordinator(new Holding(splits()));
  }

  private List<MarketSplit> splits() {
    List<MarketSplit> all = new ArrayList<>(parked.values());
    feed.positions().forEach(position -> all.add(MarketSplit.of(position)));
    return all;
  }

  @Override
  public void addSplits(List<MarketSplit> splits) {
    List<FeedPosition> wanted = new ArrayList<>();
    for (MarketSplit split : splits) {
      if (split.parked()) {
        parked.put(split.splitId(), split);
      } else {
        parked.remove(split.splitId());
        wanted.add(split.position());
      }
    }
    if (!wanted.isEmpty()) {
      feed.subscribe(wanted);
    }
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof Drop drop) {
      drop.instruments().forEach(instrument -> feed.unsubscribe(instrument, this::park));
    } else if (event instanceof Forget forget) {
      parked.keySet().removeAll(forget.instruments());
    }
  }

  private void park(FeedPosition position) {
    MarketSplit split = new MarketSplit(position, true);
    parked.put(split.splitId(), split);
    context.sendSourceEventToCoordinator(new Parked(split));
  }

  @Override
  public InputStatus pollNext(ReaderOutput<MarketEvent> output) {
    return feed.poll(output::collect) ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return feed.available();
  }

  @Override
  public List<MarketSplit> snapshotState(long checkpoint) {
    return splits();
  }

  @Override
  public void notifyNoMoreSplits() {
    // Markets do not end.
  }

  @Override
  public void close() {
    feed.close();
  }
}
