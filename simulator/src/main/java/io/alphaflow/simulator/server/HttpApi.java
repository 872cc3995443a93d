package io.alphaflow.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.protocol.ApiException;
import io.alphaflow.simulator.protocol.ApiMethod;
import io.alphaflow.simulator.protocol.ApiMethods;
import io.alphaflow.simulator.protocol.Authenticator;
import io.alphaflow.simulator.protocol.Gateway;
import io.alphaflow.simulator.protocol.Params;
import io.alphaflow.simulator.protocol.Venue;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers HTTP requests. */
final class HttpApi {

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int SERVER_ERROR = 500;
  static final int OK = 200;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final ApiMethods methods;
  private final Authenticator authenticator;
  private final Gateway gateway;
  private final Venue venue;
  private final RequestFaults faults;

  HttpApi(ApiMethods methods, Authenticator authenticator, Venue venue, RequestFaults faults) {
    this.faults = faults;
    this.methods = methods;
    this.authenticator = authenticator;
    this.gateway = new Gateway(venue);
    this.venue = venue;
  }

  void handle(HttpServerRequest request, long receivedWallMicros) {
    request
        .body()
        .onSuccess(body -> answer(request, body, receivedWallMicros))
        .onFailure(e -> LOG.debug("request ended early", e));
  }

  private void answer(HttpServerRequest request, Buffer body, long receivedWallMicros) {
    if (request.path().startsWith("/api/v3/userDataStream")) {
      end(request, GONE, error(-1020, "This operation is not supported."));
      return;
    }
    Optional<ApiMethod> method = methods.route(request.method().name(), request.path());
    if (method.isEmpty()) {
      end(request, NOT_FOUND, error(-1020, "No such endpoint: " + request.path()));
      return;
    }
    String text = body.toString(StandardCharsets.UTF_8);
    Work work = new Work(request, method.get(), text, receivedWallMicros);
    faults
        .next(method.get())
        .ifPresentOrElse(rule -> faults.goWrong(this, request, rule, work), work::serve);
  }

  /** What a request asks for. */
  final class Work {

    private final HttpServerRequest request;
    private final ApiMethod method;
    private final String body;
    private final long receivedWallMicros;

    Work(HttpServerRequest request, ApiMethod method, String body, long receivedWallMicros) {
      this.request = request;
      this.method = method;
      this.body = body;
      this.receivedWallMicros = receivedWallMicros;
    }

    /** Does it and answers. */
    void serve() {
      try {
        HttpApi.this.serve(request, method, body, receivedWallMicros);
      } catch (ApiException e) {
        e.retryAtMicros().ifPresent(at -> retryAfter(request.response(), at));
        end(request, e.httpStatus(), e.json().toString());
      } catch (RuntimeException e) {
        LOG.error("{} {} failed", request.method(), request.path(), e);
        end(
            request,
            SERVER_ERROR,
            error(-1000, "An unknown error occurred while processing the request."));
      }
    }

    /**
     * Does it without an answer.
     *
     * @param hiddenMicros how long queries do not find the order that it places
     * @return what would have been answered
     */
    String perform(long hiddenMicros) {
      try {
        JsonNode done = result(request, method, body, receivedWallMicros).body();
        if (method.places()) {
          faults.hidden().hide(done, hiddenMicros);
        }
        return done.toString();
      } catch (ApiException e) {
        LOG.debug("refused, and the refusal is lost", e);
        return e.json().toString();
      }
    }
  }

  private void serve(
      HttpServerRequest request, ApiMethod method, String body, long receivedWallMicros) {
    Gateway.Served served = result(request, method, body, receivedWallMicros);
    if (method.places()) {
      served.account().ifPresent(a -> orderCounts(request.response(), a));
    }
    JsonNode answer =
        method.order() || !method.signed() ? served.body() : faults.hidden().without(served.body());
    end(request, request.response().getStatusCode(), answer.toString());
  }

  private Gateway.Served result(
      HttpServerRequest request, ApiMethod method, String body, long receivedWallMicros) {
    Params params = Params.ofRest(Objects.requireNonNullElse(request.query(), ""), body);
    String unit = request.getHeader("X-MBX-TIME-UNIT");
    return gateway.serve(
        method,
        params,
        VenueTimeUnit.parse(unit == null ? params.text("timeUnit").orElse(null) : unit),
        address(request),
        () -> authenticator.signed(request.getHeader("X-MBX-APIKEY"), params),
        receivedWallMicros);
  }

  private void orderCounts(HttpServerResponse response, SimAccount account) {
    long now = venue.wall().getAsLong();
    response
        .putHeader(
            "X-MBX-ORDER-COUNT-10S",
            Integer.toString(venue.limits().orders10Seconds(account.name(), now)))
        .putHeader(
            "X-MBX-ORDER-COUNT-1D",
            Integer.toString(venue.limits().ordersDay(account.name(), now)));
  }

  private void retryAfter(HttpServerResponse response, long atMicros) {
    long wait = Math.max(1, atMicros - venue.wall().getAsLong());
    long seconds = (wait + MICROS_PER_SECOND - 1) / MICROS_PER_SECOND;
    response.putHeader("Retry-After", Long.toString(seconds));
  }

  /** The request was one too many. */
  void refuse(HttpServerRequest request, int status, long retryAtMicros, String message) {
    retryAfter(request.response(), retryAtMicros);
    end(request, status, error(-1003, message));
  }

  void end(HttpServerRequest request, int status, String json) {
    String used =
        Integer.toString(venue.limits().usedWeight(address(request), venue.wall().getAsLong()));
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json;charset=UTF-8")
        .putHeader("X-MBX-USED-WEIGHT", used)
        .putHeader("X-MBX-USED-WEIGHT-1M", used)
        .end(json);
  }

  private static String address(HttpServerRequest request) {
    return request.remoteAddress().hostAddress();
  }

  static String error(int code, String message) {
    return JsonNodeFactory.instance.objectNode().put("code", code).put("msg", message).toString();
  }
}
