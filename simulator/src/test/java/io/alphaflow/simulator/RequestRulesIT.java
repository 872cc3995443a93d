package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.matching.MatchingRules;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the venue refuses, and in which words. */
@Timeout(60)
class RequestRulesIT {

  private static final String SECRET = "a-secret";
  private static final String LIMIT =
      "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=700";
  private SimulatedExchange exchange;
  private VenueClient client;
  private KeyPair pair;

  @BeforeEach
  void start() throws Exception {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    start(VenueLimits.DEFAULT);
  }

  private void start(VenueLimits limits) {
    Map<String, Long> money = Map.of("USD", amount("10000"));
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD)
                .withLimits(limits)
                .withRules(new MatchingRules(100_000, 100_000, 1, amount("1")))
                .withAccounts(
                    SimAccount.hmac("desk", "desk-key", SECRET, money),
                    SimAccount.ed25519("other", "other-key", pair.getPublic(), money)),
            List.of(TestMarket.recording("800@1")));
    client = VenueClient.hmac(exchange.restUrl(), "desk-key", SECRET);
    exchange.play();
    while (!exchange.progress().finished()) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  private static void assertError(VenueClient.Answer answer, int status, int code, String text) {
    assertThat(answer.message()).isEqualTo(text);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void refusesAWrongSignature() {
    VenueClient liar = VenueClient.hmac(exchange.restUrl(), "desk-key", "another-secret");
    assertError(
        liar.signed("POST", "/api/v3/order", LIMIT),
        400,
        -1022,
        "Signature for this request is not valid.");
    assertThat(exchange.ledger().orders()).isEmpty();
  }

  @Test
  void refusesMissingAndUnknownKeysAndMissingParameters() {
    VenueClient nobody = VenueClient.hmac(exchange.restUrl(), "", SECRET);
    assertError(nobody.signed("GET", "/api/v3/account", ""), 401, -2014, "API-key format invalid.");
    VenueClient stranger = VenueClient.hmac(exchange.restUrl(), "stranger", SECRET);
    assertError(
        stranger.signed("GET", "/api/v3/account", ""),
        401,
        -2015,
        "Invalid API-key, IP, or permissions for action.");
    assertError(
        client.get("/api/v3/account", ""),
        400,
        -1102,
        "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.");
    assertError(
        client.get("/api/v3/account", "timestamp=1"),
        400,
        -1102,
        "Mandatory parameter 'signature' was not sent, was empty/null, or malformed.");
  }

  @Test
  void holdsTimestampsAgainstWallTime() {
    long now = client.get("/api/v3/time", "").body().path("serverTime").asLong();
    assertThat(Math.abs(now - System.currentTimeMillis())).isLessThan(5_000);
    assertError(
        client.signedAt("GET", "/api/v3/account", "", now + 5_000),
        400,
        -1021,
        "Timestamp for this request was 1000ms ahead of the server's time.");
    String late = "Timestamp for this request is outside of the recvWindow.";
    assertError(client.signedAt("GET", "/api/v3/account", "", now - 6_000), 400, -1021, late);
    assertThat(
            client.signedAt("GET", "/api/v3/account", "recvWindow=20000.5", now - 6_000).status())
        .isEqualTo(200);
    assertThat(client.signedAt("GET", "/api/v3/account", "", now * 1_000).status())
        .as("microseconds")
        .isEqualTo(200);
    assertThat(client.signed("GET", "/api/v3/account", "recvWindow=60001").code()).isEqualTo(-1102);
  }

  @Test
  void takesEd25519SignaturesAndKeepsAccountsApart() {
    VenueClient other = VenueClient.ed25519(exchange.restUrl(), "other-key", pair.getPrivate());
    assertThat(other.signed("POST", "/api/v3/order", LIMIT).status()).isEqualTo(200);
    assertThat(client.signed("GET", "/api/v3/openOrders", "").body()).isEmpty();
    assertThat(other.signed("GET", "/api/v3/openOrders", "").body()).hasSize(1);
    VenueClient thief = VenueClient.ed25519(exchange.restUrl(), "desk-key", pair.getPrivate());
    assertThat(thief.signed("GET", "/api/v3/openOrders", "").code()).isEqualTo(-1022);
  }

  @Test
  void takesParametersFromTheBodyWithTheSignatureInTheQuery() {
    String body = LIMIT + "&timestamp=" + System.currentTimeMillis();
    VenueClient.Answer answer =
        client.send(
            "POST",
            "/api/v3/order",
            "signature=" + VenueClient.hmac(SECRET, body),
            body,
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(answer.text("status")).isEqualTo("NEW");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "symbol=ETHUSD&side=BUY&type=MARKET&quantity=1 | -1121 | Invalid symbol.",
        "symbol=BTCUSD&side=HOLD&type=MARKET&quantity=1 | -1117 | Invalid side.",
        "symbol=BTCUSD&side=BUY&type=STOP&quantity=1 | -1116 | Invalid orderType.",
        "symbol=BTCUSD&side=BUY&type=STOP_LOSS&quantity=1 | -1102"
            + " | Param 'stopPrice' or 'trailingDelta' must be sent, but both were empty/null!",
        "symbol=BTCUSD&side=BUY&type=STOP_LOSS&quantity=1&stopPrice=700 | -2010"
            + " | Order would trigger immediately.",
        "symbol=BTCUSD&side=BUY&type=STOP_LOSS&quantity=1&trailingDelta=100 | -2010"
            + " | Trailing stop orders are not supported for this symbol.",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=700&pegPriceType=X"
            + " | -2010 | Pegged orders are not supported for this symbol.",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=700&stopPrice=1"
            + " | -1106 | Parameter 'stopPrice' sent when not required.",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=100 | -1013"
            + " | Filter failure: PERCENT_PRICE_BY_SIDE",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=700&icebergQty=1"
            + " | -2010 | IcebergQty exceeds QTY.",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=2&price=700&icebergQty=0.01"
            + " | -1013 | Filter failure: ICEBERG_PARTS",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=IOC&quantity=1&price=700&icebergQty=0.1"
            + " | -1014 | Unsupported order combination.",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=DAY&quantity=1&price=1 | -1115"
            + " | Invalid timeInForce.",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&price=1 | -1102"
            + " | Mandatory parameter 'quantity' was not sent, was empty/null, or malformed.",
        "symbol=BTCUSD&side=BUY&type=MARKET | -1102"
            + " | Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!",
        "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1&price=1 | -1106"
            + " | Parameter 'price' sent when not required.",
        "symbol=BTCUSD&side=BUY&type=MARKET&quantity=0 | -1013 | Invalid quantity.",
        "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1e3 | -1100"
            + " | Illegal characters found in parameter 'quantity'; legal range is"
            + " '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.",
        "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1.000000001 | -1111"
            + " | Parameter 'quantity' has too much precision.",
        "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1.00001 | -1013"
            + " | Filter failure: LOT_SIZE",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=1.001 | -1013"
            + " | Filter failure: PRICE_FILTER",
        "symbol=BTCUSD&side=BUY&type=MARKET&quoteOrderQty=9 | -1013 | Filter failure: NOTIONAL",
        "symbol=BTCUSD&side=BUY&type=MARKET&quoteOrderQty=0.01 | -1013 | Filter failure: NOTIONAL",
        "symbol=BTCUSD&side=SELL&type=MARKET&quantity=1 | -2010"
            + " | Account has insufficient balance for requested action.",
        "symbol=BTCUSD&side=BUY&type=LIMIT_MAKER&quantity=1&price=900 | -2010"
            + " | Order would immediately match and take.",
        "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1&newClientOrderId=a.b | -1100"
            + " | Illegal characters found in parameter 'newClientOrderId'; legal range is"
            + " '^[a-zA-Z0-9-_]{1,36}$'.",
        "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1"
            + "&newClientOrderId=0123456789012345678901234567890123456 | -1100"
            + " | Illegal characters found in parameter 'newClientOrderId'; legal range is"
            + " '^[a-zA-Z0-9-_]{1,36}$'.",
      })
  void refusesBadOrdersInTheVenuesWords(String query, int code, String message) {
    assertError(client.signed("POST", "/api/v3/order", query), 400, code, message);
    assertError(client.signed("POST", "/api/v3/order/test", query), 400, code, message);
    assertThat(exchange.ledger().orders()).isEmpty();
  }

  @Test
  void cancelsGoWrongAsAScenarioSaysAndOthersDoNot() {
    exchange.faults(
        FaultScenario.parse(
            """
            faults:
              - {fault: too-many-requests, on: cancels, atRequest: 1, retryAfter: 2s}
              - {fault: server-error, on: cancels, atRequest: 2}
              - {fault: server-error, on: cancels, atRequest: 3, done: true}
            """));
    client.signed("POST", "/api/v3/order", LIMIT + "&newClientOrderId=c");
    String cancel = "symbol=BTCUSD&origClientOrderId=c";
    VenueClient.Answer refused = client.signed("DELETE", "/api/v3/order", cancel);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
    assertThatThrownBy(() -> client.signed("DELETE", "/api/v3/order", cancel))
        .hasMessageContaining("Unexpected character ('<'");
    assertThat(client.signed("GET", "/api/v3/order", cancel).text("status")).isEqualTo("NEW");
    assertThatThrownBy(() -> client.signed("DELETE", "/api/v3/order", cancel))
        .hasMessageContaining("Unexpected character ('<'");
    assertThat(client.signed("GET", "/api/v3/order", cancel).text("status")).isEqualTo("CANCELED");
    assertThat(client.signed("DELETE", "/api/v3/order", cancel).code()).isEqualTo(-2011);
    assertThat(exchange.ledger().orders().get(0).cancelledWallMicros())
        .isGreaterThan(exchange.ledger().orders().get(0).request().receivedWallMicros());
  }

  @Test
  void ordersThatWouldMeetAnOwnOneExpireInTheVenuesWords() {
    String buy = LIMIT.replace("price=700", "price=800");
    client.signed("POST", "/api/v3/order", buy + "&newClientOrderId=maker");
    VenueClient.Answer noMoney = client.signed("POST", "/api/v3/order", LIMIT + "&side=SELL");
    assertThat(noMoney.status()).isEqualTo(400);
    client.signed("POST", "/api/v3/order", "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1");
    String sell = "symbol=BTCUSD&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.9&price=800";
    assertError(
        client.signed("POST", "/api/v3/order", sell + "&selfTradePreventionMode=TRANSFER"),
        400,
        -1013,
        "This symbol does not allow the specified self-trade prevention mode.");
    JsonNode taker =
        client
            .signed("POST", "/api/v3/order", sell + "&selfTradePreventionMode=EXPIRE_TAKER")
            .body();
    assertThat(taker.path("status").asText()).isEqualTo("EXPIRED_IN_MATCH");
    assertThat(taker.path("selfTradePreventionMode").asText()).isEqualTo("EXPIRE_TAKER");
    assertThat(taker.path("preventedQuantity").asText()).isEqualTo("0.90000000");
    assertThat(taker.path("fills")).isEmpty();
    JsonNode match = taker.path("preventedMatches").path(0);
    assertThat(match.path("takerPreventedQuantity").asText()).isEqualTo("0.90000000");
    assertThat(match.has("makerPreventedQuantity")).isFalse();
    JsonNode both =
        client
            .signed("POST", "/api/v3/order", sell + "&selfTradePreventionMode=EXPIRE_MAKER")
            .body();
    assertThat(both.path("status").asText()).isEqualTo("NEW");
    JsonNode maker =
        client.signed("GET", "/api/v3/order", "symbol=BTCUSD&origClientOrderId=maker").body();
    assertThat(maker.path("status").asText()).isEqualTo("EXPIRED_IN_MATCH");
    assertThat(maker.path("preventedQuantity").asText()).isEqualTo("1.00000000");
    assertThat(maker.path("selfTradePreventionMode").asText()).isEqualTo("NONE");
  }

  @Test
  void answersForOrdersThatDoNotExist() {
    assertError(
        client.signed("GET", "/api/v3/order", "symbol=BTCUSD&origClientOrderId=none"),
        400,
        -2013,
        "Order does not exist.");
    assertError(
        client.signed("DELETE", "/api/v3/order", "symbol=BTCUSD&orderId=5"),
        400,
        -2011,
        "Unknown order sent.");
    assertThat(client.signed("GET", "/api/v3/order", "symbol=BTCUSD").code()).isEqualTo(-1102);
  }

  @Test
  void hasNoListenKeys() {
    assertThat(client.send("POST", "/api/v3/userDataStream", "", "").status()).isEqualTo(410);
    assertThat(client.get("/api/v3/nothing", "").status()).isEqualTo(404);
  }

  @Test
  void tellsItsRules() {
    VenueClient.Answer answer = client.get("/api/v3/exchangeInfo", "symbol=BTCUSD");
    assertThat(answer.headers().firstValue("X-MBX-USED-WEIGHT-1M")).hasValue("20");
    assertThat(answer.body().path("rateLimits").path(0).path("limit").asInt()).isEqualTo(6_000);
    var filters = answer.body().path("symbols").path(0).path("filters");
    assertThat(filters.findValuesAsText("filterType"))
        .containsExactly(
            "PRICE_FILTER",
            "LOT_SIZE",
            "ICEBERG_PARTS",
            "MARKET_LOT_SIZE",
            "PERCENT_PRICE_BY_SIDE",
            "NOTIONAL",
            "MAX_NUM_ORDERS",
            "MAX_NUM_ORDER_LISTS",
            "MAX_NUM_ALGO_ORDERS",
            "MAX_NUM_ICEBERG_ORDERS",
            "MAX_NUM_ORDER_AMENDS");
    assertThat(filters.path(0).path("tickSize").asText()).isEqualTo("0.01000000");
    assertThat(filters.path(1).path("stepSize").asText()).isEqualTo("0.00010000");
    assertThat(filters.path(5).path("minNotional").asText()).isEqualTo("10.00000000");
  }

  @Test
  void answersTimesInMicrosecondsWhenAsked() {
    String query = "symbol=BTCUSD&fromId=1";
    assertThat(
            client
                .send(
                    "GET", "/api/v3/historicalTrades", query, "", "X-MBX-TIME-UNIT", "MICROSECOND")
                .body()
                .path(0)
                .path("time")
                .asLong())
        .isEqualTo(TestMarket.START);
    assertThat(client.get("/api/v3/historicalTrades", query).body().path(0).path("time").asLong())
        .isEqualTo(TestMarket.START / 1_000);
    assertThat(client.send("GET", "/api/v3/time", "", "", "X-MBX-TIME-UNIT", "HOUR").code())
        .isEqualTo(-1194);
  }

  @Test
  void successfulOrdersCostNoWeightAndRefusedOnesDo() {
    VenueClient.Answer placed = client.signed("POST", "/api/v3/order", LIMIT);
    assertThat(placed.headers().firstValue("X-MBX-USED-WEIGHT-1M")).hasValue("0");
    VenueClient.Answer refused = client.signed("POST", "/api/v3/order", LIMIT + "&side=X");
    assertThat(refused.headers().firstValue("X-MBX-USED-WEIGHT-1M")).hasValue("1");
  }

  @Test
  void stopsAClientThatUsesTooMuchWeight() {
    exchange.close();
    start(new VenueLimits(60, 100, 1_000, 1_000));
    for (int i = 0; i < 3; i++) {
      assertThat(client.get("/api/v3/exchangeInfo", "").status()).isEqualTo(200);
    }
    VenueClient.Answer stopped = client.get("/api/v3/exchangeInfo", "");
    assertThat(stopped.status()).isEqualTo(429);
    assertThat(stopped.code()).isEqualTo(-1003);
    assertThat(stopped.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
  }

  @Test
  void stopsAnAccountWithTooManyUnfilledOrders() {
    exchange.close();
    start(new VenueLimits(6_000, 2, 3, 1_000));
    // A fill gives credit, so only the two that rest count.
    client.signed("POST", "/api/v3/order", "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1");
    long stopped = 0;
    for (int i = 0; i < 4; i++) {
      VenueClient.Answer answer =
          client.signed("POST", "/api/v3/order", LIMIT.replace("price=700", "price=70" + i));
      if (answer.status() == 429) {
        stopped++;
        assertThat(answer.code()).isEqualTo(-1015);
        assertThat(answer.message()).startsWith("Too many new orders; current limit is ");
      }
    }
    // The ten-second window may roll once while the test runs, the limit of the day does not.
    assertThat(stopped).isBetween(1L, 2L);
    assertThat(client.signed("GET", "/api/v3/rateLimit/order", "").body()).hasSize(2);
  }

  @Test
  void decodesAPercentEncodedEd25519Signature() {
    String payload = "timestamp=" + System.currentTimeMillis();
    String signature = VenueClient.ed25519(pair.getPrivate(), payload);
    VenueClient other = VenueClient.ed25519(exchange.restUrl(), "other-key", pair.getPrivate());
    String encoded = URLEncoder.encode(signature, StandardCharsets.UTF_8);
    assertThat(other.send("GET", "/api/v3/account", payload + "&signature=" + encoded, "").status())
        .isEqualTo(200);
  }
}
