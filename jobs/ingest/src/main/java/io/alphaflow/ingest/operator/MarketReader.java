package io.alphaflow.ingest.operator;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.feed.MarketFeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Reads the market of its splits through one {@link MarketFeed}. The task's thread does all the
 * work; it is woken by the arrival of a frame, not by a timer.
 */
final class MarketReader implements SourceReader<MarketEvent, MarketSplit> {

  private final MarketFeed feed;
  private final List<String> instruments;

  MarketReader(MarketFeed feed, List<String> instruments, MetricGroup metrics) {
    this.feed = feed;
    this.instruments = instruments;
    metrics.<Long, Gauge<Long>>gauge("connections", feed.stats()::connections);
    metrics.<Long, Gauge<Long>>gauge("tradesFetched", feed.stats()::fetched);
    metrics.<Long, Gauge<Long>>gauge("tradesRepeated", feed.stats()::repeated);
    metrics.<Long, Gauge<Long>>gauge("tradeIdsMissing", feed.stats()::passedOver);
  }

  @Override
  public void start() {
    // The feed connects when it gets its first split.
  }

  @Override
  public void addSplits(List<MarketSplit> splits) {
    Map<InstrumentId, Long> next = new LinkedHashMap<>();
    for (MarketSplit split : splits) {
      if (instruments.contains(split.instrument())) {
        next.put(InstrumentId.parse(split.instrument()), split.next());
      }
    }
    if (!next.isEmpty()) {
      feed.subscribe(next);
    }
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
    return feed.positions().entrySet().stream()
        .map(e -> new MarketSplit(e.getKey(), e.getValue()))
        .toList();
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
