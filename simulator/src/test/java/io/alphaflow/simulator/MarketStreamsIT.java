package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class MarketStreamsIT {

  private SimulatedExchange exchange;

  private void start(int trades, double speed, int bufferedMessages) {
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD)
                .withSpeed(speed)
                .withLimits(new VenueLimits(6_000, 100, 1_000, bufferedMessages)),
            List.of(TestMarket.longRecording(trades)));
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  @Test
  void sendsRawAndCombinedPayloadsInTheChosenTimeUnit() {
    start(2, 1_000, 100);
    String url = exchange.streamUrl();
    try (VenueSocket raw = VenueSocket.open(url + "/ws/btcusd%40trade?timeUnit=MICROSECOND");
        VenueSocket all =
            VenueSocket.open(
                url + "/stream?streams=btcusd@trade/btcusd@aggTrade/btcusd@bookTicker")) {
      exchange.play();
      JsonNode trade = raw.next();
      assertThat(trade.path("e").asText()).isEqualTo("trade");
      assertThat(trade.path("E").asLong()).isEqualTo(START);
      assertThat(trade.path("p").asText()).isEqualTo("800.00000000");
      assertThat(trade.path("q").asText()).isEqualTo("0.10000000");
      List<JsonNode> heard = all.next(3);
      assertThat(heard)
          .extracting(m -> m.path("stream").asText())
          .containsExactly("btcusd@trade", "btcusd@aggTrade", "btcusd@bookTicker");
      assertThat(heard.get(1).path("data").path("a").asInt()).isEqualTo(1);
      JsonNode book = heard.get(2).path("data");
      assertThat(book.has("e")).isFalse();
      assertThat(book.path("b").asText()).isEqualTo("799.99000000");
      assertThat(book.path("a").asText()).isEqualTo("800.01000000");
    }
  }

  @Test
  void subscribesAndUnsubscribesWhileConnected() {
    start(3, 1, 100);
    try (VenueSocket socket = VenueSocket.open(exchange.streamUrl() + "/ws")) {
      assertThat(
              socket
                  .ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusd@trade\"],\"id\":1}")
                  .toString())
          .isEqualTo("{\"result\":null,\"id\":1}");
      assertThat(socket.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"x\"}").toString())
          .isEqualTo("{\"result\":[\"btcusd@trade\"],\"id\":\"x\"}");
      exchange.play();
      assertThat(socket.next().path("t").asInt()).isEqualTo(1);
      assertThat(
              socket
                  .ask("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusd@trade\"],\"id\":2}")
                  .path("id")
                  .asInt())
          .isEqualTo(2);
      while (!exchange.progress().finished()) {
        Thread.onSpinWait();
      }
      assertThat(socket.ask("{\"method\":\"NOISE\",\"id\":3}").path("error").path("msg").asText())
          .startsWith("Invalid request: unknown variant NOISE");
    }
  }

  @Test
  void aClientThatDoesNotReadIsCutOffAndHoldsNobodyUp() {
    start(200_000, 10_000_000, 1_000);
    String url = exchange.streamUrl() + "/stream?streams=btcusd@trade/btcusd@bookTicker";
    try (VenueSocket deaf = VenueSocket.openDeaf(url)) {
      exchange.play();
      while (!exchange.progress().finished()) {
        assertThat(VenueClient.hmac(exchange.restUrl(), "", "").get("/api/v3/ping", "").status())
            .isEqualTo(200);
      }
      deaf.listen();
      assertThat(deaf.isEnded()).isTrue();
      assertThat(deaf.heard()).isBetween(1, 300_000);
    }
  }

  @Test
  void keepsAStretchOfMessagesForAClientThatCatchesUp() {
    start(20_000, 10_000_000, 100_000);
    try (VenueSocket slow =
        VenueSocket.openDeaf(exchange.streamUrl() + "/stream?streams=btcusd@trade")) {
      exchange.play();
      while (!exchange.progress().finished()) {
        Thread.onSpinWait();
      }
      slow.listen();
      for (int id = 1; id <= 20_000; id++) {
        assertThat(slow.next().path("data").path("t").asInt()).isEqualTo(id);
      }
    }
  }

  @Test
  void depthEventsContinueTheRestSnapshotOfTheSyntheticBook() {
    start(600, 20, 10_000);
    String url = exchange.streamUrl() + "/stream?streams=btcusd@depth@100ms/btcusd@bookTicker";
    VenueClient client = VenueClient.hmac(exchange.restUrl(), "", "");
    exchange.play();
    while (exchange.progress().tradesSent() < 20) {
      Thread.onSpinWait();
    }
    try (VenueSocket socket = VenueSocket.open(url)) {
      JsonNode first = socket.next();
      while (!first.path("stream").asText().endsWith("100ms")) {
        first = socket.next();
      }
      JsonNode snapshot = client.get("/api/v3/depth", "symbol=BTCUSD").body();
      assertThat(LocalBook.fits(snapshot, first.path("data"))).isTrue();
      LocalBook book = new LocalBook(snapshot);
      book.apply(first.path("data"));
      JsonNode best = null;
      for (int depths = 0; depths < 300; ) {
        JsonNode data = socket.next().path("data");
        if (data.path("e").asText().equals("depthUpdate")) {
          book.apply(data);
          depths++;
          assertThat(book.levels()).isEqualTo(2);
          if (best != null && best.path("u").asLong() == book.id()) {
            assertThat(book.best().get(0)).isEqualTo(best.path("b").asText());
            assertThat(book.best().get(2)).isEqualTo(best.path("a").asText());
          }
        } else {
          best = data;
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // ccxt numbers its connections; @binance/spot names no stream in the address.
    "/ws/0, 7, 7",
    "/ws/0, '\"a-text\"', '\"a-text\"'",
    "/stream?streams=, null, null"
  })
  void streamsAreSubscribedToOnConnectionsOfAnyName(String path, String id, String answeredId) {
    start(2, 1, 100);
    try (VenueSocket socket = VenueSocket.open(exchange.streamUrl() + path)) {
      JsonNode answer =
          socket.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusd@trade\"],\"id\":" + id + "}");
      assertThat(answer.path("id").toString()).isEqualTo(answeredId);
      exchange.step();
      JsonNode told = socket.next();
      JsonNode trade = path.startsWith("/ws") ? told : told.path("data");
      assertThat(trade.path("p").asText()).isEqualTo("800.00000000");
    }
  }

  @Test
  void slowDepthEventsHoldASecondAndFirstLevelsComeWithThem() {
    start(3, 1, 100);
    try (VenueSocket all =
        VenueSocket.open(
            exchange.streamUrl() + "/stream?streams=btcusd@depth/btcusd@depth5@100ms")) {
      exchange.step();
      exchange.step();
      List<JsonNode> heard = all.next(2);
      JsonNode levels = heard.get(0);
      assertThat(levels.path("stream").asText()).isEqualTo("btcusd@depth5@100ms");
      assertThat(levels.path("data").path("lastUpdateId").asInt()).isEqualTo(1);
      assertThat(levels.path("data").path("bids").path(0).path(0).asText())
          .isEqualTo("799.99000000");
      assertThat(levels.path("data").has("s")).isFalse();
      // The trade of the next second comes after the event at its beginning.
      JsonNode changes = heard.get(1).path("data");
      assertThat(changes.path("e").asText()).isEqualTo("depthUpdate");
      assertThat(changes.path("E").asLong()).isEqualTo(START / 1_000 + 1_000);
      assertThat(changes.path("U").asInt()).isEqualTo(1);
      assertThat(changes.path("u").asInt()).isEqualTo(1);
      assertThat(changes.path("a").path(0).path(0).asText()).isEqualTo("800.01000000");
    }
  }

  @Test
  void klinesAreUpdatedAndClosedFromTheTrades() {
    start(200, 100, 10_000);
    try (VenueSocket socket = VenueSocket.open(exchange.streamUrl() + "/ws/btcusd@kline_1m")) {
      exchange.play();
      JsonNode message = socket.next();
      int updates = 0;
      while (!message.path("k").path("x").asBoolean()) {
        updates++;
        message = socket.next();
      }
      assertThat(updates).isBetween(25, 30);
      JsonNode kline = message.path("k");
      assertThat(message.path("E").asLong()).isEqualTo(START / 1_000 + 60_000);
      assertThat(kline.path("t").asLong()).isEqualTo(START / 1_000);
      assertThat(kline.path("T").asLong()).isEqualTo(START / 1_000 + 59_999);
      assertThat(kline.path("f").asInt()).isEqualTo(1);
      assertThat(kline.path("L").asInt()).isEqualTo(60);
      assertThat(kline.path("n").asInt()).isEqualTo(60);
      List<MarketTrade> minute = exchange.marketTrades("BTCUSD").subList(0, 60);
      long volume = minute.stream().mapToLong(MarketTrade::quantity).sum();
      long bought =
          minute.stream().filter(t -> !t.buyerIsMaker()).mapToLong(MarketTrade::quantity).sum();
      long high = minute.stream().mapToLong(MarketTrade::price).max().orElseThrow();
      assertThat(TestMarket.amount(kline.path("v").asText())).isEqualTo(volume);
      assertThat(TestMarket.amount(kline.path("V").asText())).isEqualTo(bought);
      assertThat(TestMarket.amount(kline.path("h").asText())).isEqualTo(high);
      assertThat(kline.path("o").asText()).isEqualTo("800.00000000");
      assertThat(TestMarket.amount(kline.path("c").asText())).isEqualTo(minute.get(59).price());
    }
  }

  @Test
  void doesNotTakeWebSocketsElsewhere() {
    start(1, 1, 1);
    Assertions.assertThatThrownBy(() -> VenueSocket.open(exchange.streamUrl() + "/elsewhere"))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }
}
