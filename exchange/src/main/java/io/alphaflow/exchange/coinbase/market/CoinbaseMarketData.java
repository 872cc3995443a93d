package io.alphaflow.exchange.coinbase.market;

import io.alphaflow.common.config.VenueOptions;
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
import io.alphaflow.exchange.wire.FrameStream;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.MarketRest;
import io.alphaflow.exchange.wire.StreamedBooks;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Coinbase Advanced Trade's public market data. The order book is sent on the stream, so that a
 * snapshot is that of a stream which is open; there are trades, tickers and books, but no bars of
 * one minute and no aggregate trades.
 */
public final class CoinbaseMarketData implements MarketData {

  private static final String PATH = "/api/v3/brokerage";
  private static final int MAX_STREAMS = 100;

  private final VenueOptions venue;
  private final MarketRest rest;
  private final StreamedBooks books = new StreamedBooks();

  /** Market data of the configured venue; connects nowhere yet. */
  public CoinbaseMarketData(VenueOptions venue) {
    this.venue = venue;
    this.rest = new MarketRest(venue.restUrl(), venue.requestsPerMinute(), Map.of());
  }

  @Override
  public CompletableFuture<Map<InstrumentId, Instrument>> instruments(
      Collection<InstrumentId> wanted) {
    List<InstrumentId> copy = List.copyOf(wanted);
    List<CompletableFuture<Optional<Instrument>>> asked =
        copy.stream().map(this::instrument).toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              Map<InstrumentId, Instrument> found = new LinkedHashMap<>();
              for (int i = 0; i < copy.size(); i++) {
                InstrumentId id = copy.get(i);
                asked.get(i).join().ifPresent(instrument -> found.put(id, instrument));
              }
              return found;
            });
  }

  private CompletableFuture<Optional<Instrument>> instrument(InstrumentId id) {
    return rest.get(
        PATH + "/market/products/" + id.base() + "-" + id.quote(),
        json -> json.isMissingNode() ? Optional.empty() : Optional.of(ProductRules.read(id, json)));
  }

  @Override
  public CompletableFuture<TradePage> historicalTrades(
      String venueSymbol, StreamKind kind, long fromId, int limit) {
    if (kind != StreamKind.TRADE) {
      throw new IllegalArgumentException("Coinbase has no past " + kind + ", expected TRADE");
    }
    return new TradeHistory(rest, venueSymbol, fromId, limit).page();
  }

  @Override
  public int maxPage() {
    return TradeHistory.PAGE;
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return rest.get(
        PATH + "/time",
        json -> Math.multiplyExact(Long.parseLong(Json.text(json, "epochMillis")), 1_000L));
  }

  @Override
  public CompletableFuture<DepthSnapshot> depthSnapshot(String venueSymbol, int levels) {
    return books.snapshot(venueSymbol, levels);
  }

  @Override
  public CompletableFuture<MarketStream> openStream(StreamListener listener) {
    return FrameStream.open(
        URI.create(venue.streamUrl()), new CoinbaseStream(listener, books, Duration.ofSeconds(10)));
  }

  @Override
  public int maxStreams() {
    return MAX_STREAMS;
  }

  @Override
  public StreamEvent parse(String frame) {
    return StreamFrames.read(frame);
  }

  @Override
  public String streamName(StreamKey key) {
    return Channels.name(key);
  }
}
