package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebSocketApiIT {

  private static final String SECRET = "a-secret";
  private final ObjectMapper json = new ObjectMapper();
  private KeyPair pair;
  private SimulatedExchange exchange;
  private VenueSocket socket;

  @BeforeEach
  void start() throws Exception {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Map<String, Long> money = Map.of("USD", amount("10000"));
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD)
                .withAccounts(
                    SimAccount.hmac("desk", "desk-key", SECRET, money),
                    SimAccount.ed25519("other", "other-key", pair.getPublic(), money)),
            List.of(TestMarket.recording("800@1")));
    exchange.play();
    while (!exchange.progress().finished()) {
      Thread.onSpinWait();
    }
    socket = VenueSocket.open(exchange.wsApiUrl());
  }

  @AfterEach
  void stop() {
    socket.close();
    exchange.close();
  }

  private JsonNode ask(String method, Map<String, String> params) {
    ObjectNode request = json.createObjectNode().put("id", 7).put("method", method);
    ObjectNode out = request.putObject("params");
    params.forEach(out::put);
    return socket.ask(request.toString());
  }

  private Map<String, String> signed(
      String apiKey, UnaryOperator<String> signer, Map<String, String> params) {
    Map<String, String> all = new TreeMap<>(params);
    all.put("apiKey", apiKey);
    all.put("timestamp", Long.toString(System.currentTimeMillis()));
    String text =
        all.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("&"));
    all.put("signature", signer.apply(text));
    return all;
  }

  private Map<String, String> desk(Map<String, String> params) {
    return signed("desk-key", p -> VenueClient.hmac(SECRET, p), params);
  }

  private Map<String, String> other(Map<String, String> params) {
    return signed("other-key", p -> VenueClient.ed25519(pair.getPrivate(), p), params);
  }

  private static final Map<String, String> LIMIT =
      Map.of(
          "symbol", "BTCUSD",
          "side", "BUY",
          "type", "LIMIT",
          "timeInForce", "GTC",
          "quantity", "1.0000",
          "price", "700.00",
          "newClientOrderId", "af-1");

  @Test
  void answersWithIdStatusAndUsedWeight() {
    JsonNode answer = ask("time", Map.of());
    assertThat(answer.path("id").asInt()).isEqualTo(7);
    assertThat(answer.path("status").asInt()).isEqualTo(200);
    assertThat(answer.path("result").path("serverTime").asLong())
        .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(5_000L));
    assertThat(answer.path("rateLimits").path(0).path("count").asInt()).isEqualTo(3);
    assertThat(ask("ping", Map.of()).path("result").isObject()).isTrue();
  }

  @Test
  void placesAndCancelsWithASignatureOverSortedParameters() {
    JsonNode placed = ask("order.place", desk(LIMIT));
    assertThat(placed.path("result").path("status").asText()).isEqualTo("NEW");
    Map<String, String> byId = Map.of("symbol", "BTCUSD", "origClientOrderId", "af-1");
    assertThat(ask("order.status", desk(byId)).path("result").path("orderId").asInt()).isEqualTo(1);
    assertThat(ask("openOrders.status", desk(Map.of())).path("result")).hasSize(1);
    JsonNode account = ask("account.status", desk(Map.of("omitZeroBalances", "true")));
    assertThat(account.path("result").path("balances").path(0).path("locked").asText())
        .isEqualTo("700.00000000");
    assertThat(ask("order.cancel", desk(byId)).path("result").path("status").asText())
        .isEqualTo("CANCELED");
  }

  @Test
  void refusesWrongSignatureUnknownMethodAndBadJson() {
    Map<String, String> wrong = desk(LIMIT);
    wrong.put("price", "701.00");
    JsonNode refused = ask("order.place", wrong);
    assertThat(refused.path("status").asInt()).isEqualTo(400);
    assertThat(refused.path("error").path("code").asInt()).isEqualTo(-1022);
    assertThat(ask("order.make", Map.of()).path("error").path("code").asInt()).isEqualTo(-1020);
    assertThat(socket.ask("{oops").path("error").path("code").asInt()).isEqualTo(-1135);
    assertThat(exchange.ledger().orders()).isEmpty();
  }

  @Test
  void sessionLogonLetsLaterRequestsGoUnsigned() {
    JsonNode refused = ask("session.logon", desk(Map.of()));
    assertThat(refused.path("error").path("code").asInt()).isEqualTo(-4056);
    assertThat(ask("userDataStream.subscribe", Map.of()).path("status").asInt()).isEqualTo(401);
    JsonNode logon = ask("session.logon", other(Map.of()));
    assertThat(logon.path("result").path("apiKey").asText()).isEqualTo("other-key");
    assertThat(
            ask("userDataStream.subscribe", Map.of()).path("result").path("subscriptionId").asInt())
        .isZero();
    Map<String, String> unsigned = new TreeMap<>(LIMIT);
    unsigned.put("timestamp", Long.toString(System.currentTimeMillis()));
    ObjectNode request = json.createObjectNode().put("id", "p").put("method", "order.place");
    ObjectNode params = request.putObject("params");
    unsigned.forEach(params::put);
    socket.say(request.toString());
    assertThat(socket.next().path("event").path("x").asText()).isEqualTo("NEW");
    assertThat(socket.next().path("event").path("e").asText()).isEqualTo("outboundAccountPosition");
    assertThat(socket.next().path("id").asText()).isEqualTo("p");
    socket.say("{\"id\":1,\"method\":\"userDataStream.unsubscribe\"}");
    assertThat(socket.next().path("event").path("e").asText()).isEqualTo("eventStreamTerminated");
    assertThat(socket.next().path("status").asInt()).isEqualTo(200);
    assertThat(ask("session.status", Map.of()).path("result").path("userDataStream").asBoolean())
        .isFalse();
  }

  @Test
  void sendsEventsOnlyOfSubscribedAccountsAndOnce() {
    assertThat(ask("userDataStream.subscribe.signature", desk(Map.of())).path("status").asInt())
        .isEqualTo(200);
    assertThat(
            ask("userDataStream.subscribe.signature", desk(Map.of()))
                .path("error")
                .path("code")
                .asInt())
        .isEqualTo(-2035);
    VenueClient rest = VenueClient.hmac(exchange.restUrl(), "desk-key", SECRET);
    VenueClient.ed25519(exchange.restUrl(), "other-key", pair.getPrivate())
        .signed("POST", "/api/v3/order", "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1");
    rest.signed("POST", "/api/v3/order", "symbol=BTCUSD&side=BUY&type=MARKET&quantity=2");
    List<String> kinds = new ArrayList<>();
    for (JsonNode message : socket.next(4)) {
      JsonNode event = message.path("event");
      kinds.add(event.path("e").asText() + " " + event.path("x").asText());
      if (event.path("e").asText().equals("executionReport")) {
        assertThat(event.path("i").asInt()).isEqualTo(2);
      }
    }
    assertThat(kinds)
        .containsExactly(
            "executionReport NEW",
            "outboundAccountPosition ",
            "executionReport TRADE",
            "outboundAccountPosition ");
    assertThat(socket.isSilent()).isTrue();
  }

  @Test
  void executionReportHasTheDocumentedKeysInOrder() {
    ask("userDataStream.subscribe.signature", desk(Map.of()));
    VenueClient.hmac(exchange.restUrl(), "desk-key", SECRET)
        .signed("POST", "/api/v3/order", "symbol=BTCUSD&side=BUY&type=MARKET&quantity=2");
    List<String> keys = new ArrayList<>();
    socket.next().path("event").fieldNames().forEachRemaining(keys::add);
    assertThat(String.join(" ", keys))
        .isEqualTo("e E s c S o f q p P F g C x X r i l z L n N T t I w m M O Z Y Q W V");
  }

  @Test
  void cancelReportCarriesBothClientOrderIds() {
    ask("userDataStream.subscribe.signature", desk(Map.of()));
    VenueClient rest = VenueClient.hmac(exchange.restUrl(), "desk-key", SECRET);
    rest.signed(
        "POST",
        "/api/v3/order",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=700"
            + "&newClientOrderId=af-1");
    rest.signed(
        "DELETE",
        "/api/v3/order",
        "symbol=BTCUSD&origClientOrderId=af-1&newClientOrderId=cancel-1");
    socket.next(2);
    JsonNode cancel = socket.next().path("event");
    assertThat(cancel.path("x").asText()).isEqualTo("CANCELED");
    assertThat(cancel.path("c").asText()).isEqualTo("cancel-1");
    assertThat(cancel.path("C").asText()).isEqualTo("af-1");
  }
}
