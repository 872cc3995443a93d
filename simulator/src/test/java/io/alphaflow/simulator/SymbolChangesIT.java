package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SymbolChangesIT {

  private static final String ORDER =
      "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=700.05";

  private SimulatedExchange exchange;
  private VenueClient client;

  @BeforeEach
  void start() {
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD)
                .withSpeed(1_000)
                .withAccounts(
                    SimAccount.hmac("desk", "key", "secret", Map.of("USD", amount("10000")))),
            List.of(TestMarket.longRecording(10)));
    client = VenueClient.hmac(exchange.restUrl(), "key", "secret");
    exchange.play();
    while (!exchange.progress().finished()) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  private JsonNode listed(String symbol) {
    for (JsonNode s : client.get("/api/v3/exchangeInfo", "").body().path("symbols")) {
      if (s.path("symbol").asText().equals(symbol)) {
        return s;
      }
    }
    throw new AssertionError(symbol + " is not listed");
  }

  @Test
  void aChangedGridIsShownAndHoldsForNewOrders() {
    assertThat(client.signed("POST", "/api/v3/order", ORDER).status()).isEqualTo(200);
    VenueClient.Answer answer =
        client.send("PUT", "/admin/symbols", "", "{\"symbol\":\"BTCUSD\",\"tickSize\":\"0.1\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(listed("BTCUSD").path("filters").path(0).path("tickSize").asText())
        .isEqualTo("0.10000000");
    assertThat(listed("BTCUSD").path("filters").path(1).path("stepSize").asText())
        .isEqualTo("0.00010000");
    assertThat(client.signed("POST", "/api/v3/order", ORDER).message())
        .isEqualTo("Filter failure: PRICE_FILTER");
  }

  @Test
  void aBreakRefusesOrdersButNotCancels() {
    long order = client.signed("POST", "/api/v3/order", ORDER).body().path("orderId").asLong();
    exchange.updateSymbol(BTCUSD, TradingStatus.BREAK);
    assertThat(listed("BTCUSD").path("status").asText()).isEqualTo("BREAK");
    assertThat(client.signed("POST", "/api/v3/order", ORDER).message())
        .isEqualTo("Market is closed.");
    assertThat(client.signed("DELETE", "/api/v3/order", "symbol=BTCUSD&orderId=" + order).status())
        .isEqualTo(200);
    exchange.updateSymbol(BTCUSD);
    assertThat(client.signed("POST", "/api/v3/order", ORDER).status()).isEqualTo(200);
  }

  @Test
  void listsANewSymbolInWhichNothingHappens() {
    VenueClient.Answer answer =
        client.send(
            "PUT",
            "/admin/symbols",
            "",
            "{symbol: ETHUSD, base: ETH, quote: USD, tickSize: 0.01, stepSize: 0.001,"
                + " minQuantity: 0.001, maxQuantity: 1000, minNotional: 5, status: BREAK}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(listed("ETHUSD").path("status").asText()).isEqualTo("BREAK");
    assertThat(client.get("/api/v3/trades", "symbol=ETHUSD").body()).isEmpty();
    assertThat(client.get("/api/v3/depth", "symbol=ETHUSD").body().path("lastUpdateId").asInt())
        .isZero();
    assertThat(exchange.marketTrades("ETHUSD")).isEmpty();
  }

  @Test
  void tellsAllThatIsWrongWithAChangeAndChangesNothing() {
    VenueClient.Answer answer =
        client.send(
            "PUT", "/admin/symbols", "", "{symbol: ETHUSD, tickSize: small, status: ASLEEP}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("errors").size()).isGreaterThanOrEqualTo(7);
    assertThat(
            client
                .send("PUT", "/admin/symbols", "", "{symbol: BTCUSD, base: ETH}")
                .body()
                .path("errors")
                .path(0)
                .asText())
        .contains("cannot change to ETH for USD");
    assertThatThrownBy(
            () ->
                exchange.updateSymbol(
                    new SymbolSpec("BTCUSD", "BTC", "USD", amount("1"), 1, 1, amount("1000"), 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tickSize × stepSize must have at most eight decimals");
    assertThat(client.get("/admin/symbols", "").body().path("symbols")).hasSize(1);
  }
}
