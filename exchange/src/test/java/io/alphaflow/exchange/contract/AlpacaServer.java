package io.alphaflow.exchange.contract;

import io.alphaflow.exchange.contract.TestMarket.TestFill;
import io.alphaflow.exchange.contract.TestMarket.TestOrder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of the shape of Alpaca's Trading API for one paper account that trades crypto: orders,
 * activities, balances, and trade updates in binary frames. It shows activities {@value
 * #ACTIVITIES_LAG_MILLIS} ms late and cancels after a moment.
 */
final class AlpacaServer implements AutoCloseable {

  static final int ACTIVITIES_LAG_MILLIS = 300;
  private static final long CANCEL_MILLIS = 300;

  private final Vertx vertx = Vertx.vertx();
  private final TestMarket market = new TestMarket();
  private final List<String> placed = new CopyOnWriteArrayList<>();
  private final Set<TestOrder> canceling = new HashSet<>();
  private final Set<ServerWebSocket> listeners = new HashSet<>();
  private final String key;
  private final String secret;
  private final HttpServer server;

  AlpacaServer(String key, String secret) throws Exception {
    this.key = key;
    this.secret = secret;
    market.onChange = this::tell;
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> serve(request, body)))
            .webSocketHandler(this::listen)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  List<String> placed() {
    return List.copyOf(placed);
  }

  // REST

  private void serve(HttpServerRequest request, Buffer body) {
    if (!key.equals(request.getHeader("APCA-API-KEY-ID"))
        || !secret.equals(request.getHeader("APCA-API-SECRET-KEY"))) {
      refuse(request, 401, 40110000, "request is not authorized");
      return;
    }
    switch (request.method() + " " + request.path()) {
      case "GET /v2/clock" ->
          answer(
              request,
              new JsonObject()
                  .put("timestamp", Instant.now().atOffset(ZoneOffset.ofHours(-4)).toString())
                  .put("is_open", true)
                  .encode());
      case "POST /v2/orders" -> place(request, body.toJsonObject());
      case "GET /v2/orders" -> openOrders(request);
      case "GET /v2/orders:by_client_order_id" ->
          order(request, market.byClientId(request.getParam("client_order_id")).orElse(null));
      case "GET /v2/account/activities/FILL" -> activities(request);
      case "GET /v2/account" ->
          answer(
              request,
              new JsonObject()
                  .put("id", "account")
                  .put("currency", "USD")
                  .put("crypto_status", "ACTIVE")
                  .put("cash", market.usd.add(market.usdHeld).toPlainString())
                  .put("buying_power", market.usd.toPlainString())
                  .put("non_marginable_buying_power", market.usd.toPlainString())
                  .encode());
      case "GET /v2/positions" -> positions(request);
      default -> byId(request, request.path().replaceFirst("^/v2/orders/", ""));
    }
  }

  private static void answer(HttpServerRequest request, String json) {
    request.response().putHeader("Content-Type", "application/json").end(json);
  }

  private static void refuse(HttpServerRequest request, int status, int code, String message) {
    request
        .response()
        .setStatusCode(status)
        .end(new JsonObject().put("code", code).put("message", message).encode());
  }

  private void place(HttpServerRequest request, JsonObject body) {
    String clientId = body.getString("client_order_id");
    if (market.byClientId(clientId).isPresent()) {
      refuse(request, 422, 40010001, "client_order_id must be unique");
      return;
    }
    String limit = body.getString("limit_price");
    if (!body.getString("symbol").equals("BTC/USD")
        || body.containsKey("qty") == body.containsKey("notional")
        || !Set.of("gtc", "ioc").contains(body.getString("time_in_force"))
        || body.getString("type").endsWith("limit") == (limit == null)
        || body.getString("type").equals("stop_limit") != body.containsKey("stop_price")) {
      refuse(request, 422, 40010001, "invalid order");
      return;
    }
    TestOrder order =
        new TestOrder(
            clientId,
            body.getString("side").equals("buy"),
            body.getString("type"),
            body.getString("time_in_force"),
            new BigDecimal(body.getString("qty", "0")),
            limit == null ? null : new BigDecimal(limit));
    if (body.containsKey("notional")) {
      order.spending(new BigDecimal(body.getString("notional")));
    }
    if (!market.place(order)) {
      refuse(request, 403, 40310000, "insufficient balance for USD");
      return;
    }
    placed.add(clientId);
    answer(request, json(order).encode());
  }

  private void openOrders(HttpServerRequest request) {
    JsonArray open = new JsonArray();
    market.orders.values().stream().filter(TestOrder::isOpen).forEach(o -> open.add(json(o)));
    boolean asked =
        "open".equals(request.getParam("status")) && "BTC/USD".equals(request.getParam("symbols"));
    answer(request, asked ? open.encode() : "[]");
  }

  private void byId(HttpServerRequest request, String id) {
    TestOrder order = market.orders.get(id);
    if (order == null || request.method().name().equals("GET")) {
      order(request, order);
    } else if (!order.isOpen()) {
      refuse(request, 422, 42210000, "order is already in \"" + order.state + "\" state");
    } else {
      if (canceling.add(order)) {
        vertx.setTimer(CANCEL_MILLIS, timer -> market.end(order, "canceled"));
      }
      request.response().setStatusCode(204).end();
    }
  }

  private void order(HttpServerRequest request, TestOrder order) {
    if (order == null) {
      refuse(request, 404, 40410000, "order not found");
    } else {
      answer(request, json(order).encode());
    }
  }

  private String status(TestOrder order) {
    if (!order.isOpen()) {
      return order.state;
    }
    return canceling.contains(order)
        ? "pending_cancel"
        : order.filled.signum() > 0 ? "partially_filled" : "new";
  }

  private JsonObject json(TestOrder order) {
    return new JsonObject()
        .put("id", order.id)
        .put("client_order_id", order.clientId)
        .put("created_at", order.created.toString())
        .put("updated_at", order.updated.toString())
        .put("submitted_at", order.created.toString())
        .put("notional", order.amount == null ? null : order.amount.toPlainString())
        .put("qty", order.amount == null ? order.quantity.toPlainString() : null)
        .put("filled_qty", order.filled.toPlainString())
        .put("symbol", "BTC/USD")
        .put("asset_class", "crypto")
        .put("type", order.type)
        .put("side", order.buy ? "buy" : "sell")
        .put("time_in_force", order.timeInForce)
        .put("limit_price", order.limit == null ? null : order.limit.toPlainString())
        .put("status", status(order));
  }

  private void activities(HttpServerRequest request) {
    String order = request.getParam("order_id");
    String after = request.getParam("after");
    Instant from = after == null ? Instant.EPOCH : Instant.parse(after);
    Instant until = Instant.now().minusMillis(ACTIVITIES_LAG_MILLIS);
    String token = request.getParam("page_token");
    List<JsonObject> all = new ArrayList<>();
    for (TestOrder o : market.orders.values()) {
      for (TestFill fill : o.fills) {
        if ((order == null || order.equals(o.id))
            && fill.at().isAfter(from)
            && fill.at().isBefore(until)) {
          all.add(json(o, fill));
        }
      }
    }
    Stream<JsonObject> page = all.stream();
    if (token != null) {
      page = page.dropWhile(a -> !a.getString("id").equals(token)).skip(1);
    }
    JsonArray json = new JsonArray();
    page.limit(Integer.parseInt(request.getParam("page_size"))).forEach(json::add);
    answer(request, json.encode());
  }

  private static JsonObject json(TestOrder order, TestFill fill) {
    return new JsonObject()
        .put("id", fill.at().toEpochMilli() + "::" + fill.id())
        .put("activity_type", "FILL")
        .put("transaction_time", fill.at().toString())
        .put("type", fill.sum().compareTo(order.quantity) == 0 ? "fill" : "partial_fill")
        .put("price", fill.price().toPlainString())
        .put("qty", fill.quantity().toPlainString())
        .put("side", order.buy ? "buy" : "sell")
        .put("symbol", "BTC/USD")
        .put("leaves_qty", order.quantity.subtract(fill.sum()).toPlainString())
        .put("order_id", order.id)
        .put("cum_qty", fill.sum().toPlainString());
  }

  private void positions(HttpServerRequest request) {
    JsonArray positions = new JsonArray();
    if (market.btc.signum() > 0) {
      positions.add(
          new JsonObject()
              .put("symbol", "BTCUSD")
              .put("asset_class", "crypto")
              .put("qty", market.btc.setScale(8).toPlainString() + "9")
              .put("qty_available", market.btc.setScale(8).toPlainString() + "9"));
    }
    answer(request, positions.encode());
  }

  // Trade updates

  private void listen(ServerWebSocket socket) {
    socket.closeHandler(closed -> listeners.remove(socket));
    socket.textMessageHandler(
        text -> {
          JsonObject message = new JsonObject(text);
          switch (message.getString("action")) {
            case "auth" -> {
              boolean good =
                  key.equals(message.getString("key"))
                      && secret.equals(message.getString("secret"));
              send(
                  socket,
                  "authorization",
                  new JsonObject()
                      .put("status", good ? "authorized" : "unauthorized")
                      .put("action", "authenticate"));
            }
            case "listen" -> {
              listeners.add(socket);
              send(socket, "listening", message.getJsonObject("data"));
            }
            default -> socket.close();
          }
        });
  }

  private static void send(ServerWebSocket socket, String stream, JsonObject data) {
    socket.writeBinaryMessage(new JsonObject().put("stream", stream).put("data", data).toBuffer());
  }

  private void tell(TestOrder order) {
    String event =
        switch (status(order)) {
          case "filled" -> "fill";
          case "partially_filled" -> "partial_fill";
          default -> status(order).toLowerCase(Locale.ROOT);
        };
    for (ServerWebSocket socket : List.copyOf(listeners)) {
      send(
          socket,
          "trade_updates",
          new JsonObject()
              .put("event", event)
              .put("execution_id", "execution-" + order.fills.size())
              .put("timestamp", order.updated.toString())
              .put("order", json(order)));
    }
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
