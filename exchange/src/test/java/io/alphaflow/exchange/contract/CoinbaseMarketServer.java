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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server of the shape of Coinbase Advanced Trade's public market data, for BTC-USD. */
final class CoinbaseMarketServer implements AutoCloseable {

  private static final String PATH = "/api/v3/brokerage";

  /** A connection: what it has subscribed, and how many messages it got. */
  private static final class Client {
    final Map<String, Set<String>> channels = new TreeMap<>();
    long sent;
  }

  private final Vertx vertx = Vertx.vertx();
  private final TestTape tape = new TestTape();
  private final Map<ServerWebSocket, Client> clients = new HashMap<>();
  private final HttpServer server;

  CoinbaseMarketServer() throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::serve)
            .webSocketHandler(this::listen)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    vertx.setPeriodic(200, id -> everyone(this::heartbeat));
  }

  int port() {
    return server.actualPort();
  }

  private interface Each {
    void to(ServerWebSocket socket, Client client);
  }

  private void everyone(Each each) {
    Map.copyOf(clients).forEach(each::to);
  }

  private void serve(HttpServerRequest request) {
    String path = request.path().substring(PATH.length());
    switch (path) {
      case "/time" ->
          answer(
              request,
              new JsonObject().put("epochMillis", Long.toString(System.currentTimeMillis())));
      case "/market/products/BTC-USD" -> answer(request, product());
      case "/market/products/BTC-USD/ticker" -> ticker(request);
      default ->
          request
              .response()
              .setStatusCode(404)
              .end(new JsonObject().put("error", "NOT_FOUND").encode());
    }
  }

  private static void answer(HttpServerRequest request, JsonObject json) {
    request.response().putHeader("Content-Type", "application/json").end(json.encode());
  }

  private static JsonObject product() {
    return new JsonObject()
        .put("product_id", "BTC-USD")
        .put("price", "100")
        .put("base_increment", "0.0001")
        .put("quote_increment", "0.01")
        .put("price_increment", "0.01")
        .put("quote_min_size", "1")
        .put("quote_max_size", "50000000")
        .put("base_min_size", "0.0001")
        .put("base_max_size", "3400")
        .put("status", "online")
        .put("trading_disabled", false)
        .put("is_disabled", false)
        .put("cancel_only", false)
        .put("view_only", false)
        .put("auction_mode", false)
        .put("base_currency_id", "BTC")
        .put("quote_currency_id", "USD");
  }

  private void ticker(HttpServerRequest request) {
    int limit = Integer.parseInt(request.getParam("limit"));
    String end = request.getParam("end");
    JsonArray trades = new JsonArray();
    for (int i = tape.trades.size() - 1; i >= 0 && trades.size() < limit; i--) {
      TapeTrade trade = tape.trades.get(i);
      if (end == null || trade.at().getEpochSecond() < Long.parseLong(end)) {
        trades.add(json(trade));
      }
    }
    answer(
        request,
        new JsonObject().put("trades", trades).put("best_bid", "99").put("best_ask", "101"));
  }

  private static JsonObject json(TapeTrade trade) {
    return new JsonObject()
        .put("trade_id", Long.toString(trade.id()))
        .put("product_id", "BTC-USD")
        .put("price", trade.price().toPlainString())
        .put("size", trade.size().toPlainString())
        .put("time", trade.at().toString())
        .put("side", trade.buyerTook() ? "BUY" : "SELL");
  }

  private void listen(ServerWebSocket socket) {
    Client client = new Client();
    clients.put(socket, client);
    socket.closeHandler(closed -> clients.remove(socket));
    socket.textMessageHandler(text -> subscribe(socket, client, new JsonObject(text)));
  }

  private void subscribe(ServerWebSocket socket, Client client, JsonObject message) {
    String channel = message.getString("channel");
    boolean adds = message.getString("type").equals("subscribe");
    if (!Set.of("heartbeats", "level2", "market_trades", "ticker").contains(channel)) {
      socket.writeTextMessage(
          new JsonObject().put("type", "error").put("message", "no such channel").encode());
      return;
    }
    Set<String> products = client.channels.computeIfAbsent(channel, c -> new TreeSet<>());
    for (Object product : message.getJsonArray("product_ids", new JsonArray())) {
      if (adds) {
        products.add(product.toString());
      } else {
        products.remove(product.toString());
      }
    }
    JsonObject subscriptions = new JsonObject();
    client.channels.forEach((c, p) -> subscriptions.put(c, new JsonArray(List.copyOf(p))));
    send(socket, client, "subscriptions", new JsonObject().put("subscriptions", subscriptions));
    if (adds && channel.equals("level2")) {
      send(socket, client, "l2_data", book("snapshot", levels()));
    }
    if (adds && channel.equals("market_trades")) {
      send(socket, client, "market_trades", trades("snapshot", latest(3)));
    }
  }

  private List<Change> levels() {
    List<Change> levels = new ArrayList<>();
    tape.bids.forEach((price, quantity) -> levels.add(new Change(true, price, quantity)));
    tape.asks.forEach((price, quantity) -> levels.add(new Change(false, price, quantity)));
    return levels;
  }

  private List<TapeTrade> latest(int count) {
    List<TapeTrade> all = tape.trades;
    return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
  }

  private static JsonObject book(String type, List<Change> changes) {
    JsonArray updates = new JsonArray();
    for (Change change : changes) {
      updates.add(
          new JsonObject()
              .put("side", change.bid() ? "bid" : "offer")
              .put("event_time", "1970-01-01T00:00:00Z")
              .put("price_level", change.price().toPlainString())
              .put("new_quantity", change.quantity().toPlainString()));
    }
    return new JsonObject().put("type", type).put("product_id", "BTC-USD").put("updates", updates);
  }

  /** The latest first, as Coinbase sends them. */
  private static JsonObject trades(String type, List<TapeTrade> trades) {
    JsonArray json = new JsonArray();
    for (int i = trades.size() - 1; i >= 0; i--) {
      json.add(json(trades.get(i)));
    }
    return new JsonObject().put("type", type).put("trades", json);
  }

  private void heartbeat(ServerWebSocket socket, Client client) {
    if (client.channels.containsKey("heartbeats")) {
      send(socket, client, "heartbeats", new JsonObject().put("heartbeat_counter", 1));
    }
  }

  private static void send(
      ServerWebSocket socket, Client client, String channel, JsonObject event) {
    socket.writeTextMessage(
        new JsonObject()
            .put("channel", channel)
            .put("timestamp", Instant.now().toString())
            .put("sequence_num", client.sent++)
            .put("events", new JsonArray().add(event))
            .encode());
  }

  /** Two trades in one message, a change of the book, and a ticker. */
  void stir() {
    run(
        () -> {
          List<TapeTrade> trades = List.of(tape.trade(), tape.trade());
          List<Change> changes = tape.change();
          JsonObject ticker = ticker();
          everyone(
              (socket, client) -> {
                if (has(client, "market_trades")) {
                  send(socket, client, "market_trades", trades("update", trades));
                }
                if (has(client, "level2")) {
                  send(socket, client, "l2_data", book("update", changes));
                }
                if (has(client, "ticker")) {
                  send(socket, client, "ticker", ticker);
                }
              });
        });
  }

  private static boolean has(Client client, String channel) {
    return client.channels.getOrDefault(channel, Set.of()).contains("BTC-USD");
  }

  private JsonObject ticker() {
    BigDecimal bid = tape.bids.firstKey();
    BigDecimal ask = tape.asks.firstKey();
    JsonObject ticker =
        new JsonObject()
            .put("type", "ticker")
            .put("product_id", "BTC-USD")
            .put("price", "100")
            .put("best_bid", bid.toPlainString())
            .put("best_bid_quantity", tape.bids.get(bid).toPlainString())
            .put("best_ask", ask.toPlainString())
            .put("best_ask_quantity", tape.asks.get(ask).toPlainString());
    return new JsonObject().put("type", "update").put("tickers", new JsonArray().add(ticker));
  }

  /** Leaves a message out on all connections. */
  void skipAMessage() {
    run(() -> everyone((socket, client) -> client.sent++));
  }

  /** Makes many trades that nobody is sent. */
  void trades(int count) {
    run(
        () -> {
          for (int i = 0; i < count; i++) {
            tape.trade();
          }
        });
  }

  private void run(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    vertx.runOnContext(
        start -> {
          task.run();
          done.countDown();
        });
    try {
      done.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
