package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.START;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stepping through the market from outside, and the ground truth afterwards. */
@Timeout(60)
class AdminApiIT {

  private SimulatedExchange exchange;
  private VenueClient client;

  @BeforeEach
  void start() {
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD)
                .withAccounts(
                    SimAccount.hmac("desk", "key", "a-secret", Map.of("USD", amount("10000")))),
            List.of(TestMarket.recording("800@1", "790@2", "795@1")));
    client = VenueClient.hmac(exchange.restUrl(), "key", "a-secret");
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  private JsonNode playback(String command) {
    return client.send("PUT", "/admin/playback", "", command).body();
  }

  @Test
  void stepsFromTradeToTrade() {
    JsonNode before = client.get("/admin/playback", "").body();
    assertThat(before.path("playing").asBoolean()).isFalse();
    assertThat(before.path("tradesSent").asInt()).isZero();
    JsonNode after = playback("{\"step\": 2}");
    assertThat(after.path("tradesSent").asInt()).isEqualTo(2);
    assertThat(after.path("marketTimeMicros").asLong()).isEqualTo(START + 1_000_000);
    assertThat(client.get("/api/v3/ticker/price", "symbol=BTCUSD").text("price"))
        .isEqualTo("790.00000000");
    assertThat(playback("{\"playing\": true}").path("playing").asBoolean()).isTrue();
    assertThat(playback("{\"playing\": false, \"step\": 9}").path("finished").asBoolean()).isTrue();
  }

  @Test
  void refusesCommandsThatItDoesNotKnow() {
    VenueClient.Answer answer =
        client.send("PUT", "/admin/playback", "", "{\"steps\": 1, \"playing\": \"maybe\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("errors")).hasSize(2);
  }

  @Test
  void tellsOrdersFillsAndBalances() {
    exchange.step();
    client.signed(
        "POST",
        "/api/v3/order",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=3&price=795&newClientOrderId=a");
    exchange.step();
    VenueClient.Answer answer = client.get("/admin/ledger", "");
    JsonNode order = answer.body().path("orders").path(0);
    assertThat(order.path("clientOrderId").asText()).isEqualTo("a");
    assertThat(order.path("status").asText()).isEqualTo("PARTIALLY_FILLED");
    assertThat(order.path("executedQuantity").asText()).isEqualTo("2");
    JsonNode fill = answer.body().path("fills").path(0);
    assertThat(fill.path("price").asText()).isEqualTo("795");
    assertThat(fill.path("commission").asText()).isEqualTo("0.002");
    assertThat(fill.path("maker").asBoolean()).isTrue();
    JsonNode balances = answer.body().path("balances").path("desk");
    assertThat(balances.path("BTC").path("free").asText()).isEqualTo("1.998");
    assertThat(balances.path("USD").path("locked").asText()).isEqualTo("795");
    assertThat(answer.body().toString()).doesNotContain("a-secret");
  }
}
