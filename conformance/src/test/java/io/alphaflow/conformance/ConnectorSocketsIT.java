package io.alphaflow.conformance;

import static io.alphaflow.conformance.TestVenue.KEY;
import static io.alphaflow.conformance.TestVenue.SECRET;
import static io.alphaflow.conformance.TestVenue.SYMBOL;
import static org.assertj.core.api.Assertions.assertThat;

import com.binance.connector.client.impl.SpotClientImpl;
import com.binance.connector.client.impl.WebSocketApiClientImpl;
import com.binance.connector.client.impl.WebSocketStreamClientImpl;
import com.binance.connector.client.impl.spot.Market;
import com.binance.connector.client.utils.signaturegenerator.HmacSignatureGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Market streams and the WebSocket API through Binance's own Java connector, unmodified. */
@Timeout(60)
class ConnectorSocketsIT {

  private TestVenue venue;
  private WebSocketStreamClientImpl streams;
  private WebSocketApiClientImpl api;

  @BeforeEach
  void open() {
    venue = TestVenue.open("99", "98", "102", "102", "102");
    streams = new WebSocketStreamClientImpl(venue.streamUrl());
    api = new WebSocketApiClientImpl(KEY, new HmacSignatureGenerator(SECRET), venue.wsApiUrl());
  }

  @AfterEach
  void close() {
    // Not the clients: closing one ends the threads of the connector's one HTTP client for good.
    venue.close();
  }

  @Test
  void hearsTradesOfASymbol() {
    Heard heard = new Heard();
    streams.tradeStream("btcusdt", heard::text);
    venue.awaitStreams(1);
    venue.trade();
    JsonNode trade = heard.next();
    assertThat(trade.path("e").asText()).isEqualTo("trade");
    assertThat(trade.path("s").asText()).isEqualTo(SYMBOL);
    assertThat(trade.path("t").asLong()).isEqualTo(2);
    assertThat(trade.path("p").asText()).isEqualTo("99.00000000");
    assertThat(trade.path("q").asText()).isEqualTo("10.00000000");
  }

  @Test
  void aBookBuiltFromSnapshotAndDepthUpdatesIsTheVenues() {
    Heard heard = new Heard();
    streams.diffDepthStream("btcusdt", 100, heard::text);
    venue.awaitStreams(1);
    Market market = new SpotClientImpl(venue.restUrl()).createMarket();
    LocalBook book = new LocalBook();
    JsonNode snapshot = Json.read(market.depth(Json.params("symbol", SYMBOL)));
    book.reset(snapshot);
    long last = snapshot.path("lastUpdateId").asLong();
    // The changes of 100 ms of market time are told before the trade after them.
    venue.trade();
    for (int i = 0; i < 3; i++) {
      venue.trade();
      JsonNode update = heard.next();
      assertThat(update.path("e").asText()).isEqualTo("depthUpdate");
      assertThat(update.path("U").asLong()).isEqualTo(last + 1);
      last = update.path("u").asLong();
      book.apply(update);
    }
    assertThat(book.bids().keySet()).containsExactly(new BigDecimal("101.99000000"));
    assertThat(book.asks().keySet()).containsExactly(new BigDecimal("102.01000000"));
    JsonNode asked = Json.read(market.depth(Json.params("symbol", SYMBOL)));
    LocalBook venues = new LocalBook();
    venues.reset(asked);
    assertThat(book.bids()).isEqualTo(venues.bids());
    assertThat(book.asks()).isEqualTo(venues.asks());
    assertThat(asked.path("lastUpdateId").asLong()).isEqualTo(last);
  }

  @Test
  void combinesStreams() {
    Heard heard = new Heard();
    streams.combineStreams(
        new ArrayList<>(List.of("btcusdt@bookTicker", "btcusdt@aggTrade")), heard::text);
    venue.awaitStreams(2);
    venue.trade();
    List<JsonNode> messages = List.of(heard.next(), heard.next());
    JsonNode ticker = Json.where(arrayOf(messages), "stream", "btcusdt@bookTicker").path("data");
    JsonNode trade = Json.where(arrayOf(messages), "stream", "btcusdt@aggTrade").path("data");
    assertThat(ticker.path("b").asText()).isEqualTo("98.99000000");
    assertThat(ticker.path("a").asText()).isEqualTo("99.01000000");
    assertThat(trade.path("p").asText()).isEqualTo("99.00000000");
  }

  @Test
  void placesAsksAndCancelsOverTheWebSocketApi() {
    Heard heard = new Heard();
    api.connect(heard::text);
    api.trade()
        .newOrder(
            SYMBOL,
            "BUY",
            "LIMIT",
            new JSONObject()
                .put("timeInForce", "GTC")
                .put("quantity", 1.5)
                .put("price", 90)
                .put("newClientOrderId", "ws-1")
                .put("requestId", "place"));
    JsonNode placed = heard.next();
    assertThat(placed.path("id").asText()).isEqualTo("place");
    assertThat(placed.path("status").asInt()).isEqualTo(200);
    assertThat(placed.path("result").path("status").asText()).isEqualTo("NEW");
    assertThat(placed.path("result").path("origQty").asText()).isEqualTo("1.50000000");
    assertThat(venue.locked("USDT")).isEqualByComparingTo("135");

    api.trade().getOrder(SYMBOL, new JSONObject().put("origClientOrderId", "ws-1"));
    assertThat(heard.next().path("result").path("price").asText()).isEqualTo("90.00000000");

    api.account().accountStatus(new JSONObject());
    JsonNode balances = heard.next().path("result").path("balances");
    assertThat(Json.where(balances, "asset", "USDT").path("locked").asText())
        .isEqualTo("135.00000000");

    api.trade().cancelOrder(SYMBOL, new JSONObject().put("origClientOrderId", "ws-1"));
    assertThat(heard.next().path("result").path("status").asText()).isEqualTo("CANCELED");
    assertThat(venue.locked("USDT")).isEqualByComparingTo("0");

    api.trade().cancelOrder(SYMBOL, new JSONObject().put("origClientOrderId", "ws-1"));
    JsonNode refused = heard.next();
    assertThat(refused.path("status").asInt()).isEqualTo(400);
    assertThat(refused.path("error").path("code").asInt()).isEqualTo(-2011);
    assertThat(refused.path("error").path("msg").asText()).isEqualTo("Unknown order sent.");
  }

  @Test
  void ofAPairOneFillsAndTheOtherEnds() {
    Heard heard = new Heard();
    api.connect(heard::text);
    api.trade()
        .newOcoOrder(
            SYMBOL,
            "BUY",
            98.5,
            1,
            new JSONObject()
                .put("stopPrice", 103)
                .put("stopLimitPrice", 104)
                .put("stopLimitTimeInForce", "GTC")
                .put("limitClientOrderId", "below")
                .put("stopClientOrderId", "above"));
    JsonNode placed = heard.next();
    assertThat(placed.path("status").asInt()).isEqualTo(200);
    assertThat(placed.path("result").path("orders")).hasSize(2);
    // The dearer of the two holds its money.
    assertThat(venue.locked("USDT")).isEqualByComparingTo("104");
    venue.trade();
    venue.trade();
    assertThat(statusOf(heard, "below")).isEqualTo("FILLED");
    assertThat(statusOf(heard, "above")).isEqualTo("EXPIRED");
    assertThat(venue.locked("USDT")).isEqualByComparingTo("0");
    assertThat(venue.free("USDT")).isEqualByComparingTo("9901.5");
  }

  private String statusOf(Heard heard, String clientId) {
    api.trade().getOrder(SYMBOL, new JSONObject().put("origClientOrderId", clientId));
    return heard.next().path("result").path("status").asText();
  }

  @Test
  void asksForTheMarketOverTheWebSocketApi() {
    Heard heard = new Heard();
    api.connect(heard::text);
    api.general().exchangeInfo(new JSONObject().put("symbol", SYMBOL));
    assertThat(heard.next().path("result").path("symbols").path(0).path("symbol").asText())
        .isEqualTo(SYMBOL);
    api.market().depth(SYMBOL, new JSONObject().put("limit", 5));
    assertThat(heard.next().path("result").path("asks").path(0).path(0).asText())
        .isEqualTo("100.01000000");
  }

  private static JsonNode arrayOf(List<JsonNode> nodes) {
    return JsonNodeFactory.instance.arrayNode().addAll(nodes);
  }
}
