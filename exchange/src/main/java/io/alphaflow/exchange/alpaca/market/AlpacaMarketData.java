package io.alphaflow.exchange.alpaca.market;

import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.HistoryUnavailableException;
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
import java.util.concurrent.CompletableFuture;

/**
 * Alpaca's market data for crypto. Its trades have ids that do not follow each other, so past ones
 * cannot be asked for by id and a missing one cannot be seen. It wants a key for everything.
 */
public final class AlpacaMarketData implements MarketData {

  private static final int MAX_STREAMS = 30;

  private final VenueOptions venue;
  private final String key;
  private final String secret;
  private final MarketRest rest;
  private final StreamedBooks books = new StreamedBooks();

  /** Market data of the configured venue; connects nowhere yet. */
  public AlpacaMarketData(VenueOptions venue, String key, String secret) {
    this.venue = venue;
    this.key = key;
    this.secret = secret;
    this.rest =
        new MarketRest(
            venue.restUrl(),
            venue.requestsPerMinute(),
            Map.of("APCA-API-KEY-ID", key, "APCA-API-SECRET-KEY", secret));
  }

  @Override
  public CompletableFuture<Map<InstrumentId, Instrument>> instruments(
      Collection<InstrumentId> wanted) {
    List<InstrumentId> copy = List.copyOf(wanted);
    return rest.get(
        "/v2/assets?asset_class=crypto",
        assets -> {
          Map<InstrumentId, Instrument> found = new LinkedHashMap<>();
          for (InstrumentId id : copy) {
            assets.forEach(
                asset -> {
                  if (AssetRules.isOf(id, asset)) {
                    found.put(id, AssetRules.read(id, asset));
                  }
                });
          }
          return found;
        });
  }

  @Override
  public CompletableFuture<TradePage> historicalTrades(
      String venueSymbol, StreamKind kind, long fromId, int limit) {
    return CompletableFuture.failedFuture(
        new HistoryUnavailableException("Alpaca does not give past trades by id"));
  }

  @Override
  public int maxPage() {
    return 1_000;
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return rest.get("/v2/clock", json -> Json.micros(json, "timestamp"));
  }

  @Override
  public CompletableFuture<DepthSnapshot> depthSnapshot(String venueSymbol, int levels) {
    return books.snapshot(venueSymbol, levels);
  }

  @Override
  public CompletableFuture<MarketStream> openStream(StreamListener listener) {
    return FrameStream.open(
        URI.create(venue.streamUrl()),
        new AlpacaStream(listener, books, key, secret, Duration.ofSeconds(10)));
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
  public String streamName(StreamKey of) {
    return Channels.name(of);
  }

  @Override
  public String toString() {
    return "AlpacaMarketData(" + venue.restUrl() + ")";
  }
}
