package io.alphaflow.simulator.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.faults.FaultRule;
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
  private static final int TOO_MANY = 429;
  private static final int BANNED = 418;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final ApiMethods methods;
  private final Authenticator authenticator;
  private final Gateway gateway;
  private final Venue venue;

  HttpApi(ApiMethods methods, Authenticator authenticator, Venue venue) {
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
    Optional<FaultRule> fault = fault(method.get());
    if (fault.isPresent()) {
      if (fault.get().details().done()) {
        doIt(request, method.get(), text, receivedWallMicros);
      }
      goWrong(request, fault.get());
      return;
    }
    try {
      serve(request, method.get(), text, receivedWallMicros);
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

  /** The fault that is made on purpose of a request to this method. */
  private Optional<FaultRule> fault(ApiMethod method) {
    if (!method.signed()) {
      return venue.faults().onRequest();
    }
    return method.order() && !method.places() ? venue.faults().onCancel() : Optional.empty();
  }

  /** Does what a request asks for and tells nobody. */
  private void doIt(
      HttpServerRequest request, ApiMethod method, String body, long receivedWallMicros) {
    try {
      result(request, method, body, receivedWallMicros);
    } catch (ApiException e) {
      LOG.debug("refused, and the refusal is lost", e);
    }
  }

  /** The fault is the answer. */
  private void goWrong(HttpServerRequest request, FaultRule fault) {
    FaultRule.Details details = fault.details();
    long retryAt = venue.wall().getAsLong() + details.retryAfterMillis() * MICROS_PER_MILLI;
    switch (fault.fault()) {
      case TOO_MANY_REQUESTS -> {
        retryAfter(request.response(), retryAt);
        end(
            request,
            TOO_MANY,
            error(
                -1003,
                "Too much request weight used; current limit is "
                    + venue.limits().limits().weightPerMinute()
                    + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates"
                    + " to avoid polling the API."));
      }
      case BANNED -> {
        retryAfter(request.response(), retryAt);
        end(
            request,
            BANNED,
            error(
                -1003,
                "Way too much request weight used; IP banned until "
                    + retryAt / MICROS_PER_MILLI
                    + ". Please use WebSocket Streams for live updates to avoid bans."));
      }
      case SERVER_ERROR ->
          request
              .response()
              .setStatusCode(details.status())
              .putHeader("Content-Type", "text/html")
              .end("<html><body>" + details.status() + "</body></html>");
      default -> LOG.debug("{} is never answered", request.path());
    }
  }

  private void serve(
      HttpServerRequest request, ApiMethod method, String body, long receivedWallMicros) {
    Gateway.Served served = result(request, method, body, receivedWallMicros);
    if (method.places()) {
      served.account().ifPresent(a -> orderCounts(request.response(), a));
    }
    end(request, request.response().getStatusCode(), served.body().toString());
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

  private void end(HttpServerRequest request, int status, String json) {
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

  private static String error(int code, String message) {
    return JsonNodeFactory.instance.objectNode().put("code", code).put("msg", message).toString();
  }
}
