package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.capture.CaptureReader;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eleven minutes of the real BTCUSDT market, played in about a second. */
@Timeout(120)
class CaptureIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SymbolSpec BTCUSDT =
      new SymbolSpec(
          "BTCUSDT",
          "BTC",
          "USDT",
          amount("0.01"),
          amount("0.00001"),
          amount("0.00001"),
          amount("9000"),
          amount("5"));
  private static final String STREAMS =
      "/stream?streams=btcusdt@trade/btcusdt@depth@100ms/btcusdt@bookTicker";

  private final List<JsonNode> captured = new ArrayList<>();
  private JsonNode snapshot;
  private SimulatedExchange exchange;
  private VenueClient client;

  @BeforeEach
  void start() throws IOException {
    List<Path> files = CapturedData.btcusdt();
    for (Path file : files) {
      try (CaptureReader in = CaptureReader.open(file)) {
        for (CaptureLine line = in.next(); line != null; line = in.next()) {
          JsonNode message = JSON.readTree(line.text());
          if (message.has("stream")) {
            captured.add(message);
          } else {
            snapshot = message;
          }
        }
      }
    }
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSDT)
                .withSpeed(1_000)
                .withLimits(new VenueLimits(1_000_000, 100, 1_000, 200_000)),
            List.of(),
            List.of(Capture.read(files)));
    client = VenueClient.hmac(exchange.restUrl(), "", "");
  }

  @AfterEach
  void stop() {
    if (exchange != null) {
      exchange.close();
    }
  }

  private List<JsonNode> captured(String stream) {
    return captured.stream().filter(m -> m.path("stream").asText().equals(stream)).toList();
  }

  private void playToEnd() {
    exchange.play();
    while (!exchange.progress().finished()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void everyMessageComesOutOnceUnchangedAndInOrder() {
    try (VenueSocket socket = VenueSocket.open(exchange.streamUrl() + STREAMS)) {
      exchange.play();
      assertThat(socket.next(captured.size())).isEqualTo(captured);
      assertThat(exchange.progress().tradesSent()).isEqualTo(captured("btcusdt@trade").size());
    }
  }

  @Test
  void convertsTimesAndNothingElseForMicroseconds() {
    try (VenueSocket socket =
        VenueSocket.open(exchange.streamUrl() + "/ws/btcusdt@trade?timeUnit=MICROSECOND")) {
      exchange.play();
      for (JsonNode sent : captured("btcusdt@trade")) {
        JsonNode trade = socket.next();
        assertThat(trade.path("T").asLong())
            .isEqualTo(sent.path("data").path("T").asLong() * 1_000);
        assertThat(trade.path("E").asLong())
            .isEqualTo(sent.path("data").path("E").asLong() * 1_000);
        assertThat(trade.path("t")).isEqualTo(sent.path("data").path("t"));
        assertThat(trade.path("p")).isEqualTo(sent.path("data").path("p"));
      }
    }
  }

  @Test
  void restServesTheCapturedTradesByTheirOwnIds() {
    List<JsonNode> trades = captured("btcusdt@trade");
    long first = trades.get(0).path("data").path("t").asLong();
    assertThat(client.get("/api/v3/historicalTrades", "symbol=BTCUSDT&fromId=0").body()).isEmpty();
    playToEnd();
    List<Long> ids = new ArrayList<>();
    long from = 0;
    while (true) {
      JsonNode page =
          client.get("/api/v3/historicalTrades", "symbol=BTCUSDT&limit=1000&fromId=" + from).body();
      if (page.isEmpty()) {
        break;
      }
      page.forEach(t -> ids.add(t.path("id").asLong()));
      from = ids.get(ids.size() - 1) + 1;
    }
    assertThat(ids).isEqualTo(trades.stream().map(t -> t.path("data").path("t").asLong()).toList());
    JsonNode one =
        client.get("/api/v3/historicalTrades", "symbol=BTCUSDT&limit=1&fromId=" + first).body();
    assertThat(one.path(0).path("price")).isEqualTo(trades.get(0).path("data").path("p"));
    assertThat(one.path(0).path("isBuyerMaker")).isEqualTo(trades.get(0).path("data").path("m"));
    JsonNode aggregate =
        client.get("/api/v3/aggTrades", "symbol=BTCUSDT&limit=1&fromId=" + (first + 7)).body();
    assertThat(aggregate.path(0).path("f").asLong()).isEqualTo(first + 7);
    assertThat(exchange.marketTrades("BTCUSDT")).extracting(MarketTrade::id).isEqualTo(ids);
  }

  @Test
  void aBookJoinedMidwayAgreesWithTheVenuesOwnBestPrices() {
    JsonNode recorded = client.get("/api/v3/depth", "symbol=BTCUSDT&limit=5000").body();
    assertThat(recorded.path("lastUpdateId")).isEqualTo(snapshot.path("lastUpdateId"));
    assertThat(recorded.path("bids")).isEqualTo(snapshot.path("bids"));
    exchange.play();
    while (exchange.progress().tradesSent() < 3_000) {
      Thread.onSpinWait();
    }
    exchange.pause();
    try (VenueSocket socket =
        VenueSocket.open(
            exchange.streamUrl()
                + "/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker/btcusdt@aggTrade")) {
      JsonNode now = client.get("/api/v3/depth", "symbol=BTCUSDT&limit=5000").body();
      exchange.play();
      JsonNode message = nextDepth(socket);
      assertThat(LocalBook.fits(now, message)).isTrue();
      LocalBook book = new LocalBook(now);
      book.apply(message);
      int compared = 0;
      // The best prices after an update are told up to 100 ms before the depth event that has it.
      Map<Long, JsonNode> bestById = new HashMap<>();
      long lastU = captured("btcusdt@depth@100ms").get(6494).path("data").path("u").asLong();
      while (book.id() < lastU) {
        JsonNode data = socket.next().path("data");
        if (data.path("e").asText().equals("depthUpdate")) {
          book.apply(data);
          JsonNode best = bestById.get(book.id());
          if (best != null) {
            compared++;
            assertThat(book.best())
                .containsExactly(
                    best.path("b").asText(),
                    best.path("B").asText(),
                    best.path("a").asText(),
                    best.path("A").asText());
          }
        } else if (!data.has("e")) {
          bestById.put(data.path("u").asLong(), data);
        }
      }
      assertThat(compared).isGreaterThan(100);
      assertThat(book.best())
          .containsExactly("61602.01000000", "1.67177000", "61602.02000000", "2.66795000");
      JsonNode top = client.get("/api/v3/ticker/bookTicker", "symbol=BTCUSDT").body();
      assertThat(top.path("bidPrice").asText()).isEqualTo("61602.01000000");
      assertThat(client.get("/api/v3/depth", "symbol=BTCUSDT&limit=5").body().path("asks"))
          .hasSize(5);
    }
  }

  private static JsonNode nextDepth(VenueSocket socket) {
    JsonNode message = socket.next();
    while (!message.path("stream").asText().endsWith("@depth@100ms")) {
      message = socket.next();
    }
    return message.path("data");
  }
}
