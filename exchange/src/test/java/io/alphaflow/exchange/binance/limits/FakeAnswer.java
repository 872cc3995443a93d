package io.alphaflow.exchange.binance.limits;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSession;

/** An answer of status and headers. */
record FakeAnswer(int statusCode, HttpHeaders headers) implements HttpResponse<String> {

  static CompletableFuture<HttpResponse<String>> of(int status, String... header) {
    Map<String, List<String>> headers =
        header.length == 0 ? Map.of() : Map.of(header[0], List.of(header[1]));
    return CompletableFuture.completedFuture(
        new FakeAnswer(status, HttpHeaders.of(headers, (name, value) -> true)));
  }

  static CompletableFuture<HttpResponse<String>> used(long weight) {
    return of(200, "X-MBX-USED-WEIGHT-1M", Long.toString(weight));
  }

  @Override
  public HttpRequest request() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<HttpResponse<String>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public String body() {
    return "";
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return Optional.empty();
  }

  @Override
  public URI uri() {
    return URI.create("http://fake");
  }

  @Override
  public HttpClient.Version version() {
    return HttpClient.Version.HTTP_1_1;
  }
}
