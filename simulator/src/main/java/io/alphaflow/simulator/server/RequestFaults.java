package io.alphaflow.simulator.server;

import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.faults.FaultRule;
import io.alphaflow.simulator.protocol.ApiMethod;
import io.alphaflow.simulator.protocol.Venue;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** REST requests that go wrong on purpose. */
final class RequestFaults {

  private static final Logger LOG = LoggerFactory.getLogger(RequestFaults.class);
  private static final int TOO_MANY = 429;
  private static final int BANNED = 418;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final long MICROS_PER_MILLI = 1_000;

  private final Vertx vertx;
  private final Venue venue;
  private final HiddenOrders hidden;

  RequestFaults(Vertx vertx, Venue venue) {
    this.vertx = vertx;
    this.venue = venue;
    this.hidden = new HiddenOrders(venue.wall());
  }

  /** Orders that queries do not find. */
  HiddenOrders hidden() {
    return hidden;
  }

  /** The fault that is made on purpose of the next request to a method. */
  Optional<FaultRule> next(ApiMethod method) {
    return venue.faults().onRequest(scope(method));
  }

  private static Fault.Scope scope(ApiMethod method) {
    if (!method.signed()) {
      return Fault.Scope.REQUEST;
    } else if (method.places()) {
      return Fault.Scope.ORDER_REQUEST;
    }
    return method.changes() ? Fault.Scope.CANCEL_REQUEST : Fault.Scope.QUERY_REQUEST;
  }

  /**
   * Lets a request go wrong.
   *
   * @param work does what the request asks, and gives the answer or the refusal as it would be sent
   */
  void goWrong(HttpApi api, HttpServerRequest request, FaultRule rule, HttpApi.Work work) {
    FaultRule.Details details = rule.details();
    if (rule.fault() == Fault.SLOW) {
      long span = details.maxMillis() - details.minMillis();
      // By the count of such requests: no two wait alike, and the same run waits the same.
      long wait = details.minMillis() + (span == 0 ? 0 : spread(rule) % (span + 1));
      vertx.setTimer(Math.max(1, wait), id -> work.serve());
      return;
    }
    String answer = "";
    if (details.done()) {
      answer = work.perform(details.hiddenMillis() * MICROS_PER_MILLI);
    }
    long retryAt = venue.wall().getAsLong() + details.retryAfterMillis() * MICROS_PER_MILLI;
    switch (rule.fault()) {
      case TOO_MANY_REQUESTS ->
          api.refuse(
              request,
              TOO_MANY,
              retryAt,
              "Too much request weight used; current limit is "
                  + venue.limits().limits().weightPerMinute()
                  + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates"
                  + " to avoid polling the API.");
      case BANNED ->
          api.refuse(
              request,
              BANNED,
              retryAt,
              "Way too much request weight used; IP banned until "
                  + retryAt / MICROS_PER_MILLI
                  + ". Please use WebSocket Streams for live updates to avoid bans.");
      case SERVER_ERROR ->
          request
              .response()
              .setStatusCode(details.status())
              .putHeader("Content-Type", "text/html")
              .end("<html><body>" + details.status() + "</body></html>");
      case UNKNOWN_STATUS ->
          api.end(
              request,
              GATEWAY_TIMEOUT,
              HttpApi.error(
                  -1007,
                  "Timeout waiting for response from backend server. Send status unknown; execution"
                      + " status unknown."));
      case CUT_ANSWER -> api.end(request, HttpApi.OK, answer.substring(0, answer.length() / 2));
      case DISCONNECT -> request.connection().close();
      default -> LOG.debug("{} is never answered", request.path());
    }
  }

  private long spread(FaultRule rule) {
    return venue.faults().counts().getOrDefault(rule.fault(), 0L) * 7_919;
  }
}
