package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.MatchingRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the sandbox there is one book of makers and customers, and everybody sees it. */
@Timeout(60)
class SandboxBookIT {

  private SimulatedExchange exchange;
  private VenueClient client;

  @BeforeEach
  void start() {
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD)
                .withRules(MatchingRules.DEFAULT.withMode(MatchingMode.SANDBOX, 1))
                .withAccounts(
                    SimAccount.hmac("desk", "key", "secret", Map.of("USD", amount("10000")))),
            List.of(TestMarket.recording("800@1", "801@1", "802@1")));
    client = VenueClient.hmac(exchange.restUrl(), "key", "secret");
    exchange.step();
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  private JsonNode depth() {
    return client.get("/api/v3/depth", "symbol=BTCUSD").body();
  }

  private VenueClient.Answer bid(String price, String id) {
    return client.signed(
        "POST",
        "/api/v3/order",
        "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price="
            + price
            + "&newClientOrderId="
            + id);
  }

  @Test
  void theBookShowsTheMakersLevels() {
    assertThat(depth().path("bids")).hasSize(5);
    assertThat(depth().path("asks")).hasSize(5);
    assertThat(depth().path("bids").path(0).path(0).asText()).isEqualTo("799.99000000");
  }

  @Test
  void anOrderThatRestsIsInTheBookUntilItIsCancelled() {
    long before = depth().path("lastUpdateId").asLong();
    assertThat(bid("800", "inside").text("status")).isEqualTo("NEW");
    JsonNode with = depth();
    assertThat(with.path("lastUpdateId").asLong()).isEqualTo(before + 1);
    assertThat(with.path("bids").path(0).path(0).asText()).isEqualTo("800.00000000");
    assertThat(with.path("bids").path(0).path(1).asText()).isEqualTo("1.00000000");
    assertThat(client.get("/api/v3/ticker/bookTicker", "symbol=BTCUSD").text("bidPrice"))
        .isEqualTo("800.00000000");
    client.signed("DELETE", "/api/v3/order", "symbol=BTCUSD&origClientOrderId=inside");
    assertThat(depth().path("bids").path(0).path(0).asText()).isEqualTo("799.99000000");
  }

  @Test
  void anOrderThatTakesLeavesLessForTheNext() {
    JsonNode best = depth().path("asks").path(0);
    assertThat(bid(best.path(0).asText(), "taker").text("status")).isEqualTo("FILLED");
    assertThat(depth().path("asks").path(0).path(1).asText())
        .isEqualTo("999.00000000")
        .isNotEqualTo(best.path(1).asText());
  }

  @Test
  void depthUpdatesOnTopOfASnapshotGiveTheBook() {
    try (VenueSocket socket =
        VenueSocket.open(
            exchange.streamUrl() + "/stream?streams=btcusd@depth@100ms/btcusd@bookTicker")) {
      assertThat(socket.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}").path("result"))
          .hasSize(2);
      LocalBook book = new LocalBook(depth());
      bid("800", "inside");
      JsonNode ticker = socket.next();
      assertThat(ticker.path("stream").asText()).isEqualTo("btcusd@bookTicker");
      assertThat(ticker.path("data").path("b").asText()).isEqualTo("800.00000000");
      assertThat(ticker.path("data").path("B").asText()).isEqualTo("1.00000000");
      exchange.step();
      exchange.step();
      // At the end of the recording an order is told at once.
      bid("700", "far");
      JsonNode now = depth();
      while (book.id() < now.path("lastUpdateId").asLong()) {
        JsonNode message = socket.next();
        if (message.path("stream").asText().equals("btcusd@depth@100ms")) {
          book.apply(message.path("data"));
        }
      }
      LocalBook venues = new LocalBook(now);
      assertThat(book.best()).isEqualTo(venues.best());
      assertThat(book.levels()).isEqualTo(venues.levels()).isEqualTo(12);
    }
  }
}
