package io.alphaflow.exchange.market;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A venue's public market data. Safe to use from any thread; nothing blocks. Futures end with a
 * {@link MarketDataException} when the venue cannot be reached or refuses; nothing is retried here.
 */
public interface MarketData {

  /**
   * The trading rules of those of the wanted instruments that the venue lists, with sequence 1 and
   * effective time 0; versions are counted by the caller.
   */
  CompletableFuture<Map<InstrumentId, Instrument>> instruments(Collection<InstrumentId> wanted);

  /**
   * Past trades with ids from {@code fromId} on, inclusive, ascending; fewer than {@code limit}
   * when there are no more yet.
   *
   * @param venueSymbol the venue's own spelling
   * @param limit at most {@link #maxPage()}
   */
  CompletableFuture<TradePage> historicalTrades(String venueSymbol, long fromId, int limit);

  /** The largest page of {@link #historicalTrades}. */
  int maxPage();

  /** The venue's wall clock, epoch microseconds UTC. */
  CompletableFuture<Long> serverTime();

  /**
   * Opens a stream of trades, and of top-of-book changes when {@code quotes} is set. Nothing is
   * delivered before {@link MarketStream#request}. It is not reopened when it breaks.
   *
   * @param venueSymbols the venue's own spelling
   */
  CompletableFuture<MarketStream> openStream(
      Collection<String> venueSymbols, boolean quotes, StreamListener listener);

  /** What a frame of the stream says; never fails, see {@link StreamEvent.Unreadable}. */
  StreamEvent parse(String frame);

  /** The name of a symbol's trade stream, for messages. */
  String tradeStream(String venueSymbol);
}
