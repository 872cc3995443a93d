package io.alphaflow.ingest;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueTrade;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A venue whose reader fails, and with it the job, at the next trade when a failure was ordered;
 * counts what it saw live. Orders and counts are of the JVM: the reader is made by Flink.
 */
final class FailingVenue implements MarketData {

  static final AtomicInteger FAILURES_ORDERED = new AtomicInteger();
  static final AtomicInteger FAILURES = new AtomicInteger();
  static final AtomicInteger LIVE_TRADES = new AtomicInteger();

  private final MarketData venue;

  FailingVenue(MarketData venue) {
    this.venue = venue;
  }

  @Override
  public StreamEvent parse(String frame) {
    StreamEvent event = venue.parse(frame);
    if (event instanceof VenueTrade trade) {
      LIVE_TRADES.incrementAndGet();
      if (FAILURES_ORDERED.get() > FAILURES.get()) {
        FAILURES.incrementAndGet();
        throw new IllegalStateException("a failure was ordered, at trade " + trade.id());
      }
    }
    return event;
  }

  @Override
  public CompletableFuture<Map<InstrumentId, Instrument>> instruments(
      Collection<InstrumentId> wanted) {
    return venue.instruments(wanted);
  }

  @Override
  public CompletableFuture<TradePage> historicalTrades(
      String venueSymbol, StreamKind kind, long fromId, int limit) {
    return venue.historicalTrades(venueSymbol, kind, fromId, limit);
  }

  @Override
  public int maxPage() {
    return venue.maxPage();
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return venue.serverTime();
  }

  @Override
  public CompletableFuture<DepthSnapshot> depthSnapshot(String venueSymbol, int levels) {
    return venue.depthSnapshot(venueSymbol, levels);
  }

  @Override
  public CompletableFuture<MarketStream> openStream(StreamListener listener) {
    return venue.openStream(listener);
  }

  @Override
  public int maxStreams() {
    return venue.maxStreams();
  }

  @Override
  public String streamName(StreamKey key) {
    return venue.streamName(key);
  }
}
