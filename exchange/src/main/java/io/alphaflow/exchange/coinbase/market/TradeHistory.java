package io.alphaflow.exchange.coinbase.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.exchange.wire.MarketRest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Past trades by id. Coinbase gives the latest trades before a second, so the way from now back to
 * an id is walked page by page, at most {@value #MOST_PAGES} of {@value #PAGE}, and no further than
 * to a second with more trades than a page has; what is older is left out.
 */
final class TradeHistory {

  static final int PAGE = 1_000;
  static final int MOST_PAGES = 10;
  private static final int FEWEST = 100;
  private static final long DAY_SECONDS = 86_400;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final MarketRest rest;
  private final String product;
  private final long fromId;
  private final int limit;
  private final TreeMap<Long, VenueTrade> trades = new TreeMap<>();
  private final List<TradePage.BadElement> bad = new ArrayList<>();

  TradeHistory(MarketRest rest, String product, long fromId, int limit) {
    this.rest = rest;
    this.product = product;
    this.fromId = fromId;
    this.limit = limit;
  }

  CompletableFuture<TradePage> page() {
    return walk("", limit < FEWEST ? FEWEST : PAGE, 1);
  }

  private CompletableFuture<TradePage> walk(String until, int size, int number) {
    long oldest = trades.isEmpty() ? Long.MAX_VALUE : trades.firstKey();
    return rest.get(
            "/api/v3/brokerage/market/products/" + product + "/ticker?limit=" + size + until,
            this::read)
        .thenCompose(
            count -> {
              boolean isBack = trades.isEmpty() || trades.firstKey() <= fromId;
              boolean isStuck = !trades.isEmpty() && trades.firstKey() >= oldest;
              if (isBack || isStuck || count < size || number == MOST_PAGES) {
                return CompletableFuture.completedFuture(result());
              }
              long end = trades.firstEntry().getValue().time() / MICROS_PER_SECOND + 1;
              return walk("&start=" + (end - DAY_SECONDS) + "&end=" + end, PAGE, number + 1);
            });
  }

  private int read(JsonNode json) {
    JsonNode list = json.path("trades");
    if (!list.isArray()) {
      throw new IllegalArgumentException("no list of trades");
    }
    for (JsonNode element : list) {
      try {
        VenueTrade trade = StreamFrames.trade(element, element.toString());
        trades.put(trade.id(), trade);
      } catch (IllegalArgumentException e) {
        long id = element.path("trade_id").asLong(-1);
        if (id >= fromId) {
          bad.add(new TradePage.BadElement(id, e.getMessage(), element.toString()));
        }
      }
    }
    return list.size();
  }

  private TradePage result() {
    List<VenueTrade> page = trades.tailMap(fromId).values().stream().limit(limit).toList();
    long last = page.isEmpty() ? fromId - 1 : page.get(page.size() - 1).id();
    bad.removeIf(element -> element.id() > last);
    bad.sort((a, b) -> Long.compare(a.id(), b.id()));
    return new TradePage(page, bad, last, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
  }
}
