package io.alphaflow.exchange.alpaca.trading;

import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.UserEvents;
import io.alphaflow.exchange.trading.VenueCapabilities;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.wire.AccountSecrets;
import io.alphaflow.exchange.wire.HttpAnswer;
import io.alphaflow.exchange.wire.RequestPace;
import io.alphaflow.exchange.wire.RestQueries;
import io.alphaflow.exchange.wire.RestSession;
import io.alphaflow.exchange.wire.VenueHttp;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An account at Alpaca that trades crypto. */
final class AlpacaSession extends RestSession {

  static final VenueCapabilities CAPABILITIES =
      new VenueCapabilities(
              true,
              false,
              true,
              false,
              false,
              false,
              48,
              EnumSet.of(OrderType.MARKET, OrderType.LIMIT, OrderType.STOP_LOSS_LIMIT),
              EnumSet.of(TimeInForce.GTC, TimeInForce.IOC))
          .withAmounts();

  private static final int NOT_FOUND = 404;
  private static final int NOT_PROCESSABLE = 422;

  private final VenueOptions venue;
  private final AccountSecrets secrets;
  private final Pairs pairs;
  private final AlpacaHttp http;
  private final AlpacaQueries queries;

  AlpacaSession(
      VenueOptions venue, Duration requestTimeout, AccountSecrets secrets, VenueClock clock) {
    super("alpaca-session", clock);
    this.venue = venue;
    this.secrets = secrets;
    this.pairs = new Pairs(venue.symbols());
    VenueHttp shared = new VenueHttp(new RequestPace(venue.requestsPerMinute(), System::nanoTime));
    this.http = new AlpacaHttp(venue.restUrl(), secrets, shared, requestTimeout);
    this.queries = new AlpacaQueries(http, clock, pairs);
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
    return http.order(OrderJson.placing(order)).thenApply(answer -> submitted(order, answer));
  }

  private SubmitResult submitted(NewOrder order, HttpAnswer answer) {
    Decision decision = Decision.of(answer);
    if (decision instanceof Decision.Refused refused) {
      return refused.throttled()
          ? new SubmitResult.Deferred(refused.code(), refused.message(), http.pauseMillis())
          : new SubmitResult.Rejected(refused.code(), refused.message());
    }
    if (decision instanceof Decision.Undecided undecided) {
      return new SubmitResult.Unknown(undecided.reason());
    }
    try {
      OrderView view = OrderJson.view(order.instrument(), ((Decision.Done) decision).json());
      if (!view.clientOrderId().equals(order.clientOrderId())) {
        return new SubmitResult.Unknown("the answer is about another order: " + answer.summary());
      }
      return new SubmitResult.Accepted(ids().seen(view));
    } catch (IllegalArgumentException e) {
      return new SubmitResult.Unknown("the answer cannot be read: " + e.getMessage());
    }
  }

  @Override
  protected long pauseMillis() {
    return http.pauseMillis();
  }

  /** Alpaca answers 204 to a cancel that it took in, and 422 when the order has ended. */
  @Override
  protected CompletableFuture<Optional<CancelResult>> sendCancel(String venueOrderId) {
    return http.cancel(venueOrderId).thenApply(this::canceled);
  }

  private Optional<CancelResult> canceled(HttpAnswer answer) {
    Decision decision = Decision.of(answer);
    if (decision instanceof Decision.Done) {
      return Optional.empty();
    }
    if (decision instanceof Decision.Undecided undecided) {
      return Optional.of(new CancelResult.Unknown(undecided.reason()));
    }
    Decision.Refused refused = (Decision.Refused) decision;
    if (refused.status() == NOT_FOUND || refused.status() == NOT_PROCESSABLE) {
      return Optional.of(new CancelResult.NotOpen());
    }
    return Optional.of(
        new CancelResult.Refused(
            refused.code(), refused.message(), refused.throttled() ? http.pauseMillis() : 0));
  }

  @Override
  public void listen(UserEvents events) {
    AlpacaUserStream stream =
        new AlpacaUserStream(venue.wsApiUrl(), secrets, pairs, ids(), events, scheduler());
    keep(stream);
    stream.connect();
  }

  @Override
  public String toString() {
    return "AlpacaSession(" + venue.restUrl() + ")";
  }
}
