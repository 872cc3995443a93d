package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.START;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.OrderStatus;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The exchange over a real port, heard and asked by the JDK's own HTTP and WebSocket clients. */
@Timeout(60)
class SimulatedExchangeIT {

  private static final String SECRET = "a-secret";
  private SimulatedExchange exchange;
  private VenueClient client;

  private void start(Recording recording, double speed) {
    SimAccount account =
        SimAccount.hmac(
            "desk", "desk-key", SECRET, Map.of("USD", amount("100000"), "BTC", amount("10")));
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD).withSpeed(speed).withAccounts(account), List.of(recording));
    client = VenueClient.hmac(exchange.restUrl(), "desk-key", SECRET);
  }

  @AfterEach
  void stop() {
    if (exchange != null) {
      exchange.close();
    }
  }

  private void playToEnd() {
    exchange.play();
    await(() -> exchange.progress().finished());
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void streamsEveryTradeInOrderWithMarketTime() {
    start(TestMarket.longRecording(5_000), 1_000);
    try (VenueSocket socket =
        VenueSocket.open(exchange.streamUrl() + "/stream?streams=btcusd@trade")) {
      assertThat(socket.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}").path("result"))
          .hasSize(1);
      exchange.play();
      for (int id = 1; id <= 5_000; id++) {
        JsonNode message = socket.next();
        JsonNode trade = message.path("data");
        assertThat(message.path("stream").asText()).isEqualTo("btcusd@trade");
        assertThat(trade.path("t").asInt()).isEqualTo(id);
        assertThat(trade.path("T").asLong()).isEqualTo(START / 1_000 + (id - 1) * 1_000L);
      }
      assertThat(socket.isSilent()).isTrue();
    }
    // It is noted a turn after the last trade was sent.
    await(() -> exchange.progress().finished());
    assertThat(exchange.progress().marketTimeMicros()).isEqualTo(START + 4_999_000_000L);
  }

  @Test
  void pagesThroughHistoricalTradesById() {
    start(TestMarket.longRecording(2_500), 100_000);
    assertThat(client.get("/api/v3/historicalTrades", "symbol=BTCUSD&fromId=1").body()).isEmpty();
    playToEnd();
    long next = 1;
    while (next <= 2_500) {
      JsonNode page =
          client.get("/api/v3/historicalTrades", "symbol=BTCUSD&limit=1000&fromId=" + next).body();
      for (JsonNode trade : page) {
        assertThat(trade.path("id").asLong()).isEqualTo(next++);
      }
      assertThat(page).isNotEmpty();
    }
    assertThat(client.get("/api/v3/historicalTrades", "symbol=BTCUSD&fromId=2501").body())
        .isEmpty();
    assertThat(client.get("/api/v3/aggTrades", "symbol=BTCUSD&fromId=2400").body()).hasSize(101);
  }

  @Test
  void tellsTheUserStreamEveryStepOfAnOrder() {
    start(TestMarket.recording("800@1", "799@0.4", "799@2"), 2);
    playOneTrade();
    exchange.pause();
    try (VenueSocket user = VenueSocket.open(exchange.wsApiUrl())) {
      assertThat(
              user.ask(subscribe("desk-key", SECRET)).path("result").path("subscriptionId").asInt())
          .isZero();
      VenueClient.Answer placed =
          client.signed(
              "POST",
              "/api/v3/order",
              "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=799.5"
                  + "&newClientOrderId=af-1");
      assertThat(placed.status()).isEqualTo(200);
      assertThat(placed.text("status")).isEqualTo("NEW");
      assertThat(placed.text("transactTime")).hasSize(13);
      exchange.play();

      assertEvent(user.next(), "NEW", "NEW", "0.00000000");
      assertThat(free(user.next(), "USD")).isEqualTo("99200.50000000");
      assertEvent(user.next(), "TRADE", "PARTIALLY_FILLED", "0.40000000");
      user.next();
      JsonNode last = user.next().path("event");
      assertThat(last.path("X").asText()).isEqualTo("FILLED");
      assertThat(last.path("l").asText()).isEqualTo("0.60000000");
      assertThat(last.path("L").asText()).isEqualTo("799.50000000");
      assertThat(last.path("n").asText()).isEqualTo("0.00060000");
      assertThat(last.path("N").asText()).isEqualTo("BTC");
      assertThat(last.path("m").asBoolean()).isTrue();
      assertThat(last.path("T").asLong()).isEqualTo(START / 1_000 + 2_000);
      assertThat(free(user.next(), "BTC")).isEqualTo("10.99900000");
    }
    JsonNode trades = client.signed("GET", "/api/v3/myTrades", "symbol=BTCUSD&fromId=0").body();
    assertThat(trades).hasSize(2);
    assertThat(trades.path(1).path("id").asInt()).isEqualTo(2);
    Ledger ledger = exchange.ledger();
    assertThat(ledger.orders())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.status()).isEqualTo(OrderStatus.FILLED);
              assertThat(o.clientOrderId()).isEqualTo("af-1");
              assertThat(o.request().receivedWallMicros()).isGreaterThan(START);
            });
    assertThat(ledger.balance("desk", "BTC")).isEqualTo(new Balance("BTC", amount("10.999"), 0));
  }

  @Test
  void tellsTheUserStreamOfBothOrdersThatDidNotTradeWithEachOther() {
    start(TestMarket.recording("800@1", "801@1"), 0.001);
    playOneTrade();
    String order = "symbol=BTCUSD&type=LIMIT&timeInForce=GTC&price=800";
    client.signed("POST", "/api/v3/order", order + "&side=BUY&quantity=2&newClientOrderId=maker");
    try (VenueSocket user = VenueSocket.open(exchange.wsApiUrl())) {
      user.ask(subscribe("desk-key", SECRET));
      client.signed(
          "POST",
          "/api/v3/order",
          order + "&side=SELL&quantity=3&selfTradePreventionMode=EXPIRE_BOTH");
      user.next();
      user.next();
      JsonNode maker = user.next().path("event");
      assertThat(maker.path("c").asText()).isEqualTo("maker");
      assertThat(maker.path("x").asText()).isEqualTo("TRADE_PREVENTION");
      assertThat(maker.path("X").asText()).isEqualTo("EXPIRED_IN_MATCH");
      assertThat(maker.path("A").asText()).isEqualTo("2.00000000");
      assertThat(maker.path("pl").asText()).isEqualTo("2.00000000");
      assertThat(maker.path("pY").asText()).isEqualTo("1600.00000000");
      assertThat(maker.path("U").asInt()).isEqualTo(2);
      assertThat(maker.path("l").asText()).isEqualTo("0.00000000");
      assertThat(free(user.next(), "USD")).isEqualTo("100000.00000000");
      JsonNode taker = user.next().path("event");
      assertThat(taker.path("X").asText()).isEqualTo("EXPIRED_IN_MATCH");
      assertThat(taker.path("V").asText()).isEqualTo("EXPIRE_BOTH");
      assertThat(taker.path("B").asText()).isEqualTo("3.00000000");
    }
  }

  @Test
  void placesAsksAndCancelsOverHttp() {
    start(TestMarket.recording("800@1", "801@1"), 0.001);
    playOneTrade();
    String order =
        "symbol=BTCUSD&side=SELL&type=LIMIT&timeInForce=GTC&quantity=2&price=900"
            + "&newClientOrderId=af-9";
    assertThat(client.signed("POST", "/api/v3/order/test", order).status()).isEqualTo(200);
    assertThat(client.signed("GET", "/api/v3/openOrders", "symbol=BTCUSD").body()).isEmpty();
    VenueClient.Answer placed = client.signed("POST", "/api/v3/order", order);
    assertThat(placed.headers().firstValue("X-MBX-ORDER-COUNT-10S")).hasValue("1");
    assertThat(client.signed("POST", "/api/v3/order", order).message())
        .isEqualTo("Duplicate order sent.");
    assertThat(
            client
                .signed("GET", "/api/v3/order", "symbol=BTCUSD&origClientOrderId=af-9")
                .text("status"))
        .isEqualTo("NEW");
    assertThat(client.signed("GET", "/api/v3/openOrders", "symbol=BTCUSD").body()).hasSize(1);
    assertThat(balance("BTC").path("locked").asText()).isEqualTo("2.00000000");
    VenueClient.Answer cancelled =
        client.signed("DELETE", "/api/v3/order", "symbol=BTCUSD&origClientOrderId=af-9");
    assertThat(cancelled.text("status")).isEqualTo("CANCELED");
    assertThat(cancelled.text("origClientOrderId")).isEqualTo("af-9");
    assertThat(
            client.signed("DELETE", "/api/v3/order", "symbol=BTCUSD&origClientOrderId=af-9").code())
        .isEqualTo(-2011);
    assertThat(balance("BTC").path("free").asText()).isEqualTo("10.00000000");
    // Unique among open orders only: the same id again is a new order.
    assertThat(client.signed("POST", "/api/v3/order", order).body().path("orderId").asInt())
        .isEqualTo(2);
    assertThat(client.signed("GET", "/api/v3/allOrders", "symbol=BTCUSD").body()).hasSize(2);
  }

  @Test
  void fillsMarketOrderAtTheAskAndReportsTheFill() {
    start(TestMarket.recording("800@1"), 1);
    playToEnd();
    JsonNode answer =
        client
            .signed(
                "POST", "/api/v3/order", "symbol=BTCUSD&side=BUY&type=MARKET&quoteOrderQty=800.01")
            .body();
    assertThat(answer.path("status").asText()).isEqualTo("FILLED");
    assertThat(answer.path("executedQty").asText()).isEqualTo("1.00000000");
    assertThat(answer.path("fills").path(0).path("price").asText()).isEqualTo("800.01000000");
    assertThat(answer.path("fills").path(0).path("commission").asText()).isEqualTo("0.00100000");
  }

  @Test
  void closesFastAndFreesThePort() {
    start(TestMarket.longRecording(100), 1);
    exchange.play();
    int port = exchange.port();
    assertThatThrownBy(
            () ->
                SimulatedExchange.start(
                    SimulatorOptions.of(BTCUSD).withPort(port),
                    List.of(TestMarket.recording("1@1"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("127.0.0.1:" + port);
    exchange.close();
    assertThat(exchange.ledger().orders()).isEmpty();
    SimulatedExchange again =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD).withPort(port), List.of(TestMarket.recording("1@1")));
    assertThat(again.port()).isEqualTo(port);
    again.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(t -> !t.isDaemon())
        .noneMatch(t -> t.getName().startsWith("vert.x"));
  }

  /** Plays until the first trade is made, and leaves playback running. */
  private void playOneTrade() {
    exchange.play();
    await(() -> exchange.progress().tradesSent() >= 1);
  }

  private JsonNode balance(String asset) {
    for (JsonNode b : client.signed("GET", "/api/v3/account", "").body().path("balances")) {
      if (b.path("asset").asText().equals(asset)) {
        return b;
      }
    }
    throw new AssertionError("no balance of " + asset);
  }

  private static void assertEvent(JsonNode message, String kind, String status, String last) {
    JsonNode event = message.path("event");
    assertThat(message.path("subscriptionId").asInt()).isZero();
    assertThat(event.path("e").asText()).isEqualTo("executionReport");
    assertThat(event.path("c").asText()).isEqualTo("af-1");
    assertThat(event.path("x").asText()).isEqualTo(kind);
    assertThat(event.path("X").asText()).isEqualTo(status);
    assertThat(event.path("l").asText()).isEqualTo(last);
  }

  private static String free(JsonNode message, String asset) {
    Map<String, String> free = new TreeMap<>();
    assertThat(message.path("event").path("e").asText()).isEqualTo("outboundAccountPosition");
    message
        .path("event")
        .path("B")
        .forEach(b -> free.put(b.path("a").asText(), b.path("f").asText()));
    return free.get(asset);
  }

  static String subscribe(String apiKey, String secret) {
    long now = System.currentTimeMillis();
    String signature = VenueClient.hmac(secret, "apiKey=" + apiKey + "&timestamp=" + now);
    return "{\"id\":\"s\",\"method\":\"userDataStream.subscribe.signature\",\"params\":{\"timestamp\":"
        + now
        + ",\"apiKey\":\""
        + apiKey
        + "\",\"signature\":\""
        + signature
        + "\"}}";
  }
}
