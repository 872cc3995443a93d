package io.alphaflow.exchange.coinbase.trading;

import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.FillNumbers;
import io.alphaflow.exchange.trading.KeyPermissions;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.TradingSession.AccountView;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.trading.VenueException;
import io.alphaflow.exchange.wire.HttpAnswer;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.RestQueries;
import io.alphaflow.exchange.wire.VenueHttp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What can be asked about an account. Lists come in pages, each with a cursor to the next. Futures
 * fail with a {@link VenueException}, also when a list does not end within {@value #MAX_PAGES}
 * pages.
 */
final class CoinbaseQueries implements RestQueries {

  private static final int PAGE = 250;
  private static final int MAX_PAGES = 20;
  private static final int NOT_FOUND = 404;

  /** Fills are asked for by when they were posted, which is a moment after the trade. */
  private static final long POSTED_BEFORE_MICROS = 1_000_000;

  private final CoinbaseHttp http;
  private final VenueClock clock;

  CoinbaseQueries(CoinbaseHttp http, VenueClock clock) {
    this.http = http;
    this.clock = clock;
  }

  /** An order by the venue's id. */
  @Override
  public CompletableFuture<Optional<OrderView>> order(InstrumentId instrument, String id) {
    String path = "/orders/historical/" + encode(id);
    return http.get(path, "")
        .handle(
            (answer, error) -> {
              if (error == null && answer.status() == NOT_FOUND && answer.json().isObject()) {
                return Optional.empty();
              }
              return Optional.of(
                  read(
                      path,
                      answer,
                      error,
                      json -> OrderJson.queried(instrument, json.path("order"))));
            });
  }

  /**
   * An order by our id, for which there is no query: all orders are looked at, the latest first.
   */
  @Override
  public CompletableFuture<Optional<OrderView>> byClientId(
      InstrumentId instrument, String clientOrderId) {
    List<OrderView> found = new ArrayList<>();
    return pages(
            "/orders/historical/batch",
            "product_ids=" + encode(Products.of(instrument)) + "&limit=" + PAGE,
            page -> {
              for (JsonNode order : page.path("orders")) {
                if (order.path("client_order_id").asText().equals(clientOrderId)) {
                  found.add(OrderJson.queried(instrument, order));
                }
              }
            },
            () -> !found.isEmpty())
        .thenApply(done -> found.stream().findFirst());
  }

  @Override
  public CompletableFuture<List<OrderView>> open(InstrumentId instrument) {
    List<OrderView> views = new ArrayList<>();
    return pages(
            "/orders/historical/batch",
            "order_status=OPEN&product_ids=" + encode(Products.of(instrument)) + "&limit=" + PAGE,
            page ->
                page.path("orders")
                    .forEach(order -> views.add(OrderJson.queried(instrument, order))),
            () -> false)
        .thenApply(done -> views);
  }

  /** An order's fills, once all that the order counts can be had. */
  @Override
  public CompletableFuture<List<Fill>> fillsOf(InstrumentId instrument, String id) {
    FillPages fills = new FillPages(instrument);
    String path = "/orders/historical/fills";
    return order(instrument, id)
        .thenCompose(
            view ->
                pages(path, "order_ids=" + encode(id) + "&limit=" + PAGE, fills::add, () -> false)
                    .thenApply(done -> complete(path, fills.all(), view)));
  }

  private static List<Fill> complete(String path, List<OrderFill> read, Optional<OrderView> view) {
    List<Fill> fills = read.stream().map(OrderFill::fill).toList();
    long sum = fills.stream().mapToLong(Fill::quantity).sum();
    if (view.isPresent() && sum < view.get().cumulativeQuantity()) {
      throw new VenueException(0, "GET " + path + ": does not have all fills of the order yet");
    }
    return fills;
  }

  @Override
  public CompletableFuture<List<OrderFill>> fillsFrom(InstrumentId instrument, long number) {
    FillPages fills = new FillPages(instrument);
    String from = Json.time(FillNumbers.micros(number) - POSTED_BEFORE_MICROS);
    return pages(
            "/orders/historical/fills",
            "product_ids="
                + encode(Products.of(instrument))
                + "&start_sequence_timestamp="
                + encode(from)
                + "&limit="
                + PAGE,
            fills::add,
            () -> false)
        .thenApply(done -> fills.all());
  }

  /** Only assets of which there are any. */
  @Override
  public CompletableFuture<AccountView> account() {
    List<AssetBalance> balances = new ArrayList<>();
    long time = clock.micros();
    Predicate<AssetBalance> hasAny = b -> b.free() != 0 || b.locked() != 0;
    return pages(
            "/accounts",
            "limit=" + PAGE,
            page ->
                page.path("accounts")
                    .forEach(
                        account ->
                            Optional.of(OrderJson.balance(account))
                                .filter(hasAny)
                                .ifPresent(balances::add)),
            () -> false)
        .thenApply(
            done -> {
              balances.sort(Comparator.comparing(AssetBalance::asset));
              return new AccountView(time, balances);
            });
  }

  /** Coinbase does not tell whether a key is bound to addresses, so it counts as free. */
  CompletableFuture<KeyPermissions> keyPermissions() {
    return http.get("/key_permissions", "")
        .handle(
            (answer, error) ->
                read(
                    "/key_permissions",
                    answer,
                    error,
                    json ->
                        new KeyPermissions(
                            Json.flag(json, "can_trade"), Json.flag(json, "can_transfer"), true)));
  }

  /** Also measures the clock. */
  @Override
  public CompletableFuture<Long> serverTime() {
    long asked = clock.localMicros();
    return http.publicGet("/time")
        .handle(
            (answer, error) ->
                read(
                    "/time",
                    answer,
                    error,
                    json -> {
                      long millis = Long.parseLong(text(json, "epochMillis"));
                      long time = Math.multiplyExact(millis, 1_000L);
                      clock.sample(asked, clock.localMicros(), time);
                      return time;
                    }));
  }

  private interface Enough {
    boolean isIt();
  }

  private interface PageReader {
    void read(JsonNode page);
  }

  private CompletableFuture<Void> pages(
      String path, String query, PageReader reader, Enough enough) {
    return page(path, query, "", 1, reader, enough);
  }

  private CompletableFuture<Void> page(
      String path, String query, String cursor, int number, PageReader reader, Enough enough) {
    String all = cursor.isEmpty() ? query : query + "&cursor=" + encode(cursor);
    return http.get(path, all)
        .handle(
            (answer, error) ->
                read(
                    path,
                    answer,
                    error,
                    json -> {
                      reader.read(json);
                      return json.path("cursor").asText("");
                    }))
        .thenCompose(
            next -> {
              if (next.isEmpty() || next.equals(cursor) || enough.isIt()) {
                return CompletableFuture.completedFuture(null);
              }
              if (number == MAX_PAGES) {
                throw new VenueException(0, "GET " + path + ": more than " + MAX_PAGES + " pages");
              }
              return page(path, query, next, number + 1, reader, enough);
            });
  }

  private static <T> T read(
      String path, HttpAnswer answer, Throwable error, Function<JsonNode, T> reader) {
    if (error != null) {
      throw new VenueException(0, "GET " + path + ": " + VenueHttp.reason(error));
    }
    if (!(Decision.of(answer) instanceof Decision.Done done)) {
      int code = answer.isReadable() ? 0 : answer.status();
      throw new VenueException(code, "GET " + path + ": " + answer.summary());
    }
    try {
      return reader.apply(done.json());
    } catch (IllegalArgumentException e) {
      throw new VenueException(0, "GET " + path + ": the answer cannot be read: " + e.getMessage());
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
