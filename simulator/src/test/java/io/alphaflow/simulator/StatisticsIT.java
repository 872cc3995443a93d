package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.START;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Klines, averages, 24-hour tickers, and what clients ask of the wallet while they start. */
@Timeout(60)
class StatisticsIT {

  private static final SymbolSpec QUIET =
      new SymbolSpec(
          "ETHUSD",
          "ETH",
          "USD",
          amount("0.01"),
          amount("0.0001"),
          amount("0.0001"),
          amount("1000"),
          amount("10"));

  private SimulatedExchange exchange;
  private VenueClient client;

  @BeforeEach
  void start() {
    // 800 at 0:00, 810 at 0:01, 790 at 0:02, 805 at 3:02; the market stands at the last.
    long[] times = {START, START + 1_000_000, START + 2_000_000, START + 182_000_000};
    long[] prices = {amount("800"), amount("810"), amount("790"), amount("805")};
    long[] quantities = {amount("1"), amount("1"), amount("2"), amount("0.5")};
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD, QUIET)
                .withAccounts(
                    SimAccount.hmac("desk", "key", "a-secret", Map.of("USD", amount("10000")))),
            List.of(new Recording("BTCUSD", times, prices, quantities), Recording.none("ETHUSD")));
    for (int i = 0; i < 4; i++) {
      exchange.step();
    }
    client = VenueClient.hmac(exchange.restUrl(), "key", "a-secret");
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  @Test
  void klinesHoldTheTradesAndFillTheGaps() {
    JsonNode klines = client.get("/api/v3/klines", "symbol=BTCUSD&interval=1m").body();
    assertThat(klines).hasSize(4);
    JsonNode first = klines.path(0);
    assertThat(first.path(0).asLong()).isEqualTo(START / 1_000);
    assertThat(first.path(6).asLong()).isEqualTo(START / 1_000 + 59_999);
    assertThat(List.of(1, 2, 3, 4, 5, 7))
        .extracting(i -> first.path(i).asText())
        .containsExactly(
            "800.00000000",
            "810.00000000",
            "790.00000000",
            "790.00000000",
            "4.00000000",
            "3190.00000000");
    assertThat(first.path(8).asInt()).isEqualTo(3);
    assertThat(first.path(9).asText()).isEqualTo("2.00000000");
    JsonNode empty = klines.path(1);
    assertThat(empty.path(1).asText()).isEqualTo("790.00000000");
    assertThat(empty.path(4).asText()).isEqualTo("790.00000000");
    assertThat(empty.path(8).asInt()).isZero();
    assertThat(klines.path(3).path(1).asText()).isEqualTo("805.00000000");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 4, 0",
    "&limit=2, 2, 120000",
    "&startTime=1385337600001, 3, 60000",
    "&startTime=1385337660000&limit=1, 1, 60000",
    "&endTime=1385337719999, 2, 0"
  })
  void klinesArePagedByTime(String query, int count, long firstAfterStartMillis) {
    JsonNode klines = client.get("/api/v3/klines", "symbol=BTCUSD&interval=1m" + query).body();
    assertThat(klines).hasSize(count);
    assertThat(klines.path(0).path(0).asLong()).isEqualTo(START / 1_000 + firstAfterStartMillis);
  }

  @Test
  void klinesOfAnUnknownIntervalAreRefused() {
    assertThat(client.get("/api/v3/klines", "symbol=BTCUSD&interval=7m").code()).isEqualTo(-1120);
    assertThat(client.get("/api/v3/klines", "symbol=ETHUSD&interval=1m").body()).isEmpty();
  }

  @Test
  void averagesByVolumeOverFiveMinutes() {
    VenueClient.Answer answer = client.get("/api/v3/avgPrice", "symbol=BTCUSD");
    // (800 + 810 + 2 × 790 + 0.5 × 805) ÷ 4.5
    assertThat(answer.text("price")).isEqualTo("798.33333333");
    assertThat(answer.body().path("closeTime").asLong()).isEqualTo(START / 1_000 + 182_000);
  }

  @Test
  void tellsTheLastDay() {
    VenueClient.Answer day = client.get("/api/v3/ticker/24hr", "symbol=BTCUSD");
    assertThat(day.text("priceChange")).isEqualTo("5.00000000");
    assertThat(day.text("priceChangePercent")).isEqualTo("0.625");
    assertThat(day.text("highPrice")).isEqualTo("810.00000000");
    assertThat(day.text("volume")).isEqualTo("4.50000000");
    assertThat(day.text("bidPrice")).isEqualTo("804.99000000");
    assertThat(day.body().path("count").asInt()).isEqualTo(4);
    JsonNode both =
        client
            .get("/api/v3/ticker/24hr", "symbols=%5B%22BTCUSD%22,%22ETHUSD%22%5D&type=MINI")
            .body();
    assertThat(both).hasSize(2);
    assertThat(both.path(0).path("lastPrice").asText()).isEqualTo("805.00000000");
    assertThat(both.path(0).has("bidPrice")).isFalse();
    assertThat(both.path(1).path("firstId").asInt()).isEqualTo(-1);
  }

  @Test
  void listsTheSymbolsThatAreAskedFor() {
    JsonNode info = client.get("/api/v3/exchangeInfo", "symbols=%5B%22ETHUSD%22%5D").body();
    assertThat(info.path("symbols")).hasSize(1);
    assertThat(info.path("symbols").path(0).path("symbol").asText()).isEqualTo("ETHUSD");
    assertThat(client.get("/api/v3/exchangeInfo", "symbols=%5BETHUSD%5D").code()).isEqualTo(-1100);
    assertThat(client.get("/api/v3/exchangeInfo", "symbol=BTCUSD&symbols=%5B%5D").code())
        .isEqualTo(-1128);
  }

  @Test
  void answersWhatClientsAskWhileTheyStart() {
    assertThat(client.get("/sapi/v1/system/status", "").body().path("status").asInt()).isZero();
    assertThat(client.get("/sapi/v1/margin/allPairs", "").body()).isEmpty();
    assertThat(client.get("/sapi/v1/margin/isolated/allPairs", "").body()).isEmpty();
    JsonNode assets = client.signed("GET", "/sapi/v1/asset/assetDetail", "").body();
    assertThat(assets.path("BTC").path("withdrawStatus").asBoolean(true)).isFalse();
    JsonNode coins = client.signed("GET", "/sapi/v1/capital/config/getall", "").body();
    assertThat(coins).hasSize(3);
    assertThat(coins.path(2).path("coin").asText()).isEqualTo("USD");
    assertThat(coins.path(2).path("free").asText()).isEqualTo("10000.00000000");
    JsonNode fees = client.signed("GET", "/sapi/v1/asset/tradeFee", "symbol=BTCUSD").body();
    assertThat(fees.path(0).path("takerCommission").asText()).isEqualTo("0.00100000");
    assertThat(client.get("/sapi/v1/asset/assetDetail", "").status()).isEqualTo(400);
  }
}
