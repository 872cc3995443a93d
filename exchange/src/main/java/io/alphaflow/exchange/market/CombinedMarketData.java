package io.alphaflow.exchange.market;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The prices of one venue for trading at another: the trading rules are those of the venue that
 * takes the orders, all else comes from the one that has the prices. An instrument is listed when
 * both list it.
 *
 * @param rules of the venue that takes the orders
 * @param prices of the other one
 */
public record CombinedMarketData(MarketData rules, MarketData prices) implements MarketData {

  @Override
  public CompletableFuture<Map<InstrumentId, Instrument>> instruments(
      Collection<InstrumentId> wanted) {
    return rules.instruments(wanted).thenCombine(prices.instruments(wanted), this::combined);
  }

  private Map<InstrumentId, Instrument> combined(
      Map<InstrumentId, Instrument> ruled, Map<InstrumentId, Instrument> priced) {
    Map<InstrumentId, Instrument> both = new LinkedHashMap<>();
    ruled.forEach(
        (id, rule) -> {
          Instrument price = priced.get(id);
          if (price != null) {
            both.put(id, rule.named(price.venueSymbol()));
          }
        });
    return both;
  }

  @Override
  public CompletableFuture<TradePage> historicalTrades(
      String venueSymbol, StreamKind kind, long fromId, int limit) {
    return prices.historicalTrades(venueSymbol, kind, fromId, limit);
  }

  @Override
  public int maxPage() {
    return prices.maxPage();
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return prices.serverTime();
  }

  @Override
  public CompletableFuture<DepthSnapshot> depthSnapshot(String venueSymbol, int levels) {
    return prices.depthSnapshot(venueSymbol, levels);
  }

  @Override
  public CompletableFuture<MarketStream> openStream(StreamListener listener) {
    return prices.openStream(listener);
  }

  @Override
  public int maxStreams() {
    return prices.maxStreams();
  }

  @Override
  public StreamEvent parse(String frame) {
    return prices.parse(frame);
  }

  @Override
  public String streamName(StreamKey key) {
    return prices.streamName(key);
  }
}
