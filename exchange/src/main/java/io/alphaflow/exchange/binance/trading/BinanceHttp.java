package io.alphaflow.exchange.binance.trading;

import io.alphaflow.exchange.binance.limits.BudgetClock;
import io.alphaflow.exchange.binance.limits.OrderBudget;
import io.alphaflow.exchange.binance.limits.RateLimits;
import io.alphaflow.exchange.binance.limits.RequestBudget;
import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.trading.VenuePause;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Sends signed requests of one account, each once.
 *
 * <p>All accounts of a process share the HTTP client, because on Java 17 a client cannot be closed
 * and owns a thread. It speaks HTTP/1.1: the default first tries an upgrade to HTTP/2 on plain
 * connections. The JDK repeats only GET requests by itself, so a POST leaves once.
 *
 * <p>Requests share the venue's limits, the more urgent ones may use more of them, see {@link Use}.
 * What may not be sent now is refused here and not queued: whoever asks has its own queue, and a
 * request is signed when it is sent. A cancel is sent even while the venue asks to wait (not while
 * it has banned us), and is given up after the receive window: the venue would not carry it out
 * later, and to cancel again is harmless.
 */
final class BinanceHttp {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final int MANY_REQUESTS = 429;
  private static final int BANNED = 418;
  private static final int TOO_MANY_ORDERS = -1015;

  /** When the venue does not say how long; its shortest window has ten seconds. */
  private static final long ORDERS_PAUSE_MILLIS = 1_000;

  /** What a request is for: the share of the address's weight limit that may be used with it. */
  enum Use {
    /** Never held back by us. */
    CANCEL(100),
    /** What became of an order, and the clock, without which nothing else can be sent. */
    RESOLVE(95),
    PLACE(90),
    /** What can be asked later as well. */
    RECONCILE(RequestBudget.DEFAULT_SHARE_PERCENT);

    private final int percent;

    Use(int percent) {
      this.percent = percent;
    }
  }

  private final String restUrl;
  private final Credentials credentials;
  private final VenueClock clock;
  private final long recvWindowMillis;
  private final Duration timeout;
  private final RequestBudget budget;
  private final OrderBudget orders = new OrderBudget(BudgetClock.SYSTEM);

  BinanceHttp(
      String restUrl,
      Credentials credentials,
      VenueClock clock,
      Duration recvWindow,
      Duration timeout) {
    this.restUrl = restUrl;
    this.credentials = credentials;
    this.clock = clock;
    this.recvWindowMillis = recvWindow.toMillis();
    this.timeout = timeout;
    this.budget = RequestBudget.of(URI.create(restUrl));
  }

  /** An answer that will come, and the venue time that the request was signed with. */
  record Sent(long signedMicros, CompletableFuture<Reply.Outcome> outcome) {}

  CompletableFuture<Reply.Outcome> publicGet(Use use, int weight, String path) {
    return refusal(use, weight)
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> send(use, weight, request(path).GET().build()));
  }

  /** Signs now and sends. */
  Sent signed(Use use, int weight, String method, String path, Parameters parameters) {
    Optional<Reply.Outcome> refused = refusal(use, weight);
    if (refused.isPresent()) {
      return new Sent(clock.micros(), CompletableFuture.completedFuture(refused.get()));
    }
    long signedMicros = clock.micros();
    Credentials.Key key = credentials.key();
    String payload = signedPayload(parameters, signedMicros, key.signer());
    HttpRequest request;
    if (method.equals("POST")) {
      request =
          request(path)
              .header("X-MBX-APIKEY", key.id())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(payload))
              .build();
    } else {
      request =
          request(path + "?" + payload)
              .header("X-MBX-APIKEY", key.id())
              .timeout(method.equals("DELETE") ? cancelTimeout() : timeout)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
    }
    return new Sent(signedMicros, send(use, weight, request));
  }

  private Duration cancelTimeout() {
    Duration window = Duration.ofMillis(recvWindowMillis);
    return window.compareTo(timeout) < 0 ? window : timeout;
  }

  private String signedPayload(Parameters parameters, long signedMicros, RequestSigner signer) {
    String payload =
        parameters
            .add("recvWindow", recvWindowMillis)
            .add("timestamp", Math.floorDiv(signedMicros, 1_000L))
            .encoded();
    return payload + "&signature=" + Parameters.encode(signer.sign(payload));
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(restUrl + pathAndQuery))
        .timeout(timeout)
        .header("X-MBX-TIME-UNIT", "MICROSECOND");
  }

  /** Why a request may not be sent now. */
  private Optional<Reply.Outcome> refusal(Use use, int weight) {
    if (budget.bannedMillis() > 0) {
      return Optional.of(
          new Reply.Refused(BANNED, "not sent: the venue has banned this address (418)", true));
    }
    if (use == Use.CANCEL) {
      return Optional.empty();
    }
    long wait = budget.waitMillis(weight, use.percent);
    if (use == Use.PLACE) {
      wait = Math.max(wait, orders.waitMillis());
    }
    return wait == 0
        ? Optional.empty()
        : Optional.of(
            new Reply.Refused(
                MANY_REQUESTS, "not sent: the venue's limits want %d ms".formatted(wait), true));
  }

  private CompletableFuture<Reply.Outcome> send(Use use, int weight, HttpRequest request) {
    RequestBudget.Ticket call = budget.begin(weight);
    Optional<OrderBudget.Ticket> order =
        use == Use.PLACE ? Optional.of(orders.begin()) : Optional.empty();
    return CLIENT
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle(
            (response, error) -> {
              Reply.Outcome outcome = error == null ? outcome(response) : failed(error);
              budget.end(call, response, !isAboutOrders(outcome));
              order.ifPresent(ticket -> orders.end(ticket, response));
              return outcome;
            });
  }

  private static boolean isAboutOrders(Reply.Outcome outcome) {
    return outcome instanceof Reply.Refused refused && refused.code() == TOO_MANY_ORDERS;
  }

  private Reply.Outcome outcome(HttpResponse<String> response) {
    Reply.Outcome outcome = new Reply(response.statusCode(), response.body()).outcome();
    if (isAboutOrders(outcome)) {
      long millis = RequestBudget.retryAfterMillis(response, BudgetClock.SYSTEM.epochMillis());
      orders.pause(Math.max(ORDERS_PAUSE_MILLIS, millis));
    }
    if (outcome instanceof Reply.Refused refused) {
      credentials.refused(refused.code());
    }
    return outcome;
  }

  /** Takes the limits that the venue states. */
  void limits(RateLimits stated) {
    if (stated.weightPerMinute() > 0) {
      budget.limit(stated.weightPerMinute());
    }
    orders.limits(stated.orders());
  }

  /** How long to wait before orders, or anything, may be sent. */
  VenuePause pause() {
    long everything = budget.bannedMillis();
    long weight = budget.waitMillis(1, Use.PLACE.percent);
    long placing = Math.max(weight, orders.waitMillis());
    if (placing == 0) {
      return VenuePause.NONE;
    }
    String reason =
        everything > 0
            ? "the venue has banned this address (HTTP 418)"
            : weight > 0
                ? "the limit of requests is used up, or the venue asks to wait (HTTP 429) or turns"
                    + " us away (HTTP 403)"
                : "the limit of orders is used up (-1015, or our count of them)";
    return new VenuePause(placing, everything, reason);
  }

  /** How long nothing but cancels may be sent from now on; 0 when that is not so. */
  long pauseMillis() {
    return budget.pausedMillis();
  }

  private static Reply.Outcome failed(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return new Reply.Undecided(cause.getClass().getSimpleName() + ": " + cause.getMessage());
  }
}
