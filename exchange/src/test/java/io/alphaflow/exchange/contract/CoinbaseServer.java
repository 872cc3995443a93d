package io.alphaflow.exchange.contract;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
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
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A server of the shape of Coinbase Advanced Trade for one account: orders, fills, balances, and
 * the user channel. It checks tokens with a library of its own, takes each once, gives lists in
 * pages of two, shows fills {@value #FILLS_LAG_MILLIS} ms late, and cancels after a moment.
 */
final class CoinbaseServer implements AutoCloseable {

  static final int FILLS_LAG_MILLIS = 300;
  private static final long CANCEL_MILLIS = 300;
  private static final int PAGE = 2;
  private static final String PATH = "/api/v3/brokerage";
  private static final long MAX_TOKEN_SECONDS = 120;

  private final Vertx vertx = Vertx.vertx();
  private final TestMarket market = new TestMarket();
  private final List<String> placed = new CopyOnWriteArrayList<>();
  private final Set<String> usedTokens = new HashSet<>();
  private final Set<TestOrder> canceling = new HashSet<>();
  private final Map<ServerWebSocket, Long> listeners = new HashMap<>();
  private final String keyName;
  private final ECPublicKey key;
  private final String authority;
  private final HttpServer server;

  CoinbaseServer(String keyName, ECPublicKey key, String authority) throws Exception {
    this.keyName = keyName;
    this.key = key;
    this.authority = authority;
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
    vertx.setPeriodic(200, id -> List.copyOf(listeners.keySet()).forEach(this::heartbeat));
  }

  int port() {
    return server.actualPort();
  }

  List<String> placed() {
    return List.copyOf(placed);
  }

  // REST

  private void serve(HttpServerRequest request, Buffer body) {
    String path = request.path().substring(PATH.length());
    if (path.equals("/time")) {
      Instant now = Instant.now();
      answer(
          request,
          new JsonObject()
              .put("iso", now.toString())
              .put("epochSeconds", Long.toString(now.getEpochSecond()))
              .put("epochMillis", Long.toString(now.toEpochMilli())));
      return;
    }
    String uri = request.method() + " " + authority + request.path();
    String header = request.getHeader("Authorization");
    if (header == null || !isGood(header.replaceFirst("^Bearer ", ""), uri)) {
      request.response().setStatusCode(401).end("Unauthorized\n");
      return;
    }
    switch (request.method() + " " + path) {
      case "POST /orders" -> place(request, body.toJsonObject());
      case "POST /orders/batch_cancel" -> cancel(request, body.toJsonObject());
      case "GET /orders/historical/batch" -> orders(request);
      case "GET /orders/historical/fills" -> fills(request);
      case "GET /accounts" -> accounts(request);
      case "GET /key_permissions" ->
          answer(
              request,
              new JsonObject()
                  .put("can_view", true)
                  .put("can_trade", true)
                  .put("can_transfer", false)
                  .put("portfolio_uuid", "portfolio")
                  .put("portfolio_type", "DEFAULT"));
      default -> order(request, path.replaceFirst("^/orders/historical/", ""));
    }
  }

  private boolean isGood(String token, String uri) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      long now = Instant.now().getEpochSecond();
      long notBefore = jwt.getJWTClaimsSet().getNotBeforeTime().getTime() / 1_000;
      long expires = jwt.getJWTClaimsSet().getExpirationTime().getTime() / 1_000;
      return jwt.verify(new ECDSAVerifier(key))
          && jwt.getHeader().getAlgorithm().getName().equals("ES256")
          && jwt.getHeader().getKeyID().equals(keyName)
          && jwt.getHeader().getCustomParam("nonce") != null
          && jwt.getJWTClaimsSet().getIssuer().equals("cdp")
          && jwt.getJWTClaimsSet().getSubject().equals(keyName)
          && uri.equals(String.valueOf(jwt.getJWTClaimsSet().getStringClaim("uri")))
          && notBefore <= now + 1
          && expires > now
          && expires - notBefore <= MAX_TOKEN_SECONDS
          && usedTokens.add(token);
    } catch (Exception e) {
      return false;
    }
  }

  private static void answer(HttpServerRequest request, JsonObject json) {
    request.response().putHeader("Content-Type", "application/json").end(json.encode());
  }

  private void place(HttpServerRequest request, JsonObject body) {
    String clientId = body.getString("client_order_id");
    TestOrder known = market.byClientId(clientId).orElse(null);
    TestOrder order = known == null ? read(clientId, body) : known;
    if (known == null && isPostOnly(body) && market.wouldTake(order)) {
      refuse(request, "INVALID_LIMIT_PRICE_POST_ONLY", "Post only order would have crossed");
      return;
    }
    if (known == null && !market.place(order)) {
      refuse(request, "INSUFFICIENT_FUND", "Insufficient balance in source account");
      return;
    }
    if (known == null) {
      placed.add(clientId);
    }
    answer(
        request,
        new JsonObject()
            .put("success", true)
            .put(
                "success_response",
                new JsonObject()
                    .put("order_id", order.id)
                    .put("product_id", "BTC-USD")
                    .put("side", order.buy ? "BUY" : "SELL")
                    .put("client_order_id", order.clientId))
            .put("order_configuration", body.getJsonObject("order_configuration")));
  }

  private static boolean isPostOnly(JsonObject body) {
    JsonObject limit = body.getJsonObject("order_configuration").getJsonObject("limit_limit_gtc");
    return limit != null && limit.getBoolean("post_only", false);
  }

  private static void refuse(HttpServerRequest request, String error, String message) {
    answer(
        request,
        new JsonObject()
            .put("success", false)
            .put(
                "error_response",
                new JsonObject()
                    .put("error", error)
                    .put("message", message)
                    .put("error_details", "")
                    .put("preview_failure_reason", "PREVIEW_" + error)
                    .put("new_order_failure_reason", "UNKNOWN_FAILURE_REASON")));
  }

  private static TestOrder read(String clientId, JsonObject body) {
    JsonObject configuration = body.getJsonObject("order_configuration");
    String shape = configuration.fieldNames().iterator().next();
    JsonObject values = configuration.getJsonObject(shape);
    String timeInForce =
        switch (shape) {
          case "market_market_ioc", "sor_limit_ioc" -> "ioc";
          case "limit_limit_gtc" -> "gtc";
          case "limit_limit_fok" -> "fok";
          default -> throw new IllegalArgumentException(shape);
        };
    String limit = values.getString("limit_price");
    TestOrder order =
        new TestOrder(
            clientId,
            body.getString("side").equals("BUY"),
            limit == null ? "MARKET" : "LIMIT",
            timeInForce,
            new BigDecimal(values.getString("base_size", "0")),
            limit == null ? null : new BigDecimal(limit));
    String amount = values.getString("quote_size");
    return amount == null ? order : order.spending(new BigDecimal(amount));
  }

  private void cancel(HttpServerRequest request, JsonObject body) {
    JsonArray results = new JsonArray();
    for (Object id : body.getJsonArray("order_ids")) {
      TestOrder order = market.orders.get(String.valueOf(id));
      String failure =
          order == null
              ? "UNKNOWN_CANCEL_ORDER"
              : order.state.equals("filled")
                  ? "ORDER_IS_FULLY_FILLED"
                  : order.isOpen() ? "" : "UNKNOWN_CANCEL_ORDER";
      results.add(
          new JsonObject()
              .put("success", failure.isEmpty())
              .put("failure_reason", failure.isEmpty() ? "UNKNOWN_CANCEL_FAILURE_REASON" : failure)
              .put("order_id", id));
      if (failure.isEmpty() && canceling.add(order)) {
        vertx.setTimer(CANCEL_MILLIS, timer -> market.end(order, "canceled"));
      }
    }
    answer(request, new JsonObject().put("results", results));
  }

  private void orders(HttpServerRequest request) {
    boolean open = "OPEN".equals(request.getParam("order_status"));
    List<TestOrder> all = new ArrayList<>();
    market.orders.values().stream()
        .filter(o -> !open || o.isOpen())
        .filter(o -> "BTC-USD".equals(request.getParam("product_ids")))
        .forEach(o -> all.add(0, o));
    JsonArray page = new JsonArray();
    int from = cursor(request);
    all.stream().skip(from).limit(PAGE).forEach(o -> page.add(json(o)));
    boolean more = from + PAGE < all.size();
    answer(
        request,
        new JsonObject()
            .put("orders", page)
            .put("sequence", "0")
            .put("has_next", more)
            .put("cursor", more ? "after+" + (from + PAGE) + "=" : ""));
  }

  private static int cursor(HttpServerRequest request) {
    String cursor = request.getParam("cursor");
    return cursor == null ? 0 : Integer.parseInt(cursor.replaceAll("[^0-9]", ""));
  }

  private JsonObject json(TestOrder order) {
    return new JsonObject()
        .put("order_id", order.id)
        .put("product_id", "BTC-USD")
        .put("user_id", "2222-000000-000000")
        .put("side", order.buy ? "BUY" : "SELL")
        .put("client_order_id", order.clientId)
        .put("status", status(order))
        .put("created_time", order.created.toString())
        .put("completion_percentage", "0")
        .put("filled_size", order.filled.signum() == 0 ? "" : order.filled.toPlainString())
        .put("number_of_fills", Integer.toString(order.fills.size()))
        .put("pending_cancel", canceling.contains(order) && order.isOpen())
        .put("size_in_quote", order.amount != null)
        .put("trigger_status", "INVALID_ORDER_TYPE")
        .put("order_type", order.type)
        .put("reject_reason", "REJECT_REASON_UNSPECIFIED")
        .put("reject_message", "")
        .put("cancel_message", order.state.equals("canceled") ? "User requested cancel" : "")
        .put("product_type", "SPOT")
        .put("last_fill_time", order.fills.isEmpty() ? null : order.updated.toString());
  }

  private String status(TestOrder order) {
    return switch (order.state) {
      case "filled" -> "FILLED";
      case "canceled" -> "CANCELLED";
      default -> canceling.contains(order) ? "CANCEL_QUEUED" : "OPEN";
    };
  }

  private void order(HttpServerRequest request, String id) {
    TestOrder order = market.orders.get(id);
    if (order == null) {
      request
          .response()
          .setStatusCode(404)
          .end(new JsonObject().put("error", "NOT_FOUND").put("message", "order").encode());
      return;
    }
    answer(request, new JsonObject().put("order", json(order)));
  }

  private void fills(HttpServerRequest request) {
    String id = request.getParam("order_ids");
    String start = request.getParam("start_sequence_timestamp");
    Instant from = start == null ? Instant.EPOCH : Instant.parse(start);
    Instant until = Instant.now().minusMillis(FILLS_LAG_MILLIS);
    List<JsonObject> all = new ArrayList<>();
    for (TestOrder order : market.orders.values()) {
      for (TestFill fill : order.fills) {
        if ((id == null || id.equals(order.id))
            && !fill.at().isBefore(from)
            && fill.at().isBefore(until)) {
          all.add(0, json(order, fill));
        }
      }
    }
    int first = cursor(request);
    JsonArray page = new JsonArray();
    all.stream().skip(first).limit(PAGE).forEach(page::add);
    boolean more = first + PAGE < all.size();
    answer(
        request,
        new JsonObject()
            .put("fills", page)
            .put("cursor", more ? "after+" + (first + PAGE) + "=" : ""));
  }

  private static JsonObject json(TestOrder order, TestFill fill) {
    return new JsonObject()
        .put("entry_id", fill.id())
        .put("trade_id", "trade-" + fill.id())
        .put("order_id", order.id)
        .put("trade_time", fill.at().toString())
        .put("trade_type", "FILL")
        .put("price", fill.price().toPlainString())
        .put("size", fill.quantity().toPlainString())
        .put("commission", fill.fee() + "1234")
        .put("product_id", "BTC-USD")
        .put("sequence_timestamp", fill.at().toString())
        .put("liquidity_indicator", "TAKER")
        .put("size_in_quote", false)
        .put("side", order.buy ? "BUY" : "SELL");
  }

  private void accounts(HttpServerRequest request) {
    List<JsonObject> all =
        List.of(
            account("EUR", BigDecimal.ZERO, BigDecimal.ZERO),
            account("USD", market.usd, market.usdHeld),
            account("BTC", market.btc, BigDecimal.ZERO));
    int first = cursor(request);
    JsonArray page = new JsonArray();
    all.stream().skip(first).limit(PAGE).forEach(page::add);
    boolean more = first + PAGE < all.size();
    answer(
        request,
        new JsonObject()
            .put("accounts", page)
            .put("has_next", more)
            .put("cursor", more ? "after+" + (first + PAGE) + "=" : "")
            .put("size", page.size()));
  }

  private static JsonObject account(String currency, BigDecimal free, BigDecimal held) {
    return new JsonObject()
        .put("uuid", "account-" + currency)
        .put("name", currency + " Wallet")
        .put("currency", currency)
        .put("available_balance", amount(currency, free))
        .put("type", "ACCOUNT_TYPE_CRYPTO")
        .put("hold", amount(currency, held));
  }

  private static JsonObject amount(String currency, BigDecimal value) {
    return new JsonObject().put("value", value.toPlainString()).put("currency", currency);
  }

  // The user channel

  private void listen(ServerWebSocket socket) {
    socket.closeHandler(closed -> listeners.remove(socket));
    JsonObject subscriptions = new JsonObject();
    socket.textMessageHandler(
        text -> {
          JsonObject message = new JsonObject(text);
          if (!isGood(message.getString("jwt"), "null")) {
            socket.writeTextMessage(
                new JsonObject()
                    .put("type", "error")
                    .put("message", "authentication failure")
                    .encode());
            return;
          }
          listeners.putIfAbsent(socket, 0L);
          String channel = message.getString("channel");
          subscriptions.put(channel, new JsonArray().add("all"));
          send(
              socket, "subscriptions", new JsonObject().put("subscriptions", subscriptions.copy()));
          if (channel.equals("user")) {
            JsonArray open = new JsonArray();
            market.orders.values().stream()
                .filter(TestOrder::isOpen)
                .forEach(o -> open.add(event(o)));
            send(socket, "user", new JsonObject().put("type", "snapshot").put("orders", open));
          }
        });
  }

  private void heartbeat(ServerWebSocket socket) {
    send(
        socket,
        "heartbeats",
        new JsonObject()
            .put("current_time", "2026-04-07 14:30:10.000000000 +0000 UTC m=+1.5")
            .put("heartbeat_counter", 42));
  }

  private void send(ServerWebSocket socket, String channel, JsonObject event) {
    long number = listeners.merge(socket, 1L, Long::sum) - 1;
    socket.writeTextMessage(
        new JsonObject()
            .put("channel", channel)
            .put("timestamp", TestMarket.now().toString())
            .put("sequence_num", number)
            .put("events", new JsonArray().add(event))
            .encode());
  }

  private void tell(TestOrder order) {
    for (ServerWebSocket socket : List.copyOf(listeners.keySet())) {
      send(
          socket,
          "user",
          new JsonObject().put("type", "update").put("orders", new JsonArray().add(event(order))));
    }
  }

  private JsonObject event(TestOrder order) {
    return new JsonObject()
        .put("order_id", order.id)
        .put("client_order_id", order.clientId)
        .put("cumulative_quantity", order.filled.toPlainString())
        .put("leaves_quantity", order.quantity.subtract(order.filled).toPlainString())
        .put("avg_price", "0")
        .put("total_fees", "0")
        .put("status", status(order))
        .put("product_id", "BTC-USD")
        .put("creation_time", order.created.toString())
        .put("order_side", order.buy ? "BUY" : "SELL")
        .put("order_type", order.type.charAt(0) + order.type.substring(1).toLowerCase(Locale.ROOT))
        .put("cancel_reason", "")
        .put("reject_reason", "")
        .put("product_type", "SPOT")
        .put("time_in_force", "GOOD_UNTIL_CANCELLED")
        .put("trigger_status", "INVALID_ORDER_TYPE");
  }

  /** Leaves a message out on all connections. */
  void skipAMessage() {
    vertx.runOnContext(
        done -> List.copyOf(listeners.keySet()).forEach(s -> listeners.merge(s, 1L, Long::sum)));
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
