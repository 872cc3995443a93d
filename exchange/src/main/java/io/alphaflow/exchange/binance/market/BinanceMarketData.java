package io.alphaflow.exchange.binance.market;

import io.alphaflow.common.config.Secret;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.binance.limits.RequestBudget;
import io.alphaflow.exchange.binance.limits.RequestUrgency;
import io.alphaflow.exchange.binance.limits.RequestUsage;
import io.alphaflow.exchange.binance.limits.WallClock;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.market.TradePage;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Binance Spot's public market data over REST and combined streams. Times are asked for in
 * microseconds, by header and by stream parameter.
 *
 * <p>All instances of a process share one HTTP client and, for each REST host, one budget of
 * request weight, because the venue's limits are for each address.
 */
public final class BinanceMarketData implements MarketData {

  private static final int MAX_PAGE = 1_000;
  private static final int MAX_LEVELS = 5_000;

  private final VenueOptions venue;
  private final RestCalls rest;

  /** Market data of the configured venue without an API key; connects nowhere yet. */
  public BinanceMarketData(VenueOptions venue) {
    this(venue, new RestCalls(venue.restUrl(), ""));
  }

  private BinanceMarketData(VenueOptions venue, RestCalls rest) {
    this.venue = venue;
    this.rest = rest;
  }

  /**
   * The same with an API key in the calls for past trades. Binance asks for none since 2023;
   * Binance US and older servers refuse these calls without one (HTTP 401, code -2014).
   *
   * @throws IllegalStateException when the reference leads to no value
   */
  public BinanceMarketData withApiKey(Secret key) {
    return new BinanceMarketData(venue, new RestCalls(venue.restUrl(), key.resolve()));
  }

  /**
   * Lets market data use this share of the venue's limit of request weight instead of {@value
   * RequestBudget#DEFAULT_SHARE_PERCENT} %; it holds for all users of the REST host in the process.
   *
   * @param percent 1 to 100
   */
  public BinanceMarketData withWeightShare(int percent) {
    rest.budget().share(percent);
    return this;
  }

  /** How much of the REST host's limit is used. */
  public RequestUsage requestUsage() {
    return rest.budget().usage();
  }

  @Override
  public CompletableFuture<Map<InstrumentId, Instrument>> instruments(
      Collection<InstrumentId> wanted) {
    List<InstrumentId> copy = List.copyOf(wanted);
    return rest.get(
        RequestUrgency.RULES,
        20,
        "/api/v3/exchangeInfo",
        body -> {
          ExchangeInfo info = ExchangeInfo.read(body, copy);
          if (info.weightPerMinute() > 0) {
            rest.budget().limit(info.weightPerMinute());
          }
          return info.instruments();
        });
  }

  @Override
  public CompletableFuture<TradePage> historicalTrades(
      String venueSymbol, StreamKind kind, long fromId, int limit) {
    if (kind != StreamKind.TRADE && kind != StreamKind.AGG_TRADE) {
      throw new IllegalArgumentException(kind + " has no trades, expected TRADE or AGG_TRADE");
    }
    boolean single = kind == StreamKind.TRADE;
    String path =
        (single ? "/api/v3/historicalTrades" : "/api/v3/aggTrades")
            + "?symbol="
            + venueSymbol
            + "&limit="
            + limit
            + "&fromId="
            + fromId;
    return rest.history(
        single ? 25 : 4,
        path,
        body -> HistoricalTrades.read(body, venueSymbol, kind, fromId, WallClock.micros()));
  }

  @Override
  public int maxPage() {
    return MAX_PAGE;
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return rest.get(RequestUrgency.TIME, 1, "/api/v3/time", ExchangeInfo::readServerTime);
  }

  @Override
  public CompletableFuture<DepthSnapshot> depthSnapshot(String venueSymbol, int levels) {
    if (levels < 1 || levels > MAX_LEVELS) {
      throw new IllegalArgumentException(levels + " levels, expected 1 to " + MAX_LEVELS);
    }
    int weight = levels <= 100 ? 5 : levels <= 500 ? 25 : levels <= 1_000 ? 50 : 250;
    return rest.get(
        RequestUrgency.SNAPSHOT,
        weight,
        "/api/v3/depth?symbol=" + venueSymbol + "&limit=" + levels,
        DepthSnapshots::read);
  }

  @Override
  public CompletableFuture<MarketStream> openStream(StreamListener listener) {
    return openStream(listener, Duration.ofSeconds(10));
  }

  /** As {@link #openStream(StreamListener)}, with another time for answers to requests. */
  CompletableFuture<MarketStream> openStream(StreamListener listener, Duration patience) {
    URI uri = URI.create(venue.streamUrl() + "/stream?timeUnit=MICROSECOND");
    BinanceStream stream = new BinanceStream(listener, patience);
    return RestCalls.HTTP
        .newWebSocketBuilder()
        .connectTimeout(Duration.ofSeconds(10))
        .buildAsync(uri, stream)
        .handle(
            (socket, error) -> {
              if (error != null) {
                throw RestCalls.failure("the stream " + uri, error);
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
}
