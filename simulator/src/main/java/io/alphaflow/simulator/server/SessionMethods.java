package io.alphaflow.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.protocol.ApiException;
import io.alphaflow.simulator.protocol.Authenticator;
import io.alphaflow.simulator.protocol.Params;
import io.alphaflow.simulator.protocol.SigningKey;
import io.alphaflow.simulator.protocol.Venue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** WebSocket API methods that are about the connection itself: logging on and the user stream. */
final class SessionMethods {

  static final int WEIGHT = 2;

  private final Authenticator authenticator;
  private final Venue venue;

  SessionMethods(Authenticator authenticator, Venue venue) {
    this.authenticator = authenticator;
    this.venue = venue;
  }

  static boolean knows(String method) {
    return method.startsWith("session.") || method.startsWith("userDataStream.");
  }

  JsonNode answer(String method, Params params, ApiSession session) {
    long now = venue.wall().getAsLong();
    return switch (method) {
      case "session.logon" -> logOn(params, session, now);
      case "session.status" -> session.status(now);
      case "session.logout" -> {
        // Its subscription is the account's, whichever way it was made.
        session
            .loggedOn()
            .flatMap(a -> session.subscriptionOf(a.name()))
            .ifPresent(id -> terminate(session, id));
        session.logOff();
        yield session.status(now);
      }
      case "session.subscriptions" -> subscriptions(session);
      case "userDataStream.subscribe" -> subscribed(session, requireLoggedOn(session));
      case "userDataStream.subscribe.signature" -> subscribed(session, signer(params));
      case "userDataStream.unsubscribe" -> unsubscribe(params, session);
      default -> throw ApiException.of(-1020, "This operation is not supported.");
    };
  }

  /** The account that a signed request on this connection is of. */
  SimAccount signerOrSession(Params params, ApiSession session) {
    Optional<SimAccount> loggedOn = session.loggedOn();
    if (params.text("apiKey").isPresent() || loggedOn.isEmpty()) {
      return signer(params);
    }
    authenticator.checkTiming(params);
    return loggedOn.get();
  }

  private SimAccount signer(Params params) {
    return authenticator.signed(params.required("apiKey"), params);
  }

  private JsonNode logOn(Params params, ApiSession session, long now) {
    SimAccount account = signer(params);
    if (account.key() instanceof SigningKey.Hmac) {
      throw ApiException.of(-4056, "HMAC_SHA256 API key is not supported.");
    }
    session.logOn(account, now);
    return session.status(now);
  }

  private static SimAccount requireLoggedOn(ApiSession session) {
    return session
        .loggedOn()
        .orElseThrow(
            () ->
                ApiException.unauthorized(
                    -1002, "You are not authorized to execute this request."));
  }

  private static ObjectNode subscribed(ApiSession session, SimAccount account) {
    return JsonNodeFactory.instance.objectNode().put("subscriptionId", session.subscribe(account));
  }

  private static ArrayNode subscriptions(ApiSession session) {
    ArrayNode out = JsonNodeFactory.instance.arrayNode();
    session.subscriptions().forEach(id -> out.addObject().put("subscriptionId", id));
    return out;
  }

  private JsonNode unsubscribe(Params params, ApiSession session) {
    OptionalLong one = params.whole("subscriptionId");
    List<Integer> ending =
        one.isPresent() ? List.of((int) one.getAsLong()) : session.subscriptions();
    ending.forEach(id -> terminate(session, id));
    return JsonNodeFactory.instance.objectNode();
  }

  private void terminate(ApiSession session, int subscription) {
    session.unsubscribe(subscription);
    session.event(
        subscription,
        JsonNodeFactory.instance
            .objectNode()
            .put("e", "eventStreamTerminated")
            .put("E", session.unit().of(venue.playback().marketMicros())));
  }
}
