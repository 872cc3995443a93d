package io.alphaflow.exchange.binance.trading;

import io.alphaflow.exchange.trading.VenueClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends signed requests of one account, each once.
 *
 * <p>All accounts of a process share the HTTP client, because on Java 17 a client cannot be closed
 * and owns a thread. It speaks HTTP/1.1: the default first tries an upgrade to HTTP/2 on plain
 * connections. The JDK repeats only GET requests by itself, so a POST leaves once.
 *
 * <p>A DELETE (a cancel) is sent even while the venue asks to wait, and is given up after the
 * receive window: the venue would not carry it out later, and to cancel again is harmless.
 */
final class BinanceHttp {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final int MANY_REQUESTS = 429;
  private static final int BANNED = 418;

  private final String restUrl;
  private final Credentials credentials;
  private final VenueClock clock;
  private final long recvWindowMillis;
  private final Duration timeout;
  private final AtomicLong pausedUntil = new AtomicLong(Long.MIN_VALUE);

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
  }

  static WebSocket.Builder webSocket() {
    return CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(5));
  }

  /** An answer that will come, and the venue time that the request was signed with. */
  record Sent(long signedMicros, CompletableFuture<Reply.Outcome> outcome) {}

  CompletableFuture<Reply.Outcome> publicGet(String path) {
    return send(request(path).GET().build());
  }

  /** Signs now and sends. */
  Sent signed(String method, String path, Parameters parameters) {
    if (isPaused() && !method.equals("DELETE")) {
      Reply.Outcome refused =
          new Reply.Refused(MANY_REQUESTS, "not sent: the venue asked to wait (Retry-After)", true);
      return new Sent(clock.micros(), CompletableFuture.completedFuture(refused));
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
    return new Sent(signedMicros, send(request));
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

  private CompletableFuture<Reply.Outcome> send(HttpRequest request) {
    return CLIENT
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle((response, error) -> error == null ? outcome(response) : failed(error));
  }

  private Reply.Outcome outcome(HttpResponse<String> response) {
    if (response.statusCode() == MANY_REQUESTS || response.statusCode() == BANNED) {
      long seconds = 1;
      try {
        seconds = Long.parseLong(response.headers().firstValue("Retry-After").orElse("1").trim());
      } catch (NumberFormatException e) {
        // A date is allowed there, but Binance sends seconds; a minute is its longest window.
        seconds = 60;
      }
      pausedUntil.set(System.nanoTime() + Duration.ofSeconds(Math.max(1, seconds)).toNanos());
    }
    Reply.Outcome outcome = new Reply(response.statusCode(), response.body()).outcome();
    if (outcome instanceof Reply.Refused refused) {
      credentials.refused(refused.code());
    }
    return outcome;
  }

  private boolean isPaused() {
    return pauseMillis() > 0;
  }

  /** How long the venue asks to wait from now on; 0 when it does not. */
  long pauseMillis() {
    long until = pausedUntil.get();
    long left = until == Long.MIN_VALUE ? 0 : until - System.nanoTime();
    return left <= 0 ? 0 : Duration.ofNanos(left).toMillis() + 1;
  }

  private static Reply.Outcome failed(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return new Reply.Undecided(cause.getClass().getSimpleName() + ": " + cause.getMessage());
  }
}
