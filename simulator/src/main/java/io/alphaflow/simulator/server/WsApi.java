package io.alphaflow.simulator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.protocol.ApiException;
import io.alphaflow.simulator.protocol.ApiMethod;
import io.alphaflow.simulator.protocol.ApiMethods;
import io.alphaflow.simulator.protocol.Gateway;
import io.alphaflow.simulator.protocol.Params;
import io.alphaflow.simulator.protocol.RateLimits;
import io.alphaflow.simulator.protocol.Venue;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of the WebSocket API. */
final class WsApi {

  private static final Logger LOG = LoggerFactory.getLogger(WsApi.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final ApiMethods methods;
  private final SessionMethods sessionMethods;
  private final Gateway gateway;
  private final Venue venue;

  WsApi(ApiMethods methods, SessionMethods sessionMethods, Venue venue) {
    this.methods = methods;
    this.sessionMethods = sessionMethods;
    this.gateway = new Gateway(venue);
    this.venue = venue;
  }

  /** Does what a message asks and answers it. */
  void handle(ApiSession session, String message, long receivedWallMicros) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putNull("id");
    try {
      JsonNode request = parse(message);
      answer.set("id", request.path("id"));
      JsonNode result = result(session, request, receivedWallMicros);
      answer.put("status", OK);
      answer.set("result", result);
    } catch (ApiException e) {
      refuse(answer, session, e);
    } catch (RuntimeException e) {
      LOG.error("request failed", e);
      error(answer, SERVER_ERROR, -1000, "An unknown error occurred while processing the request.");
    }
    answer.set("rateLimits", usedLimits(session));
    session.send(answer);
  }

  private static JsonNode parse(String message) {
    try {
      JsonNode request = JSON.readTree(message);
      if (request.isObject()) {
        return request;
      }
    } catch (JsonProcessingException e) {
      LOG.debug("not JSON", e);
    }
    throw ApiException.of(-1135, "Invalid JSON Request");
  }

  private JsonNode result(ApiSession session, JsonNode request, long receivedWallMicros) {
    String name = request.path("method").asText();
    Params params = Params.ofJson(request.path("params"));
    if (SessionMethods.knows(name)) {
      venue.limits().charge(session.address(), SessionMethods.WEIGHT, venue.wall().getAsLong());
      return sessionMethods.answer(name, params, session);
    }
    Optional<ApiMethod> method = methods.named(name);
    return gateway
        .serve(
            method.orElseThrow(() -> ApiException.of(-1020, "This operation is not supported.")),
            params,
            session.unit(),
            session.address(),
            () -> sessionMethods.signerOrSession(params, session),
            receivedWallMicros)
        .body();
  }

  private void refuse(ObjectNode answer, ApiSession session, ApiException e) {
    ObjectNode error = error(answer, e.httpStatus(), e.code(), e.getMessage());
    e.data().ifPresent(data -> error.set("data", data));
    e.retryAtMicros()
        .ifPresent(
            at ->
                error
                    .putObject("data")
                    .put("serverTime", session.unit().of(venue.wall().getAsLong()))
                    .put("retryAfter", session.unit().of(at)));
  }

  private static ObjectNode error(ObjectNode answer, int status, int code, String message) {
    answer.put("status", status);
    return answer.putObject("error").put("code", code).put("msg", message);
  }

  private ArrayNode usedLimits(ApiSession session) {
    RateLimits limits = venue.limits();
    ArrayNode out = JsonNodeFactory.instance.arrayNode();
    out.addObject()
        .put("rateLimitType", "REQUEST_WEIGHT")
        .put("interval", "MINUTE")
        .put("intervalNum", 1)
        .put("limit", limits.limits().weightPerMinute())
        .put("count", limits.usedWeight(session.address(), venue.wall().getAsLong()));
    return out;
  }
}
