package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionLimitsIT {

  private SimulatedExchange exchange;

  private void start(ConnectionLimits limits) {
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD).withLimits(VenueLimits.DEFAULT.withConnections(limits)),
            List.of(TestMarket.longRecording(10)));
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  private static String subscribe(int from, int to, int id) {
    String names =
        IntStream.range(from, to)
            .mapToObj(i -> "\"s" + i + "@trade\"")
            .collect(Collectors.joining(","));
    return "{\"method\":\"SUBSCRIBE\",\"params\":[" + names + "],\"id\":" + id + "}";
  }

  @Test
  void refusesTheStreamAfterTheThousandAndTwentyFourth() {
    start(ConnectionLimits.DEFAULT);
    try (VenueSocket socket = VenueSocket.open(exchange.streamUrl() + "/stream")) {
      assertThat(socket.ask(subscribe(0, 1_000, 1)).toString())
          .isEqualTo("{\"result\":null,\"id\":1}");
      assertThat(socket.ask(subscribe(990, 1_025, 2)).toString())
          .isEqualTo("{\"error\":{\"code\":4,\"msg\":\"Too many subscriptions\"},\"id\":2}");
      assertThat(socket.ask(subscribe(990, 1_024, 3)).path("result").isNull()).isTrue();
      assertThat(socket.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":4}").path("result"))
          .hasSize(1_024);
    }
  }

  @Test
  void endsAConnectionThatSaysMoreThanFiveThingsInASecond() {
    start(ConnectionLimits.DEFAULT);
    try (VenueSocket socket = VenueSocket.open(exchange.streamUrl() + "/ws")) {
      for (int i = 0; i < 6; i++) {
        socket.say(subscribe(i, i + 1, i));
      }
      assertThat(socket.closeStatus()).isEqualTo(1008);
      assertThat(socket.heard()).isEqualTo(5);
    }
  }

  @Test
  void pingsCountAsThingsSaid() {
    start(ConnectionLimits.DEFAULT);
    try (VenueSocket socket = VenueSocket.open(exchange.streamUrl() + "/ws")) {
      for (int i = 0; i < 6; i++) {
        socket.ping();
      }
      assertThat(socket.closeStatus()).isEqualTo(1008);
    }
  }

  @Test
  void refusesMoreConnectionsThanAllowedInFiveMinutes() {
    start(ConnectionLimits.DEFAULT.withConnectionsPer5Minutes(2));
    try (VenueSocket one = VenueSocket.open(exchange.streamUrl() + "/ws");
        VenueSocket two = VenueSocket.open(exchange.streamUrl() + "/stream")) {
      assertThatThrownBy(() -> VenueSocket.open(exchange.streamUrl() + "/stream"))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(WebSocketHandshakeException.class);
      assertThat(one.isSilent() && two.isSilent()).isTrue();
    }
  }

  @Test
  void endsAConnectionAtTheEndOfItsLife() {
    start(ConnectionLimits.DEFAULT.withLife(Duration.ofMillis(300)));
    try (VenueSocket socket = VenueSocket.open(exchange.streamUrl() + "/ws")) {
      assertThat(socket.closeStatus()).isEqualTo(1001);
    }
  }

  @Test
  void endsAConnectionThatAnswersNoPing() {
    start(ConnectionLimits.DEFAULT.withPings(Duration.ofMillis(300), Duration.ofMillis(700)));
    try (VenueSocket deaf = VenueSocket.openDeaf(exchange.streamUrl() + "/ws");
        VenueSocket alive = VenueSocket.open(exchange.streamUrl() + "/ws")) {
      deaf.listenAfter(Duration.ofMillis(1_800));
      assertThat(deaf.isEnded()).isTrue();
      assertThat(alive.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":4}").path("result"))
          .isEmpty();
    }
  }
}
