package io.alphaflow.exchange.wire;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Sends requests to a venue, each once. After an answer 429 only cancels are sent until the time
 * that the venue names; other requests end with such an answer of our own.
 *
 * <p>All of a process share the HTTP client, because on Java 17 a client cannot be closed and owns
 * a thread. It speaks HTTP/1.1: the default first tries an upgrade to HTTP/2 on plain connections.
 * The JDK repeats only GET requests by itself, so a POST leaves once.
 */
public final class VenueHttp {

  static final int MANY_REQUESTS = 429;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final long LONGEST_PAUSE_SECONDS = 600;
  private static final String NOT_SENT = "not sent: the venue asked to wait";

  private final RequestPace pace;
  private final AtomicLong pausedUntil = new AtomicLong(Long.MIN_VALUE);

  /** Requests at a pace. */
  public VenueHttp(RequestPace pace) {
    this.pace = pace;
  }

  /** A builder of WebSockets. */
  public static WebSocket.Builder webSocket() {
    return CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
  }

  /** An order: it does not wait for its turn, as its price and signature would age. */
  public CompletableFuture<HttpAnswer> order(HttpRequest request) {
    if (pauseMillis() > 0) {
      return CompletableFuture.completedFuture(paused());
    }
    pace.take();
    return send(request);
  }

  /** A cancel: it waits for nothing at all. */
  public CompletableFuture<HttpAnswer> cancel(HttpRequest request) {
    pace.take();
    return send(request);
  }

  /**
   * A question, when its turn comes.
   *
   * @param request builds and signs it then
   */
  public CompletableFuture<HttpAnswer> query(Supplier<HttpRequest> request) {
    if (pauseMillis() > 0) {
      return CompletableFuture.completedFuture(paused());
    }
    long wait = pace.take();
    if (wait == 0) {
      return send(request.get());
    }
    return CompletableFuture.supplyAsync(
            () -> pauseMillis() > 0 ? null : request.get(),
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS))
        .thenCompose(
            ready -> ready == null ? CompletableFuture.completedFuture(paused()) : send(ready));
  }

  /** How long the venue asks to wait from now on; 0 when it does not. */
  public long pauseMillis() {
    long until = pausedUntil.get();
    long left = until == Long.MIN_VALUE ? 0 : until - System.nanoTime();
    return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1;
  }

  /** What went wrong when a future of ours failed, without what wraps it. */
  public static String reason(Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private static HttpAnswer paused() {
    return new HttpAnswer(MANY_REQUESTS, Json.parse(NOT_SENT), NOT_SENT);
  }

  private CompletableFuture<HttpAnswer> send(HttpRequest request) {
    return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(this::answer);
  }

  private HttpAnswer answer(HttpResponse<String> response) {
    if (response.statusCode() == MANY_REQUESTS) {
      long seconds = Math.min(LONGEST_PAUSE_SECONDS, Math.max(1, pauseSeconds(response)));
      pausedUntil.set(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
    }
    return new HttpAnswer(response.statusCode(), Json.parse(response.body()), response.body());
  }

  /**
   * {@code Retry-After} in seconds, or the second when a window ends ({@code X-RateLimit-Reset}).
   */
  private static long pauseSeconds(HttpResponse<?> response) {
    try {
      if (response.headers().firstValue("Retry-After").isPresent()) {
        return response.headers().firstValueAsLong("Retry-After").getAsLong();
      }
      long reset = response.headers().firstValueAsLong("X-RateLimit-Reset").orElse(0);
      return reset - System.currentTimeMillis() / 1_000;
    } catch (NumberFormatException e) {
      // A date is allowed there, but no venue of ours sends one.
      return 1;
    }
  }
}
