package io.alphaflow.exchange.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.exchange.market.MarketDataException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Questions to a REST host about its market. All users of a process share its pace, as limits are
 * for each address; a question that is cancelled before its turn is not asked.
 */
public final class MarketRest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long WHOLE_SECONDS = 60;
  private static final int NOT_FOUND = 404;
  private static final Map<String, VenueHttp> HOSTS = new ConcurrentHashMap<>();

  private final String restUrl;
  private final Map<String, String> headers;
  private final VenueHttp http;

  /**
   * Questions to a host.
   *
   * @param requestsPerMinute its pace, unless another user of the process set one
   * @param headers of each question; may hold a key
   */
  public MarketRest(String restUrl, int requestsPerMinute, Map<String, String> headers) {
    this.restUrl = restUrl;
    this.headers = Map.copyOf(headers);
    this.http =
        HOSTS.computeIfAbsent(
            URI.create(restUrl).getAuthority(),
            host -> new VenueHttp(new RequestPace(requestsPerMinute, System::nanoTime)));
  }

  /** What is made of an answer; fails with {@link IllegalArgumentException} for another one. */
  public interface Reader<T> {
    T read(JsonNode json);
  }

  /** Asks; {@code reader} gets a missing node when the venue answers 404. */
  public <T> CompletableFuture<T> get(String pathAndQuery, Reader<T> reader) {
    CompletableFuture<T> result = new CompletableFuture<>();
    String what = "GET " + restUrl + pathAndQuery;
    http.query(
            () -> {
              if (result.isDone()) {
                throw new CancellationException("not asked");
              }
              return request(pathAndQuery);
            })
        .whenComplete(
            (answer, error) -> {
              try {
                result.complete(read(what, answer, error, reader));
              } catch (MarketDataException e) {
                result.completeExceptionally(e);
              }
            });
    return result.orTimeout(WHOLE_SECONDS, TimeUnit.SECONDS);
  }

  private HttpRequest request(String pathAndQuery) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(restUrl + pathAndQuery)).timeout(TIMEOUT).GET();
    headers.forEach(request::header);
    return request.build();
  }

  private <T> T read(String what, HttpAnswer answer, Throwable error, Reader<T> reader) {
    if (error != null) {
      throw failure(what + " failed: " + VenueHttp.reason(error), 0);
    }
    boolean isMissing = answer.status() == NOT_FOUND;
    if (!isMissing && (!answer.isReadable() || answer.json().isMissingNode())) {
      throw failure(
          what + " was refused with " + answer.summary(),
          answer.isThrottled() ? http.pauseMillis() : 0);
    }
    try {
      return reader.read(isMissing ? answer.json().path("none") : answer.json());
    } catch (IllegalArgumentException e) {
      throw failure("the answer of " + what + " cannot be read: " + e.getMessage(), 0);
    }
  }

  private static MarketDataException failure(String message, long retryMillis) {
    return new MarketDataException(message, Duration.ofMillis(retryMillis), null);
  }
}
