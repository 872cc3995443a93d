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
  void doesNotTakeWebSocketsElsewhere() {
    start(1, 1, 1);
    Assertions.assertThatThrownBy(() -> VenueSocket.open(exchange.streamUrl() + "/elsewhere"))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }
}
