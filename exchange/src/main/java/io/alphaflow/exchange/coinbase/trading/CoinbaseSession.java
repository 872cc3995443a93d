package io.alphaflow.exchange.coinbase.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.KeyPermissions;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.trading.VenueCapabilities;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.wire.AccountSecrets;
import io.alphaflow.exchange.wire.RequestPace;
import io.alphaflow.exchange.wire.RestQueries;
import io.alphaflow.exchange.wire.RestSession;
import io.alphaflow.exchange.wire.VenueHttp;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An account at Coinbase Advanced Trade. Its answer to a new order names the order only, so the
 * order is asked for once; what fails there is left to the user channel.
 */
final class CoinbaseSession extends RestSession {

  static final VenueCapabilities CAPABILITIES =
      new VenueCapabilities(
              true,
              true,
              false,
              true,
              false,
              false,
              36,
              EnumSet.of(OrderType.MARKET, OrderType.LIMIT, OrderType.LIMIT_MAKER),
              EnumSet.of(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK))
          .withAmounts();

  private final VenueOptions venue;
  private final TokenSigner signer;
  private final VenueClock clock;
  private final CoinbaseHttp http;
  private final CoinbaseQueries queries;

  CoinbaseSession(
      VenueOptions venue,
      Duration requestTimeout,
      TokenSigner signer,
      AccountSecrets secrets,
      VenueClock clock) {
    super("coinbase-session", clock);
    this.venue = venue;
    this.signer = signer;
    this.clock = clock;
    VenueHttp shared = new VenueHttp(new RequestPace(venue.requestsPerMinute(), System::nanoTime));
    this.http = new CoinbaseHttp(venue.restUrl(), signer, secrets, clock, shared, requestTimeout);
    this.queries = new CoinbaseQueries(http, clock);
    measureClock();
  }

  @Override
  public VenueCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  protected RestQueries queries() {
    return queries;
  }

  @Override
  protected CompletableFuture<SubmitResult> place(NewOrder order, long sent) {
    return http.order(OrderJson.placing(order))
        .thenApply(answer -> submitted(order, sent, Decision.ofOrder(answer)))
        .thenCompose(placed -> completed(order.instrument(), placed));
  }

  private SubmitResult submitted(NewOrder order, long sent, Decision decision) {
    if (decision instanceof Decision.Refused refused) {
      return refused.throttled()
          ? new SubmitResult.Deferred(refused.code(), refused.message(), http.pauseMillis())
          : new SubmitResult.Rejected(refused.code(), refused.message());
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
    return new SubmitResult.Accepted(ids().seen(view));
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
  protected long pauseMillis() {
    return http.pauseMillis();
  }

  @Override
  protected CompletableFuture<Optional<CancelResult>> sendCancel(String venueOrderId) {
    return http.cancel(CancelJson.body(venueOrderId))
        .thenApply(answer -> CancelJson.read(venueOrderId, answer, http.pauseMillis()));
  }

  @Override
  public CompletableFuture<KeyPermissions> keyPermissions() {
    return queries.keyPermissions();
  }

  @Override
  public void listen(UserEvents events) {
    CoinbaseUserStream stream =
        new CoinbaseUserStream(
            venue.wsApiUrl(),
            signer,
            clock,
            new Products(venue.symbols()),
            ids(),
            events,
            scheduler());
    keep(stream);
    stream.connect();
  }

  @Override
  public String toString() {
    return "CoinbaseSession(" + venue.restUrl() + ")";
  }
}
