package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.exchange.binance.limits.RequestBudget;
import io.alphaflow.exchange.binance.limits.RequestUrgency;
import io.alphaflow.exchange.binance.limits.WallClock;
import io.alphaflow.exchange.market.HistoryUnavailableException;
import io.alphaflow.exchange.market.MarketDataException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of a REST host within its budget. All users of a process share the HTTP client, because on
 * Java 17 a client cannot be closed and owns a thread. It speaks HTTP/1.1: the default first tries
 * an upgrade to HTTP/2 on plain connections.
 */
final class RestCalls {

  static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The client's own limit ends with the headers; a body may stand still as well. */
  private static final Duration WHOLE_TIMEOUT = Duration.ofSeconds(30);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String restUrl;
  private final String apiKey;
  private final RequestBudget budget;

  /**
   * Calls of a host.
   *
   * @param apiKey empty for none
   */
  RestCalls(String restUrl, String apiKey) {
    this.restUrl = restUrl;
    this.apiKey = apiKey;
    this.budget = RequestBudget.of(URI.create(restUrl));
  }

  RequestBudget budget() {
    return budget;
  }

  /** What is made of the body of an answer 200. */
  interface Reader<T> {
    T read(String body) throws IOException;
  }

  <T> CompletableFuture<T> get(RequestUrgency urgency, int weight, String path, Reader<T> reader) {
    return call(urgency, weight, request(path), reader, false);
  }

  /** Past trades, which the venue can refuse for good. */
  <T> CompletableFuture<T> history(int weight, String path, Reader<T> reader) {
    HttpRequest.Builder request = request(path);
    if (!apiKey.isEmpty()) {
      request.header("X-MBX-APIKEY", apiKey);
    }
    return call(RequestUrgency.BACKFILL, weight, request, reader, true);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(restUrl + path))
        .timeout(TIMEOUT)
        .header("X-MBX-TIME-UNIT", "MICROSECOND");
  }

  private <T> CompletableFuture<T> call(
      RequestUrgency urgency,
      int weight,
      HttpRequest.Builder builder,
      Reader<T> reader,
      boolean history) {
    HttpRequest request = builder.build();
    CompletableFuture<HttpResponse<String>> sent =
        budget.submit(urgency, weight, () -> send(request));
    CompletableFuture<T> result =
        sent.handle(
            (response, error) -> {
              String what = "GET " + request.uri();
              if (error != null) {
                throw failure(what, error);
              }
              if (response.statusCode() != 200) {
                throw refused(what, response, history);
              }
              try {
                return reader.read(response.body());
              } catch (IOException | RuntimeException e) {
                throw failure("the answer of " + what, e);
              }
            });
    // Who gives up waiting takes the call out of the queue.
    result.whenComplete((done, error) -> sent.cancel(false));
    return result;
  }

  private static CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> exchange =
        HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    return exchange
        .copy()
        .orTimeout(WHOLE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (response, error) -> {
              if (error instanceof TimeoutException) {
                exchange.cancel(true);
              }
            });
  }

  static MarketDataException failure(String what, Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof MarketDataException known) {
      return new MarketDataException(
          what + " failed: " + known.getMessage(), known.retryAfter(), known);
    }
    if (cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
      HttpResponse<?> response = refused.getResponse();
      return new MarketDataException(
          what + " was refused with HTTP " + response.statusCode(),
          Duration.ofMillis(RequestBudget.retryAfterMillis(response, WallClock.micros() / 1_000)),
          cause);
    }
    return new MarketDataException(what + " failed: " + cause, Duration.ZERO, cause);
  }

  private static MarketDataException refused(
      String what, HttpResponse<String> response, boolean history) {
    String body = response.body();
    String message =
        what
            + " was refused with HTTP "
            + response.statusCode()
            + ": "
            + body.substring(0, Math.min(body.length(), 300));
    if (history && response.statusCode() == 400 && refusesParameters(body)) {
      return new HistoryUnavailableException(message);
    }
    return new MarketDataException(
        message,
        Duration.ofMillis(RequestBudget.retryAfterMillis(response, WallClock.micros() / 1_000)),
        null);
  }

  /** Codes -1100 to -1199: the venue will never take this symbol or id, however often we ask. */
  private static boolean refusesParameters(String body) {
    try {
      int code = MAPPER.readTree(body).path("code").asInt();
      return code <= -1100 && code > -1200;
    } catch (JsonProcessingException e) {
      // Not the venue's own words.
      return false;
    }
  }
}
