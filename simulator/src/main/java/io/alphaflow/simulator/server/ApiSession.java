package io.alphaflow.simulator.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.protocol.ApiException;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the venue remembers of one WebSocket API connection: who logged on, what it listens to. */
final class ApiSession {

  private static final Channel USER = new Channel("user");

  private final StreamClient client;
  private final String address;
  private final long connectedMicros;
  private final Map<Integer, String> accountBySubscription = new TreeMap<>();
  private Optional<SimAccount> loggedOn = Optional.empty();
  private long loggedOnMicros;
  private int nextSubscription;

  ApiSession(StreamClient client, String address, long connectedMicros) {
    this.client = client;
    this.address = address;
    this.connectedMicros = connectedMicros;
  }

  VenueTimeUnit unit() {
    return client.unit();
  }

  String address() {
    return address;
  }

  Optional<SimAccount> loggedOn() {
    return loggedOn;
  }

  void logOn(SimAccount account, long nowMicros) {
    loggedOn = Optional.of(account);
    loggedOnMicros = nowMicros;
  }

  void logOff() {
    loggedOn = Optional.empty();
  }

  /** The session as {@code session.status} tells it; times in wall time. */
  ObjectNode status(long nowMicros) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("apiKey", loggedOn.map(SimAccount::apiKey).orElse(null));
    out.put("authorizedSince", loggedOn.map(a -> unit().of(loggedOnMicros)).orElse(null));
    return out.put("connectedSince", unit().of(connectedMicros))
        .put("returnRateLimits", true)
        .put("serverTime", unit().of(nowMicros))
        .put("userDataStream", !accountBySubscription.isEmpty());
  }

  int subscribe(SimAccount account) {
    if (subscriptionOf(account.name()).isPresent()) {
      throw ApiException.of(-2035, "User Data Stream subscription already active.");
    }
    accountBySubscription.put(nextSubscription, account.name());
    return nextSubscription++;
  }

  void unsubscribe(int subscription) {
    if (accountBySubscription.remove(subscription) == null) {
      throw ApiException.of(-2036, "User Data Stream subscription not active.");
    }
  }

  List<Integer> subscriptions() {
    return List.copyOf(accountBySubscription.keySet());
  }

  Optional<Integer> subscriptionOf(String account) {
    return accountBySubscription.entrySet().stream()
        .filter(e -> e.getValue().equals(account))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  void event(int subscription, ObjectNode event) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("subscriptionId", subscription);
    out.set("event", event);
    client.send(USER, out.toString());
  }

  void send(ObjectNode answer) {
    client.answer(answer.toString());
  }
}
