package io.alphaflow.exchange.market;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A venue's public market data. Safe to use from any thread; nothing blocks. Futures end with a
 * {@link MarketDataException} when the venue cannot be reached or refuses; nothing is retried here.
 * Calls wait for their turn within the venue's limits, which all users of a process share; a call
 * whose future is cancelled while it waits is not made.
 */
public interface MarketData {

  /**
   * The trading rules of those of the wanted instruments that the venue lists, with sequence 1 and
   * effective time 0; versions are counted by the caller.
   */
  CompletableFuture<Map<InstrumentId, Instrument>> instruments(Collection<InstrumentId> wanted);

  /**
   * Past trades with ids from {@code fromId} on, inclusive, ascending; fewer than {@code limit}
   * when there are no more yet. Ids that the venue does not give any more are left out, so that the
   * page begins later; when it refuses them, the future ends with {@link
   * HistoryUnavailableException}.
   *
   * @param venueSymbol the venue's own spelling
   * @param kind {@link StreamKind#TRADE}: by trade id; {@link StreamKind#AGG_TRADE}: by aggregate
   *     id
   * @param limit at most {@link #maxPage()}
   */
  CompletableFuture<TradePage> historicalTrades(
      String venueSymbol, StreamKind kind, long fromId, int limit);

  /** The largest page of {@link #historicalTrades}. */
  int maxPage();

  /** The venue's wall clock, epoch microseconds UTC. */
  CompletableFuture<Long> serverTime();

  /**
   * The order book now; more levels cost more of the venue's limits.
   *
   * @param venueSymbol the venue's own spelling
   * @param levels of each side, 1 to 5000
   */
  CompletableFuture<DepthSnapshot> depthSnapshot(String venueSymbol, int levels);

  /**
   * Connects without subscriptions. Nothing is delivered before {@link MarketStream#request}. It is
   * not reopened when it breaks.
   */
  CompletableFuture<MarketStream> openStream(StreamListener listener);

  /** How many streams one connection takes. */
  int maxStreams();

  /** What a frame of the stream says; never fails, see {@link StreamEvent.Unreadable}. */
  StreamEvent parse(String frame);

  /** The venue's name of a stream, for example {@code btcusdt@depth@100ms}. */
  String streamName(StreamKey key);
}
