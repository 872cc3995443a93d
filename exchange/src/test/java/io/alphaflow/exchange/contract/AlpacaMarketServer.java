package io.alphaflow.exchange.contract;

import io.alphaflow.exchange.contract.TestTape.Change;
import io.alphaflow.exchange.contract.TestTape.TapeTrade;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A server of the shape of Alpaca's crypto market data, for BTC/USD. */
final class AlpacaMarketServer implements AutoCloseable {

  private static final List<String> CHANNELS = List.of("trades", "quotes", "orderbooks", "bars");

  private final Vertx vertx = Vertx.vertx();
  private final TestTape tape = new TestTape();
  private final Map<ServerWebSocket, Map<String, Set<String>>> clients = new HashMap<>();
  private final String key;
  private final String secret;
  private final HttpServer server;

  AlpacaMarketServer(String key, String secret) throws Exception {
    this.key = key;
    this.secret = secret;
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::serve)
            .webSocketHandler(this::listen)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  private void serve(HttpServerRequest request) {
    boolean known =
        key.equals(request.getHeader("APCA-API-KEY-ID"))
            && secret.equals(request.getHeader("APCA-API-SECRET-KEY"));
    if (!known) {
      request.response().setStatusCode(401).end("{\"code\":40110000,\"message\":\"no\"}");
    } else if (request.path().equals("/v2/clock")) {
      request.response().end(new JsonObject().put("timestamp", Instant.now().toString()).encode());
    } else if (request.path().equals("/v2/assets")) {
      request.response().end(new JsonArray().add(asset("ETH/USD")).add(asset("BTC/USD")).encode());
    } else {
      request.response().setStatusCode(404).end("{\"code\":40410000,\"message\":\"no\"}");
    }
  }

  private static JsonObject asset(String symbol) {
    return new JsonObject()
        .put("id", "asset-" + symbol)
        .put("class", "crypto")
        .put("exchange", "CRYPTO")
        .put("symbol", symbol)
        .put("status", "active")
        .put("tradable", true)
        .put("min_order_size", "0.000099995")
        .put("min_trade_increment", "0.0001")
        .put("price_increment", "0.01");
  }

  private void listen(ServerWebSocket socket) {
    send(socket, new JsonObject().put("T", "success").put("msg", "connected"));
    socket.closeHandler(closed -> clients.remove(socket));
    socket.textMessageHandler(
        text -> {
          JsonObject message = new JsonObject(text);
          if (message.getString("action").equals("auth")) {
            authorize(socket, message);
          } else {
            subscribe(socket, message);
          }
        });
  }

  private void authorize(ServerWebSocket socket, JsonObject message) {
    if (key.equals(message.getString("key")) && secret.equals(message.getString("secret"))) {
      clients.put(socket, new TreeMap<>());
      send(socket, new JsonObject().put("T", "success").put("msg", "authenticated"));
    } else {
      send(socket, new JsonObject().put("T", "error").put("code", 402).put("msg", "auth failed"));
    }
  }

  private void subscribe(ServerWebSocket socket, JsonObject message) {
    Map<String, Set<String>> channels = clients.get(socket);
    if (channels == null) {
      send(
          socket,
          new JsonObject().put("T", "error").put("code", 401).put("msg", "not authenticated"));
      return;
    }
    boolean adds = message.getString("action").equals("subscribe");
    for (String channel : CHANNELS) {
      Set<String> symbols = channels.computeIfAbsent(channel, c -> new TreeSet<>());
      for (Object symbol : message.getJsonArray(channel, new JsonArray())) {
        if (adds) {
          symbols.add(symbol.toString());
        } else {
          symbols.remove(symbol.toString());
        }
      }
    }
    JsonObject answer = new JsonObject().put("T", "subscription");
    channels.forEach(
        (channel, symbols) -> answer.put(channel, new JsonArray(List.copyOf(symbols))));
    send(socket, answer);
    if (adds && message.containsKey("orderbooks")) {
      send(socket, book(levels()).put("r", true));
    }
  }

  private static void send(ServerWebSocket socket, JsonObject... messages) {
    JsonArray list = new JsonArray();
    for (JsonObject message : messages) {
      list.add(message);
    }
    socket.writeTextMessage(list.encode());
  }

  private List<Change> levels() {
    List<Change> levels = new ArrayList<>();
    tape.bids.forEach((price, quantity) -> levels.add(new Change(true, price, quantity)));
    tape.asks.forEach((price, quantity) -> levels.add(new Change(false, price, quantity)));
    return levels;
  }

  private static JsonObject book(List<Change> changes) {
    JsonArray bids = new JsonArray();
    JsonArray asks = new JsonArray();
    for (Change change : changes) {
      (change.bid() ? bids : asks)
          .add(new JsonObject().put("p", change.price()).put("s", change.quantity()));
    }
    return new JsonObject()
        .put("T", "o")
        .put("S", "BTC/USD")
        .put("t", Instant.now().toString())
        .put("b", bids)
        .put("a", asks);
  }

  /** Ids as Alpaca gives them: they do not follow each other. */
  private static JsonObject trade(TapeTrade trade) {
    return new JsonObject()
        .put("T", "t")
        .put("S", "BTC/USD")
        .put("p", trade.price())
        .put("s", trade.size())
        .put("t", trade.at().toString())
        .put("i", trade.id() * 7_919_000_000_000L % Long.MAX_VALUE)
        .put("tks", trade.buyerTook() ? "B" : "S");
  }

  private JsonObject quote() {
    BigDecimal bid = tape.bids.firstKey();
    BigDecimal ask = tape.asks.firstKey();
    return new JsonObject()
        .put("T", "q")
        .put("S", "BTC/USD")
        .put("bp", bid)
        .put("bs", tape.bids.get(bid))
        .put("ap", ask)
        .put("as", tape.asks.get(ask))
        .put("t", TestMarket.now().toString());
  }

  private static JsonObject bar() {
    return new JsonObject()
        .put("T", "b")
        .put("S", "BTC/USD")
        .put("o", 100)
        .put("h", new BigDecimal("101.5"))
        .put("l", 99)
        .put("c", 100)
        .put("v", new BigDecimal("0.123456789"))
        .put("n", 3)
        .put("vw", new BigDecimal("100.123456789012"))
        .put("t", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
  }

  /** Two trades in one message, a change of the book, a quote and a bar. */
  void stir() {
    vertx.runOnContext(
        start -> {
          JsonObject one = trade(tape.trade());
          JsonObject two = trade(tape.trade());
          JsonObject change = book(tape.change());
          JsonObject quote = quote();
          for (Map.Entry<ServerWebSocket, Map<String, Set<String>>> client :
              Map.copyOf(clients).entrySet()) {
            ServerWebSocket socket = client.getKey();
            if (has(client.getValue(), "trades")) {
              send(socket, one, two);
            }
            if (has(client.getValue(), "orderbooks")) {
              send(socket, change);
            }
            if (has(client.getValue(), "quotes")) {
              send(socket, quote);
            }
            if (has(client.getValue(), "bars")) {
              send(socket, bar());
            }
          }
        });
  }

  private static boolean has(Map<String, Set<String>> channels, String channel) {
    return channels.getOrDefault(channel, Set.of()).contains("BTC/USD");
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
