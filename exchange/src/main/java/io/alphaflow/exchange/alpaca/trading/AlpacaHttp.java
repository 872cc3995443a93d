package io.alphaflow.exchange.alpaca.trading;

import io.alphaflow.exchange.wire.AccountSecrets;
import io.alphaflow.exchange.wire.HttpAnswer;
import io.alphaflow.exchange.wire.VenueHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Requests of one account. Its key and secret go along in headers, as Alpaca wants them. */
final class AlpacaHttp {

  private final String restUrl;
  private final AccountSecrets secrets;
  private final VenueHttp http;
  private final Duration timeout;

  AlpacaHttp(String restUrl, AccountSecrets secrets, VenueHttp http, Duration timeout) {
    this.restUrl = restUrl;
    this.secrets = secrets;
    this.http = http;
    this.timeout = timeout;
  }

  CompletableFuture<HttpAnswer> get(String pathAndQuery) {
    return http.query(() -> request(pathAndQuery).GET().build()).thenApply(secrets::check);
  }

  CompletableFuture<HttpAnswer> order(String body) {
    return http.order(
            request("/v2/orders")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build())
        .thenApply(secrets::check);
  }

  CompletableFuture<HttpAnswer> cancel(String orderId) {
    return http.cancel(request("/v2/orders/" + orderId).DELETE().build()).thenApply(secrets::check);
  }

  long pauseMillis() {
    return http.pauseMillis();
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(restUrl + pathAndQuery))
        .timeout(timeout)
        .header("APCA-API-KEY-ID", secrets.key())
        .header("APCA-API-SECRET-KEY", secrets.secret());
  }

  @Override
  public String toString() {
    return "AlpacaHttp(" + restUrl + ")";
  }
}
