package io.alphaflow.exchange.alpaca.trading;

import static io.alphaflow.exchange.wire.Json.decimal;
import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.FillNumbers;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.TradingSession.AccountView;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.trading.VenueException;
import io.alphaflow.exchange.wire.HttpAnswer;
import io.alphaflow.exchange.wire.Json;
import io.alphaflow.exchange.wire.RestQueries;
import io.alphaflow.exchange.wire.VenueHttp;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What can be asked about an account. Futures fail with a {@link VenueException}. */
final class AlpacaQueries implements RestQueries {

  private static final int NOT_FOUND = 404;
  private static final int ORDERS = 500;
  private static final int ACTIVITIES = 100;
  private static final int MAX_PAGES = 100;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final AlpacaHttp http;
  private final VenueClock clock;
  private final Pairs pairs;

  AlpacaQueries(AlpacaHttp http, VenueClock clock, Pairs pairs) {
    this.http = http;
    this.clock = clock;
    this.pairs = pairs;
  }

  /** An order by the venue's id. */
  @Override
  public CompletableFuture<Optional<OrderView>> order(InstrumentId instrument, String id) {
    return one(instrument, "/v2/orders/" + encode(id));
  }

  /** An order by our id. */
  @Override
  public CompletableFuture<Optional<OrderView>> byClientId(
      InstrumentId instrument, String clientOrderId) {
    return one(
        instrument, "/v2/orders:by_client_order_id?client_order_id=" + encode(clientOrderId));
  }

  private CompletableFuture<Optional<OrderView>> one(InstrumentId instrument, String path) {
    return http.get(path)
        .handle(
            (answer, error) -> {
              if (error == null
                  && answer.status() == NOT_FOUND
                  && Decision.of(answer) instanceof Decision.Refused) {
                return Optional.empty();
              }
              return Optional.of(
                  read(path, answer, error, json -> OrderJson.view(instrument, json)));
            });
  }

  /** The working orders; more than {@value #ORDERS} are too many to be told completely. */
  @Override
  public CompletableFuture<List<OrderView>> open(InstrumentId instrument) {
    String path =
        "/v2/orders?status=open&limit=" + ORDERS + "&symbols=" + encode(Pairs.of(instrument));
    return ask(
        path,
        json -> {
          if (json.size() >= ORDERS) {
            throw new IllegalArgumentException(ORDERS + " or more working orders");
          }
          List<OrderView> views = new ArrayList<>();
          for (JsonNode order : json) {
            if (pairs.instrument(text(order, "symbol")).filter(instrument::equals).isPresent()) {
              views.add(OrderJson.view(instrument, order));
            }
          }
          return views;
        });
  }

  /** An order's fills, once all that the order counts can be had. */
  @Override
  public CompletableFuture<List<Fill>> fillsOf(InstrumentId instrument, String id) {
    ActivityPages pages = new ActivityPages(pairs, instrument);
    return order(instrument, id)
        .thenCompose(
            view -> {
              long since = view.map(OrderView::createdTime).orElse(0L) - MICROS_PER_SECOND;
              String query = "&order_id=" + encode(id) + "&after=" + encode(Json.time(since));
              return activities(query, pages, 1).thenApply(done -> complete(pages.of(id), view));
            });
  }

  private static List<Fill> complete(List<Fill> fills, Optional<OrderView> view) {
    long sum = fills.stream().mapToLong(Fill::quantity).sum();
    if (view.isPresent() && sum < view.get().cumulativeQuantity()) {
      throw new VenueException(
          0, "GET /v2/account/activities/FILL: does not have all fills of the order yet");
    }
    return fills;
  }

  @Override
  public CompletableFuture<List<OrderFill>> fillsFrom(InstrumentId instrument, long number) {
    ActivityPages pages = new ActivityPages(pairs, instrument);
    String after = Json.time(FillNumbers.micros(number) - MICROS_PER_SECOND);
    return activities("&after=" + encode(after), pages, 1).thenApply(done -> pages.all());
  }

  private CompletableFuture<Void> activities(String query, ActivityPages pages, int number) {
    String path = "/v2/account/activities/FILL?direction=asc&page_size=" + ACTIVITIES + query;
    String token = pages.last().isEmpty() ? "" : "&page_token=" + encode(pages.last());
    return ask(path + token, pages::add)
        .thenCompose(
            size -> {
              if (size < ACTIVITIES) {
                return CompletableFuture.completedFuture(null);
              }
              if (number == MAX_PAGES) {
                throw new VenueException(0, "GET " + path + ": more than " + MAX_PAGES + " pages");
              }
              return activities(query, pages, number + 1);
            });
  }

  /** Cash and positions. Of the cash, what cannot buy crypto now counts as locked. */
  @Override
  public CompletableFuture<AccountView> account() {
    long time = clock.micros();
    return ask("/v2/account", json -> json)
        .thenCompose(
            account ->
                ask(
                    "/v2/positions",
                    positions -> new AccountView(time, balances(account, positions))));
  }

  private List<AssetBalance> balances(JsonNode account, JsonNode positions) {
    String currency = text(account, "currency");
    long cash = decimal(account, "cash", RoundingMode.DOWN);
    long power = decimal(account, "non_marginable_buying_power", RoundingMode.DOWN);
    long free = Math.max(0, Math.min(cash, power));
    List<AssetBalance> balances = new ArrayList<>();
    balances.add(new AssetBalance(currency, free, cash - free));
    for (JsonNode position : positions) {
      long all = decimal(position, "qty", RoundingMode.DOWN);
      long available = decimal(position, "qty_available", RoundingMode.DOWN);
      balances.add(
          new AssetBalance(
              pairs.asset(text(position, "symbol"), currency), available, all - available));
    }
    balances.sort(Comparator.comparing(AssetBalance::asset));
    return balances;
  }

  /** Also measures the clock. */
  @Override
  public CompletableFuture<Long> serverTime() {
    long asked = clock.localMicros();
    return ask(
        "/v2/clock",
        json -> {
          long time = Json.micros(json, "timestamp");
          clock.sample(asked, clock.localMicros(), time);
          return time;
        });
  }

  private <T> CompletableFuture<T> ask(String path, Function<JsonNode, T> reader) {
    return http.get(path).handle((answer, error) -> read(path, answer, error, reader));
  }

  private static <T> T read(
      String path, HttpAnswer answer, Throwable error, Function<JsonNode, T> reader) {
    if (error != null) {
      throw new VenueException(0, "GET " + path + ": " + VenueHttp.reason(error));
    }
    Decision decision = Decision.of(answer);
    if (!(decision instanceof Decision.Done done) || done.json().isMissingNode()) {
      int code = decision instanceof Decision.Refused refused ? refused.code() : 0;
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
