package io.alphaflow.exchange.binance.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.binance.limits.RateLimits;
import io.alphaflow.exchange.binance.trading.BinanceHttp.Use;
import io.alphaflow.exchange.trading.AmendResult;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.KeyPermissions;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.NewPair;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.PairResult;
import io.alphaflow.exchange.trading.ReplaceResult;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.trading.VenueCapabilities;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.trading.VenueException;
import io.alphaflow.exchange.trading.VenuePause;
import io.alphaflow.exchange.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An account at Binance Spot. */
final class BinanceSession implements TradingSession {

  private static final int NOT_FOUND = -2013;
  private static final int CANCEL_REJECTED = -2011;
  private static final String UNKNOWN_ORDER = "Unknown order sent.";
  private static final int BAD_TIMESTAMP = -1021;
  private static final int PAGE = 1_000;
  private static final int WARM_CONNECTIONS = 4;
  private static final long CLOCK_SECONDS = 10;

  /** Enough to measure the venue's clock again. */
  private static final long CLOCK_PAUSE_MILLIS = 500;

  private final VenueOptions venue;
  private final Credentials credentials;
  private final VenueClock clock;
  private final BinanceHttp http;
  private final Symbols symbols;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "binance-session");
            thread.setDaemon(true);
            return thread;
          });
  private BinanceUserStream stream;

  BinanceSession(
      VenueOptions venue, Duration requestTimeout, Credentials credentials, VenueClock clock) {
    this.venue = venue;
    this.credentials = credentials;
    this.clock = clock;
    this.symbols = new Symbols(venue.symbols());
    this.http =
        new BinanceHttp(venue.restUrl(), credentials, clock, venue.recvWindow(), requestTimeout);
    // It also keeps a connection open, so that an order does not wait for a handshake.
    scheduler.scheduleWithFixedDelay(
        this::serverTime, CLOCK_SECONDS, CLOCK_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public VenueCapabilities capabilities() {
    return new VenueCapabilities(false, false, true);
  }

  @Override
  public CompletableFuture<Void> warmUp() {
    CompletableFuture<?>[] connections = new CompletableFuture<?>[WARM_CONNECTIONS];
    for (int i = 0; i < WARM_CONNECTIONS; i++) {
      connections[i] = serverTime();
    }
    return CompletableFuture.allOf(connections)
        .thenCompose(opened -> serverTime())
        .thenCompose(time -> serverTime())
        .thenCompose(time -> limits())
        .handle((limits, error) -> null);
  }

  /** Reads what the venue lets us do; without an answer the documented limits hold. */
  private CompletableFuture<Void> limits() {
    String path = "/api/v3/exchangeInfo";
    String symbol =
        venue.symbols().isEmpty() ? "" : "?symbol=" + Symbols.of(venue.symbols().get(0));
    return http.publicGet(Use.RECONCILE, 20, path + symbol)
        .thenAccept(
            outcome ->
                http.limits(read(path, outcome, json -> RateLimits.read(json.path("rateLimits")))));
  }

  @Override
  public VenuePause pause() {
    return http.pause();
  }

  @Override
  public Submission submit(NewOrder order) {
    Optional<String> refusal = capabilities().refusal(order);
    if (refusal.isPresent()) {
      return new Submission(
          clock.micros(),
          CompletableFuture.completedFuture(
              new SubmitResult.Rejected(0, "not sent: " + refusal.get())));
    }
    Parameters parameters = new Parameters().add("symbol", Symbols.of(order.instrument()));
    addOrder(parameters, order);
    BinanceHttp.Sent sent = http.signed(Use.PLACE, 1, "POST", "/api/v3/order", parameters);
    return new Submission(
        sent.signedMicros(), sent.outcome().thenCompose(outcome -> submitted(order, outcome)));
  }

  private static void addOrder(Parameters parameters, NewOrder order) {
    parameters.add("side", order.side().name()).add("type", order.orderType().name());
    if (order.orderType().hasTimeInForce()) {
      parameters.add("timeInForce", order.timeInForce().name());
    }
    if (order.orderType().hasLimit()) {
      parameters.add("price", Fixed8.format(order.limitPrice()));
    }
    if (order.orderType().hasTrigger()) {
      parameters.add("stopPrice", Fixed8.format(order.triggerPrice()));
    }
    parameters
        .add(
            order.byAmount() ? "quoteOrderQty" : "quantity",
            Fixed8.format(order.byAmount() ? order.quoteAmount() : order.quantity()))
        .add("newClientOrderId", order.clientOrderId())
        .add("newOrderRespType", "FULL")
        .add("selfTradePreventionMode", order.selfTradePrevention().name());
  }

  @Override
  public PairSubmission submit(NewPair pair) {
    NewOrder resting = pair.resting();
    NewOrder stop = pair.stop();
    boolean sells = resting.side() == Side.SELL;
    Parameters parameters =
        new Parameters()
            .add("symbol", Symbols.of(resting.instrument()))
            .add("listClientOrderId", resting.clientOrderId())
            .add("side", resting.side().name())
            .add("quantity", Fixed8.format(resting.quantity()));
    addLeg(parameters, "above", sells ? resting : stop);
    addLeg(parameters, "below", sells ? stop : resting);
    parameters
        .add("newOrderRespType", "FULL")
        .add("selfTradePreventionMode", resting.selfTradePrevention().name());
    BinanceHttp.Sent sent = http.signed(Use.PLACE, 1, "POST", "/api/v3/orderList/oco", parameters);
    return new PairSubmission(
        sent.signedMicros(), sent.outcome().thenCompose(outcome -> submitted(pair, outcome)));
  }

  private static void addLeg(Parameters parameters, String where, NewOrder order) {
    parameters
        .add(where + "Type", order.orderType().name())
        .add(where + "ClientOrderId", order.clientOrderId());
    if (order.orderType().hasLimit()) {
      parameters.add(where + "Price", Fixed8.format(order.limitPrice()));
    }
    if (order.orderType().hasTrigger()) {
      parameters.add(where + "StopPrice", Fixed8.format(order.triggerPrice()));
    }
    if (order.orderType().hasTimeInForce()) {
      parameters.add(where + "TimeInForce", order.timeInForce().name());
    }
  }

  private CompletableFuture<PairResult> submitted(NewPair pair, Reply.Outcome outcome) {
    if (outcome instanceof Reply.Done done) {
      return CompletableFuture.completedFuture(
          new PairResult(
              placed(pair.resting(), legOf(done, pair.resting())),
              placed(pair.stop(), legOf(done, pair.stop()))));
    }
    return submitted(pair.resting(), outcome).thenApply(PairResult::of);
  }

  /** The answer that the order would have had alone. */
  private static Reply.Outcome legOf(Reply.Done done, NewOrder order) {
    for (JsonNode report : done.json().path("orderReports")) {
      if (report.path("clientOrderId").asText().equals(order.clientOrderId())) {
        return new Reply.Done(report);
      }
    }
    return new Reply.Undecided("no " + order.clientOrderId() + " in the answer");
  }

  @Override
  public Replacement replace(String clientOrderId, NewOrder order) {
    Parameters parameters =
        new Parameters()
            .add("symbol", Symbols.of(order.instrument()))
            .add("cancelReplaceMode", "STOP_ON_FAILURE")
            .add("cancelOrigClientOrderId", clientOrderId)
            // What filled meanwhile would have to come off the new order.
            .add("cancelRestrictions", "ONLY_NEW");
    addOrder(parameters, order);
    BinanceHttp.Sent sent =
        http.signed(Use.PLACE, 1, "POST", "/api/v3/order/cancelReplace", parameters);
    return new Replacement(
        sent.signedMicros(), sent.outcome().thenCompose(outcome -> replaced(order, outcome)));
  }

  @Override
  public Amendment amend(InstrumentId instrument, String clientOrderId, long quantity) {
    Parameters parameters =
        new Parameters()
            .add("symbol", Symbols.of(instrument))
            .add("origClientOrderId", clientOrderId)
            // Otherwise the venue gives it another, and we would not know the order any more.
            .add("newClientOrderId", clientOrderId)
            .add("newQty", Fixed8.format(quantity));
    BinanceHttp.Sent sent =
        http.signed(Use.RESOLVE, 4, "PUT", "/api/v3/order/amend/keepPriority", parameters);
    return new Amendment(
        sent.signedMicros(), sent.outcome().thenApply(outcome -> amended(instrument, outcome)));
  }

  private AmendResult amended(InstrumentId instrument, Reply.Outcome outcome) {
    if (outcome instanceof Reply.Done done) {
      try {
        return new AmendResult.Amended(OrderJson.amended(instrument, done.json()));
      } catch (IllegalArgumentException e) {
        return new AmendResult.Unknown("the answer cannot be read: " + e.getMessage());
      }
    }
    if (outcome instanceof Reply.Refused refused) {
      checkClock(refused.code());
      // Signed with the right time, it may be sent once more.
      long again = refused.code() == BAD_TIMESTAMP ? CLOCK_PAUSE_MILLIS : 0;
      return new AmendResult.Refused(
          refused.code(),
          refused.message(),
          refused.throttled() ? Math.max(1, http.pauseMillis()) : again);
    }
    return new AmendResult.Unknown(((Reply.Undecided) outcome).reason());
  }

  private CompletableFuture<ReplaceResult> replaced(NewOrder order, Reply.Outcome outcome) {
    if (ReplaceReply.hasHalves(outcome)) {
      return CompletableFuture.completedFuture(
          new ReplaceReply(
                  cancel -> canceled(order.instrument(), cancel), placed -> placed(order, placed))
              .read(outcome));
    }
    if (outcome instanceof Reply.Refused refused) {
      // As a whole, before anything was done.
      CancelResult cancel =
          new CancelResult.Refused(
              refused.code(), refused.message(), refused.throttled() ? http.pauseMillis() : 0);
      return submitted(order, outcome).thenApply(placed -> new ReplaceResult(cancel, placed));
    }
    return CompletableFuture.completedFuture(
        ReplaceResult.unknown(((Reply.Undecided) outcome).reason()));
  }

  private CompletableFuture<SubmitResult> submitted(NewOrder order, Reply.Outcome outcome) {
    if (outcome instanceof Reply.Refused refused && refused.code() == BAD_TIMESTAMP) {
      // Certainly not placed. Signed with the right time, it may be sent once more.
      clock.forget();
      SubmitResult again = new SubmitResult.Deferred(refused.code(), refused.message(), 0);
      return serverTime().handle((time, error) -> again);
    }
    return CompletableFuture.completedFuture(placed(order, outcome));
  }

  private SubmitResult placed(NewOrder order, Reply.Outcome outcome) {
    if (outcome instanceof Reply.Done done) {
      try {
        return new SubmitResult.Accepted(OrderJson.placed(order.instrument(), done.json()));
      } catch (IllegalArgumentException e) {
        return new SubmitResult.Unknown("the answer cannot be read: " + e.getMessage());
      }
    }
    if (outcome instanceof Reply.Refused refused) {
      return refused.throttled()
          ? new SubmitResult.Deferred(
              refused.code(), refused.message(), Math.max(1, pause().placingMillis()))
          : new SubmitResult.Rejected(refused.code(), refused.message());
    }
    return new SubmitResult.Unknown(((Reply.Undecided) outcome).reason());
  }

  private void checkClock(int code) {
    if (code == BAD_TIMESTAMP) {
      clock.forget();
      serverTime();
    }
  }

  @Override
  public CompletableFuture<ResolveResult> resolve(InstrumentId instrument, String clientOrderId) {
    Parameters parameters =
        new Parameters()
            .add("symbol", Symbols.of(instrument))
            .add("origClientOrderId", clientOrderId);
    return http.signed(Use.RESOLVE, 4, "GET", "/api/v3/order", parameters)
        .outcome()
        .thenApply(outcome -> resolved(instrument, outcome));
  }

  private ResolveResult resolved(InstrumentId instrument, Reply.Outcome outcome) {
    if (outcome instanceof Reply.Done done) {
      try {
        return new ResolveResult.Found(OrderJson.queried(instrument, done.json()));
      } catch (IllegalArgumentException e) {
        return new ResolveResult.StillUnknown("the answer cannot be read: " + e.getMessage());
      }
    }
    if (outcome instanceof Reply.Refused refused) {
      checkClock(refused.code());
      return refused.code() == NOT_FOUND
          ? new ResolveResult.Absent()
          : new ResolveResult.StillUnknown(refused.code() + ": " + refused.message());
    }
    return new ResolveResult.StillUnknown(((Reply.Undecided) outcome).reason());
  }

  @Override
  public CompletableFuture<CancelResult> cancel(InstrumentId instrument, String clientOrderId) {
    Parameters parameters =
        new Parameters()
            .add("symbol", Symbols.of(instrument))
            .add("origClientOrderId", clientOrderId);
    return http.signed(Use.CANCEL, 1, "DELETE", "/api/v3/order", parameters)
        .outcome()
        .thenApply(outcome -> canceled(instrument, legOf(clientOrderId, outcome)));
  }

  /** Of a pair both are cancelled, and the answer has a report of each. */
  private static Reply.Outcome legOf(String clientOrderId, Reply.Outcome outcome) {
    if (outcome instanceof Reply.Done done && done.json().has("orderReports")) {
      for (JsonNode report : done.json().path("orderReports")) {
        if (report.path("origClientOrderId").asText().equals(clientOrderId)) {
          return new Reply.Done(report);
        }
      }
    }
    return outcome;
  }

  private CancelResult canceled(InstrumentId instrument, Reply.Outcome outcome) {
    if (outcome instanceof Reply.Done done) {
      try {
        return new CancelResult.Canceled(OrderJson.canceled(instrument, done.json()));
      } catch (IllegalArgumentException e) {
        return new CancelResult.Unknown("the answer cannot be read: " + e.getMessage());
      }
    }
    if (outcome instanceof Reply.Refused refused) {
      return refusedCancel(refused);
    }
    return new CancelResult.Unknown(((Reply.Undecided) outcome).reason());
  }

  private CancelResult refusedCancel(Reply.Refused refused) {
    int code = refused.code();
    if (code == BAD_TIMESTAMP) {
      checkClock(code);
      return new CancelResult.Unknown("signed with a wrong time, the clock is measured again");
    }
    // The same code is also that of an account that may not cancel.
    if (code == CANCEL_REJECTED && refused.message().startsWith(UNKNOWN_ORDER)) {
      return new CancelResult.NotOpen();
    }
    return new CancelResult.Refused(
        code, refused.message(), refused.throttled() ? http.pauseMillis() : 0);
  }

  @Override
  public CompletableFuture<List<OrderView>> openOrders(InstrumentId instrument) {
    Parameters parameters = new Parameters().add("symbol", Symbols.of(instrument));
    return query(
        Use.RECONCILE,
        6,
        "/api/v3/openOrders",
        parameters,
        json -> {
          List<OrderView> orders = new ArrayList<>();
          json.forEach(order -> orders.add(OrderJson.queried(instrument, order)));
          return orders;
        });
  }

  @Override
  public CompletableFuture<List<OrderFill>> tradesFrom(InstrumentId instrument, long tradeId) {
    return trades(instrument, "", tradeId, new ArrayList<>());
  }

  @Override
  public CompletableFuture<List<Fill>> tradesOf(InstrumentId instrument, String venueOrderId) {
    return trades(instrument, venueOrderId, 0, new ArrayList<>())
        .thenApply(fills -> fills.stream().map(OrderFill::fill).toList());
  }

  /** Reads page after page until one is not full. */
  private CompletableFuture<List<OrderFill>> trades(
      InstrumentId instrument, String venueOrderId, long fromId, List<OrderFill> before) {
    Parameters parameters = new Parameters().add("symbol", Symbols.of(instrument));
    if (!venueOrderId.isEmpty()) {
      parameters.add("orderId", venueOrderId);
    }
    if (venueOrderId.isEmpty() || fromId > 0) {
      parameters.add("fromId", fromId);
    }
    parameters.add("limit", PAGE);
    return query(
            venueOrderId.isEmpty() ? Use.RECONCILE : Use.RESOLVE,
            venueOrderId.isEmpty() ? 20 : 5,
            "/api/v3/myTrades",
            parameters,
            OrderJson::trades)
        .thenCompose(
            page -> {
              before.addAll(page);
              if (page.size() < PAGE) {
                return CompletableFuture.completedFuture(before);
              }
              long next = page.get(page.size() - 1).fill().tradeId() + 1;
              return trades(instrument, venueOrderId, next, before);
            });
  }

  @Override
  public CompletableFuture<AccountView> account() {
    return query(
        Use.RECONCILE,
        20,
        "/api/v3/account",
        new Parameters(),
        json -> new AccountView(OrderJson.micros(json, "updateTime"), OrderJson.balances(json)));
  }

  @Override
  public CompletableFuture<KeyPermissions> keyPermissions() {
    return query(
        Use.RECONCILE,
        1,
        "/sapi/v1/account/apiRestrictions",
        new Parameters(),
        json ->
            new KeyPermissions(
                Json.flag(json, "enableSpotAndMarginTrading"),
                Json.flag(json, "enableWithdrawals"),
                !Json.flag(json, "ipRestrict")));
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    long asked = clock.localMicros();
    return http.publicGet(Use.RESOLVE, 1, "/api/v3/time")
        .thenApply(
            outcome ->
                read(
                    "/api/v3/time",
                    outcome,
                    json -> {
                      long time = OrderJson.micros(json, "serverTime");
                      clock.sample(asked, clock.localMicros(), time);
                      return time;
                    }));
  }

  private <T> CompletableFuture<T> query(
      Use use, int weight, String path, Parameters parameters, Function<JsonNode, T> reader) {
    return http.signed(use, weight, "GET", path, parameters)
        .outcome()
        .thenApply(outcome -> read(path, outcome, reader));
  }

  private <T> T read(String path, Reply.Outcome outcome, Function<JsonNode, T> reader) {
    if (outcome instanceof Reply.Done done) {
      try {
        return reader.apply(done.json());
      } catch (IllegalArgumentException e) {
        throw new VenueException(
            0, "GET " + path + ": the answer cannot be read: " + e.getMessage());
      }
    }
    if (outcome instanceof Reply.Refused refused) {
      checkClock(refused.code());
      throw new VenueException(
          refused.code(), "GET " + path + ": " + refused.code() + ": " + refused.message());
    }
    throw new VenueException(0, "GET " + path + ": " + ((Reply.Undecided) outcome).reason());
  }

  @Override
  public synchronized void listen(UserEvents events) {
    stream =
        new BinanceUserStream(
            venue.wsApiUrl(), credentials, clock, venue.recvWindow(), symbols, events, scheduler);
    stream.connect();
  }

  @Override
  public synchronized void close() {
    if (stream != null) {
      stream.close();
    }
    scheduler.shutdownNow();
  }

  @Override
  public String toString() {
    return "BinanceSession(" + venue.restUrl() + ")";
  }
}
