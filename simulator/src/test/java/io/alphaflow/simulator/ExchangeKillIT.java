package io.alphaflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.simulator.journal.JournalFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of an exchange is killed again and again, while it plays and a customer trades. All
 * that was answered or told is true afterwards, and nothing is there twice.
 */
@Timeout(120)
class ExchangeKillIT {

  private static final int KILLS = 2;
  private static final int ORDERS = 45;

  @TempDir Path folder;

  private final Map<Long, String> trades = new TreeMap<>();
  private final Map<String, JsonNode> answers = new TreeMap<>();
  private final Set<String> unanswered = new HashSet<>();
  private Map<Long, JsonNode> ownTrades = Map.of();
  private int named;

  @Test
  void nothingThatWasSaidIsForgottenOrSaidTwice() throws Exception {
    Path journal = folder.resolve("exchange.journal");
    KilledExchange exchange = KilledExchange.start(journal);
    try {
      play(exchange);
      for (int i = 0; i <= KILLS; i++) {
        VenueSocket socket =
            VenueSocket.open(exchange.streamUrl() + "/stream?streams=btcusd@trade");
        VenueClient client = exchange.client();
        trade(client);
        assertThat(playback(client).path("playing").asBoolean()).isTrue();
        if (i < KILLS) {
          // While an order is on its way.
          CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> order(client));
          exchange.kill();
          sent.join();
        }
        hear(socket);
        socket.close();
        if (i < KILLS) {
          exchange = KilledExchange.start(journal);
        }
        check(exchange.client());
      }
    } finally {
      exchange.close();
    }
    assertThat(trades).hasSizeGreaterThan(100);
    assertThat(ownTrades).hasSizeGreaterThan(100);
  }

  @Test
  void aJournalThatAnExchangeHasReadIsStillItsOwn() throws Exception {
    Path journal = folder.resolve("exchange.journal");
    try (KilledExchange exchange = KilledExchange.start(journal)) {
      play(exchange);
      assertThatThrownBy(() -> JournalFile.open(journal, 0))
          .hasMessageContaining("another exchange writes");
      exchange.kill();
    }
    JournalFile.open(journal, 0).close();
  }

  private static void play(KilledExchange exchange) {
    assertThat(
            exchange
                .client()
                .send("PUT", "/admin/playback", "", "{\"step\": 1, \"playing\": true}")
                .status())
        .isEqualTo(200);
  }

  private static JsonNode playback(VenueClient client) {
    return client.get("/admin/playback", "").body();
  }

  private void trade(VenueClient client) {
    for (int i = 0; i < ORDERS; i++) {
      order(client);
    }
  }

  /** In turn one that fills at once, one that the market will come to, and one that stays open. */
  private void order(VenueClient client) {
    String id = "order-" + ++named;
    String side = named % 2 == 0 ? "BUY" : "SELL";
    String rest =
        switch (named % 3) {
          case 0 -> "type=MARKET";
          case 1 -> "type=LIMIT&timeInForce=GTC&price=" + (side.equals("BUY") ? "801.5" : "804.5");
          default -> "type=LIMIT&timeInForce=GTC&price=" + (side.equals("BUY") ? "700" : "900");
        };
    String query = "symbol=BTCUSD&quantity=1.01&newClientOrderId=%s&side=%s&".formatted(id, side);
    try {
      VenueClient.Answer answer = client.signed("POST", "/api/v3/order", query + rest);
      if (answer.status() == 429) {
        return; // fifty open ones in ten seconds are enough
      }
      assertThat(answer.status()).as(answer.message()).isEqualTo(200);
      answers.put(id, answer.body());
    } catch (IllegalStateException e) {
      unanswered.add(id);
    }
  }

  /** Every trade is told once, or told again with the same words. */
  private void hear(VenueSocket socket) {
    while (!socket.isSilent()) {
      JsonNode trade = socket.next().path("data");
      String words = trade.path("p").asText() + " " + trade.path("q").asText() + trade.path("T");
      assertThat(trades.put(trade.path("t").asLong(), words)).isNull();
    }
  }

  private void check(VenueClient client) {
    List<JsonNode> orders = new ArrayList<>();
    client.get("/admin/ledger", "").body().path("orders").forEach(orders::add);
    Map<String, JsonNode> byName = new TreeMap<>();
    for (JsonNode order : orders) {
      assertThat(byName.put(order.path("clientOrderId").asText(), order)).isNull();
    }
    answers.forEach(
        (name, answer) -> {
          JsonNode order = byName.remove(name);
          assertThat(order).as(name).isNotNull();
          assertThat(order.path("orderId")).isEqualTo(answer.path("orderId"));
        });
    assertThat(unanswered).as("there or not, but nothing else").containsAll(byName.keySet());
    checkOwnTrades(client);
    checkHistory(client);
  }

  /** They only ever become more. */
  private void checkOwnTrades(VenueClient client) {
    Map<Long, JsonNode> now = new TreeMap<>();
    long next = 0;
    JsonNode page;
    do {
      page =
          client
              .signed("GET", "/api/v3/myTrades", "symbol=BTCUSD&limit=1000&fromId=" + next)
              .body();
      for (JsonNode trade : page) {
        assertThat(now.put(trade.path("id").asLong(), trade)).isNull();
        next = trade.path("id").asLong() + 1;
      }
    } while (page.size() > 0);
    assertThat(now).containsAllEntriesOf(ownTrades);
    ownTrades = now;
  }

  /** What was told is in the history under the same id, and the history has no holes. */
  private void checkHistory(VenueClient client) {
    long next = 1;
    JsonNode page;
    Map<Long, String> history = new TreeMap<>();
    do {
      page =
          client.get("/api/v3/historicalTrades", "symbol=BTCUSD&limit=1000&fromId=" + next).body();
      for (JsonNode trade : page) {
        assertThat(trade.path("id").asLong()).isEqualTo(next++);
        String words =
            trade.path("price").asText() + " " + trade.path("qty").asText() + trade.path("time");
        history.put(trade.path("id").asLong(), words);
      }
    } while (page.size() > 0);
    assertThat(history).containsAllEntriesOf(trades);
  }
}
