package io.alphaflow.exchange.coinbase.trading;

import io.alphaflow.exchange.trading.VenueClock;
import io.alphaflow.exchange.wire.AccountSecrets;
import io.alphaflow.exchange.wire.HttpAnswer;
import io.alphaflow.exchange.wire.VenueHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Requests of one account, each with a token of its own, made when it is sent. */
final class CoinbaseHttp {

  static final String PATH = "/api/v3/brokerage";

  private final String restUrl;
  private final String host;
  private final TokenSigner signer;
  private final AccountSecrets secrets;
  private final VenueClock clock;
  private final VenueHttp http;
  private final Duration timeout;

  CoinbaseHttp(
      String restUrl,
      TokenSigner signer,
      AccountSecrets secrets,
      VenueClock clock,
      VenueHttp http,
      Duration timeout) {
    this.restUrl = restUrl;
    this.host = URI.create(restUrl).getAuthority();
    this.signer = signer;
    this.secrets = secrets;
    this.clock = clock;
    this.http = http;
    this.timeout = timeout;
  }

  /** The time of a question's token is that of its sending. */
  CompletableFuture<HttpAnswer> get(String path, String query) {
    return http.query(() -> signed("GET", path, query).GET().build()).thenApply(secrets::check);
  }

  CompletableFuture<HttpAnswer> publicGet(String path) {
    return http.query(() -> request(path, "").GET().build());
  }

  /** An order; the caller reads the clock before. */
  CompletableFuture<HttpAnswer> order(String body) {
    return http.order(post("/orders", body)).thenApply(secrets::check);
  }

  CompletableFuture<HttpAnswer> cancel(String body) {
    return http.cancel(post("/orders/batch_cancel", body)).thenApply(secrets::check);
  }

  long pauseMillis() {
    return http.pauseMillis();
  }

  private HttpRequest post(String path, String body) {
    return signed("POST", path, "")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder signed(String method, String path, String query) {
    String token = signer.request(method + " " + host + PATH + path, clock.micros());
    return request(path, query).header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder request(String path, String query) {
    String suffix = query.isEmpty() ? "" : "?" + query;
    return HttpRequest.newBuilder(URI.create(restUrl + PATH + path + suffix)).timeout(timeout);
  }
}
