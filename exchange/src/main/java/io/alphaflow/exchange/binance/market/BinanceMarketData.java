package io.alphaflow.exchange.binance.market;

import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.market.TradePage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Binance Spot's public market data over REST and combined streams. Times are asked for in
 * microseconds, by header and by stream parameter.
 *
 * <p>All instances share one HTTP client, because on Java 17 a client cannot be closed and owns a
 * thread. It speaks HTTP/1.1: the default first tries an upgrade to HTTP/2 on plain connections.
 */
public final class BinanceMarketData implements MarketData {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_PAGE = 1_000;

  private final VenueOptions venue;

  /** Market data of the configured venue; connects nowhere yet. */
  public BinanceMarketData(VenueOptions venue) {
    this.venue = venue;
  }

  @Override
  public CompletableFuture<Map<InstrumentId, Instrument>> instruments(
      Collection<InstrumentId> wanted) {
    List<InstrumentId> copy = List.copyOf(wanted);
    return get("/api/v3/exchangeInfo", body -> ExchangeInfo.read(body, copy));
  }

  @Override
  public CompletableFuture<TradePage> historicalTrades(
      String venueSymbol, StreamKind kind, long fromId, int limit) {
    if (kind != StreamKind.TRADE && kind != StreamKind.AGG_TRADE) {
      throw new IllegalArgumentException(kind + " has no trades, expected TRADE or AGG_TRADE");
    }
    String path =
        (kind == StreamKind.TRADE ? "/api/v3/historicalTrades" : "/api/v3/aggTrades")
            + "?symbol="
            + venueSymbol
            + "&limit="
            + limit
            + "&fromId="
            + fromId;
    return get(
        path, body -> HistoricalTrades.read(body, venueSymbol, kind, fromId, WallClock.micros()));
  }

  @Override
  public int maxPage() {
    return MAX_PAGE;
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return get("/api/v3/time", ExchangeInfo::readServerTime);
  }

  @Override
  public CompletableFuture<DepthSnapshot> depthSnapshot(String venueSymbol, int levels) {
    return get("/api/v3/depth?symbol=" + venueSymbol + "&limit=" + levels, DepthSnapshots::read);
  }

  @Override
  public CompletableFuture<MarketStream> openStream(StreamListener listener) {
    URI uri = URI.create(venue.streamUrl() + "/stream?timeUnit=MICROSECOND");
    BinanceStream stream = new BinanceStream(listener, TIMEOUT);
    return HTTP.newWebSocketBuilder()
        .connectTimeout(TIMEOUT)
        .buildAsync(uri, stream)
        .handle(
            (socket, error) -> {
              if (error != null) {
                throw failure("the stream " + uri, error);
              }
              return stream;
            });
  }

  @Override
  public int maxStreams() {
    return StreamRequests.MAX_STREAMS;
  }

  @Override
  public StreamEvent parse(String frame) {
    return StreamFrames.read(frame);
  }

  @Override
  public String streamName(StreamKey key) {
    return StreamNames.of(key);
  }

  private interface Reader<T> {
    T read(String body) throws IOException;
  }

  private <T> CompletableFuture<T> get(String path, Reader<T> reader) {
    String url = venue.restUrl() + path;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TIMEOUT)
            .header("X-MBX-TIME-UNIT", "MICROSECOND")
            .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle(
            (response, error) -> {
              if (error != null) {
                throw failure("GET " + url, error);
              }
              if (response.statusCode() != 200) {
                throw refused(url, response);
              }
              try {
                return reader.read(response.body());
              } catch (IOException | RuntimeException e) {
                throw failure("the answer of GET " + url, e);
              }
            });
  }

  private static MarketDataException failure(String what, Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return new MarketDataException(what + " failed: " + cause, Duration.ZERO, cause);
  }

  private static MarketDataException refused(String url, HttpResponse<String> response) {
    long seconds = 0;
    try {
      seconds = Long.parseLong(response.headers().firstValue("Retry-After").orElse("0").trim());
    } catch (NumberFormatException e) {
      // A date is allowed there, but Binance sends seconds; without them our own back-off holds.
      seconds = 0;
    }
    String body = response.body();
    return new MarketDataException(
        "GET "
            + url
            + " was refused with HTTP "
            + response.statusCode()
            + ": "
            + body.substring(0, Math.min(body.length(), 300)),
        Duration.ofSeconds(Math.max(0, seconds)),
        null);
  }
}
