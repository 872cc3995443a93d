package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.config.ConfigException;
import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.faults.FaultScenario;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can go wrong with orders, and what the exchange's own ledger says then. */
@Timeout(60)
class OrderFaultsIT {

  private static final String SECRET = "a-secret-of-the-test";

  private SimulatedExchange exchange;
  private VenueClient client;

  @BeforeEach
  void start() {
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD)
                .withAccounts(
                    SimAccount.hmac("desk", "desk-key", SECRET, Map.of("USD", amount("100000")))),
            List.of(TestMarket.recording("800@1", "799@0.4", "799@2")));
    client = VenueClient.hmac(exchange.restUrl(), "desk-key", SECRET);
    exchange.play();
    while (exchange.progress().tradesSent() == 0) {
      Thread.onSpinWait();
    }
    exchange.pause();
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  private void faults(String... rules) {
    StringBuilder text = new StringBuilder("seed: 1\nfaults:\n");
    for (String rule : rules) {
      text.append("  - {").append(rule).append("}\n");
    }
    exchange.faults(FaultScenario.parse(text.toString()));
  }

  private VenueClient.Answer place(String id) {
    return client.signed("POST", "/api/v3/order", order(id));
  }

  private static String order(String id) {
    return "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=700"
        + "&recvWindow=500&newClientOrderId="
        + id;
  }

  private VenueClient.Answer ask(String id) {
    return client.signed("GET", "/api/v3/order", "symbol=BTCUSD&origClientOrderId=" + id);
  }

  private List<String> atTheVenue() {
    return exchange.ledger().orders().stream().map(o -> o.request().clientOrderId()).toList();
  }

  @Test
  void theAnswerIsLostWhetherTheOrderIsPlacedOrNot() {
    faults(
        "fault: disconnect, on: orders, atRequest: 1",
        "fault: disconnect, on: orders, atRequest: 2, done: true",
        "fault: unknown-status, on: orders, atRequest: 3",
        "fault: unknown-status, on: orders, atRequest: 4, done: true",
        "fault: server-error, on: orders, atRequest: 5, done: true, status: 502");
    assertThatThrownBy(() -> place("a")).hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> place("b")).hasCauseInstanceOf(IOException.class);
    VenueClient.Answer unknown = place("c");
    assertThat(unknown.status()).isEqualTo(504);
    assertThat(unknown.code()).isEqualTo(-1007);
    assertThat(place("d").code()).isEqualTo(-1007);
    assertThatThrownBy(() -> place("e")).hasCauseInstanceOf(JsonProcessingException.class);
    assertThat(place("f").status()).isEqualTo(200);
    assertThat(atTheVenue()).containsExactly("b", "d", "e", "f");
    assertThat(exchange.faultCounts())
        .containsEntry(Fault.DISCONNECT, 2L)
        .containsEntry(Fault.UNKNOWN_STATUS, 2L);
  }

  @Test
  void theAnswerEndsInTheMiddle() {
    faults("fault: cut-answer, on: orders, atRequest: 1");
    assertThatThrownBy(() -> place("a")).hasCauseInstanceOf(JsonProcessingException.class);
    assertThat(atTheVenue()).containsExactly("a");
  }

  @Test
  void anOrderIsThereBeforeQueriesFindIt() throws InterruptedException {
    assertThat(place("seen").status()).isEqualTo(200);
    faults("fault: unknown-status, on: orders, atRequest: 1, done: true, hiddenFor: 600ms");
    place("hidden");
    assertThat(ask("hidden").code()).isEqualTo(-2013);
    assertThat(ask("seen").status()).isEqualTo(200);
    assertThat(client.signed("GET", "/api/v3/openOrders", "symbol=BTCUSD").body()).hasSize(1);
    assertThat(place("hidden").message()).isEqualTo("Duplicate order sent.");
    Thread.sleep(650);
    assertThat(ask("hidden").text("status")).isEqualTo("NEW");
    assertThat(client.signed("GET", "/api/v3/openOrders", "symbol=BTCUSD").body()).hasSize(2);
  }

  @Test
  void aRequestThatWaitsTooLongIsVoid() {
    faults("fault: slow, on: orders, atRequest: 1, min: 700ms, max: 700ms");
    VenueClient.Answer late = place("late");
    assertThat(late.code()).isEqualTo(-1021);
    assertThat(late.message()).contains("outside of the recvWindow");
    faults("fault: slow, on: orders, atRequest: 1, min: 100ms, max: 150ms");
    assertThat(place("slow").status()).isEqualTo(200);
    assertThat(atTheVenue()).containsExactly("slow");
  }

  @Test
  void eachKindOfRequestHasFaultsOfItsOwn() {
    faults(
        "fault: too-many-requests, on: orders, atRequest: 1, retryAfter: 3s",
        "fault: server-error, on: queries, atRequest: 1",
        "fault: unknown-status, on: cancels, atRequest: 1, done: true");
    VenueClient.Answer refused = place("a");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("3");
    assertThat(place("b").status()).isEqualTo(200);
    assertThatThrownBy(() -> ask("b")).hasCauseInstanceOf(JsonProcessingException.class);
    assertThat(ask("b").status()).isEqualTo(200);
    String cancel = "symbol=BTCUSD&origClientOrderId=b";
    assertThat(client.signed("DELETE", "/api/v3/order", cancel).code()).isEqualTo(-1007);
    assertThat(ask("b").text("status")).isEqualTo("CANCELED");
    assertThat(client.get("/api/v3/time", "").status()).isEqualTo(200);
  }

  @Test
  void eventsOfAnAccountAreLostDoubledAndSwapped() {
    try (VenueSocket user = VenueSocket.open(exchange.wsApiUrl())) {
      user.ask(SimulatedExchangeIT.subscribe("desk-key", SECRET));
      // Each order has two events: the order, and the account's balances.
      faults(
          "fault: drop, on: user, atFrame: 1",
          "fault: duplicate, on: user, atFrame: 3",
          "fault: reorder, on: user, atFrame: 5",
          "fault: close, on: user, atFrame: 7");
      place("a");
      assertThat(type(user.next())).isEqualTo("outboundAccountPosition");
      place("b");
      assertThat(List.of(type(user.next()), type(user.next()), type(user.next())))
          .containsExactly("executionReport", "executionReport", "outboundAccountPosition");
      place("c");
      assertThat(List.of(type(user.next()), type(user.next())))
          .containsExactly("outboundAccountPosition", "executionReport");
      place("d");
      assertThat(user.isEnded()).isTrue();
    }
    assertThat(atTheVenue()).containsExactly("a", "b", "c", "d");
  }

  private static String type(JsonNode message) {
    return message.path("event").path("e").asText();
  }

  @Test
  void aStalledUserStreamSaysNothing() {
    try (VenueSocket user = VenueSocket.open(exchange.wsApiUrl());
        VenueSocket market = VenueSocket.open(exchange.streamUrl() + "/ws/btcusd@trade")) {
      user.ask(SimulatedExchangeIT.subscribe("desk-key", SECRET));
      market.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
      faults("fault: stall, on: user, atFrame: 1, for: forever");
      place("a");
      exchange.play();
      assertThat(market.next().path("t").asInt()).isEqualTo(2);
      assertThat(user.isSilent()).isTrue();
    }
  }

  @Test
  void aScenarioThatMakesNoSenseIsRefused() {
    assertThatThrownBy(
            () ->
                faults(
                    "fault: stale-depth, on: orders, rate: 0.1",
                    "fault: drop, on: orders, rate: 0.1",
                    "fault: server-error, on: user, rate: 0.1",
                    "fault: timeout, on: queries, rate: 0.1, done: true",
                    "fault: timeout, on: orders, rate: 0.1, hiddenFor: 1s"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.errors())
                    .hasSize(5)
                    .anySatisfy(t -> assertThat(t).contains("market, user"))
                    .anySatisfy(t -> assertThat(t).contains("cancels, orders, public, queries")));
  }
}
