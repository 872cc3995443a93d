package io.alphaflow.exchange.coinbase.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.trading.VenueCapabilities;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.wire.HttpAnswer;
import io.alphaflow.exchange.wire.RequestPace;
import io.alphaflow.exchange.wire.VenueHttp;
import io.alphaflow.exchange.wire.VenueOrderIds;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An account at Coinbase Advanced Trade. Its answer to a new order names the order only, so the
 * order is asked for once; what fails there is left to the user channel.
 */
final class CoinbaseSession implements TradingSession {

  static final VenueCapabilities CAPABILITIES =
      new VenueCapabilities(
          true,
          true,
          false,
          true,
          false,
          false,
          36,
          EnumSet.of(OrderType.MARKET, OrderType.LIMIT),
          EnumSet.allOf(TimeInForce.class));

  private static final long CLOCK_SECONDS = 10;
  private static final int CANCEL_LOOKS = 5;
  private static final long CANCEL_LOOK_MILLIS = 200;

  private final VenueOptions venue;
  private final TokenSigner signer;
  private final VenueClock clock;
  private final CoinbaseHttp http;
  private final CoinbaseQueries queries;
  private final VenueOrderIds ids = new VenueOrderIds();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "coinbase-session");
            thread.setDaemon(true);
            return thread;
          });
  private CoinbaseUserStream stream;

  CoinbaseSession(
      VenueOptions venue, Duration requestTimeout, TokenSigner signer, VenueClock clock) {
    this.venue = venue;
    this.signer = signer;
    this.clock = clock;
    VenueHttp shared = new VenueHttp(new RequestPace(venue.requestsPerMinute(), System::nanoTime));
    this.http = new CoinbaseHttp(venue.restUrl(), signer, clock, shared, requestTimeout);
    this.queries = new CoinbaseQueries(http, clock);
    scheduler.scheduleWithFixedDelay(
        this::serverTime, CLOCK_SECONDS, CLOCK_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public VenueCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public CompletableFuture<Void> warmUp() {
    return serverTime().thenCompose(time -> serverTime()).handle((time, error) -> null);
  }

  @Override
  public Submission submit(NewOrder order) {
    long sent = clock.micros();
    Optional<String> refusal = CAPABILITIES.refusal(order);
    if (refusal.isPresent()) {
      SubmitResult result = new SubmitResult.Rejected(0, "not sent: " + refusal.get());
      return new Submission(sent, CompletableFuture.completedFuture(result));
    }
    CompletableFuture<SubmitResult> result =
        http.order(OrderJson.placing(order))
            .thenApply(answer -> submitted(order, sent, Decision.ofOrder(answer)))
            .thenCompose(placed -> completed(order.instrument(), placed))
            .exceptionally(e -> new SubmitResult.Unknown(VenueHttp.reason(e)));
    return new Submission(sent, result);
  }

  private SubmitResult submitted(NewOrder order, long sent, Decision decision) {
    if (decision instanceof Decision.Refused refused) {
      return new SubmitResult.Rejected(refused.code(), refused.message());
    }
    if (decision instanceof Decision.Undecided undecided) {
      return new SubmitResult.Unknown(undecided.reason());
    }
    JsonNode placed = ((Decision.Done) decision).json().path("success_response");
    boolean isOurs =
        placed.path("client_order_id").asText().equals(order.clientOrderId())
            && placed.path("product_id").asText().equals(Products.of(order.instrument()))
            && placed.path("side").asText().equals(order.side().name());
    String id = placed.path("order_id").asText("");
    if (!isOurs || id.isEmpty()) {
      return new SubmitResult.Unknown("the answer is about another order: " + placed);
    }
    OrderView view =
        new OrderView(
            order.instrument(),
            order.clientOrderId(),
            id,
            OrderStatus.NEW,
            0,
            sent,
            sent,
            List.of(),
            "");
    return new SubmitResult.Accepted(ids.seen(view));
  }

  /** An accepted order with its state; it may be an older one that the venue gave back. */
  private CompletableFuture<SubmitResult> completed(InstrumentId instrument, SubmitResult placed) {
    if (!(placed instanceof SubmitResult.Accepted accepted)) {
      return CompletableFuture.completedFuture(placed);
    }
    return queries
        .order(instrument, accepted.view().venueOrderId())
        .handle(
            (view, error) ->
                error == null && view.isPresent()
                    ? new SubmitResult.Accepted(view.get())
                    : accepted);
  }

  @Override
  public CompletableFuture<ResolveResult> resolve(InstrumentId instrument, String clientOrderId) {
    return find(instrument, clientOrderId)
        .<ResolveResult>thenApply(
            view ->
                view.isPresent() ? new ResolveResult.Found(view.get()) : new ResolveResult.Absent())
        .exceptionally(e -> new ResolveResult.StillUnknown(VenueHttp.reason(e)));
  }

  private CompletableFuture<Optional<OrderView>> find(
      InstrumentId instrument, String clientOrderId) {
    Optional<String> id = ids.find(clientOrderId);
    CompletableFuture<Optional<OrderView>> known =
        id.isEmpty()
            ? CompletableFuture.completedFuture(Optional.empty())
            : queries.order(instrument, id.get());
    return known
        .thenCompose(
            view ->
                view.isPresent()
                    ? CompletableFuture.completedFuture(view)
                    : queries.byClientId(instrument, clientOrderId))
        .thenApply(view -> view.map(ids::seen));
  }

  @Override
  public CompletableFuture<CancelResult> cancel(InstrumentId instrument, String clientOrderId) {
    Optional<String> known = ids.find(clientOrderId);
    CompletableFuture<Optional<String>> id =
        known.isPresent()
            ? CompletableFuture.completedFuture(known)
            : find(instrument, clientOrderId).thenApply(v -> v.map(OrderView::venueOrderId));
    return id.thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(new CancelResult.NotOpen())
                    : cancelById(instrument, found.get()))
        .exceptionally(e -> new CancelResult.Unknown(VenueHttp.reason(e)));
  }

  private CompletableFuture<CancelResult> cancelById(InstrumentId instrument, String id) {
    return http.cancel(CancelJson.body(id)).thenCompose(answer -> canceled(instrument, id, answer));
  }

  private CompletableFuture<CancelResult> canceled(
      InstrumentId instrument, String id, HttpAnswer answer) {
    CancelResult result = CancelJson.read(id, answer, http.pauseMillis());
    return result == null
        ? confirm(instrument, id, CANCEL_LOOKS)
        : CompletableFuture.completedFuture(result);
  }

  /** The venue has taken the cancel in; that the order has ended must be seen. */
  private CompletableFuture<CancelResult> confirm(InstrumentId instrument, String id, int looks) {
    return queries
        .order(instrument, id)
        .thenCompose(
            view -> {
              if (view.isPresent() && view.get().status() == OrderStatus.CANCELED) {
                return CompletableFuture.completedFuture(new CancelResult.Canceled(view.get()));
              }
              if (view.isPresent() && view.get().status().isFinal()) {
                return CompletableFuture.completedFuture(new CancelResult.NotOpen());
              }
              if (looks == 1) {
                return CompletableFuture.completedFuture(
                    new CancelResult.Unknown("the venue took the cancel, but the order works on"));
              }
              return CompletableFuture.supplyAsync(
                      () -> looks - 1,
                      CompletableFuture.delayedExecutor(CANCEL_LOOK_MILLIS, TimeUnit.MILLISECONDS))
                  .thenCompose(left -> confirm(instrument, id, left));
            });
  }

  @Override
  public CompletableFuture<List<OrderView>> openOrders(InstrumentId instrument) {
    return queries
        .open(instrument)
        .thenApply(
            views -> {
              views.forEach(ids::seen);
              return views;
            });
  }

  @Override
  public CompletableFuture<List<OrderFill>> tradesFrom(InstrumentId instrument, long tradeId) {
    return queries.fillsFrom(instrument, tradeId);
  }

  @Override
  public CompletableFuture<List<Fill>> tradesOf(InstrumentId instrument, String venueOrderId) {
    return queries.fillsOf(instrument, venueOrderId);
  }

  @Override
  public CompletableFuture<AccountView> account() {
    return queries.account();
  }

  @Override
  public CompletableFuture<Long> serverTime() {
    return queries.serverTime();
  }

  @Override
  public synchronized void listen(UserEvents events) {
    stream =
        new CoinbaseUserStream(
            venue.wsApiUrl(), signer, clock, new Products(venue.symbols()), ids, events, scheduler);
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
    return "CoinbaseSession(" + venue.restUrl() + ")";
  }
}
