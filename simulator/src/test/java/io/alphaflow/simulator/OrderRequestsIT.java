package io.alphaflow.simulator;

import static io.alphaflow.simulator.TestMarket.BTCUSD;
import static io.alphaflow.simulator.TestMarket.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Pairs, replacements and amendments over HTTP and the WebSocket API, in the words of the venue's
 * documentation; the market stands at 800.
 */
@Timeout(60)
class OrderRequestsIT {

  private static final String SECRET = "a-secret";
  private static final String LIMIT =
      "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=700";
  private static final String PAIR =
      "symbol=BTCUSD&side=SELL&quantity=2&aboveType=LIMIT_MAKER&abovePrice=900"
          + "&belowType=STOP_LOSS_LIMIT&belowStopPrice=750&belowPrice=740&belowTimeInForce=GTC"
          + "&listClientOrderId=pair&aboveClientOrderId=upper&belowClientOrderId=lower";

  private final ObjectMapper json = new ObjectMapper();
  private SimulatedExchange exchange;
  private VenueClient client;

  @BeforeEach
  void start() {
    start(VenueLimits.DEFAULT);
  }

  private void start(VenueLimits limits) {
    stop();
    Map<String, Long> money = Map.of("USD", amount("10000"), "BTC", amount("10"));
    exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(BTCUSD)
                .withLimits(limits)
                .withAccounts(SimAccount.hmac("desk", "desk-key", SECRET, money)),
            List.of(TestMarket.recording("800@1")));
    exchange.play();
    while (!exchange.progress().finished()) {
      Thread.onSpinWait();
    }
    client = VenueClient.hmac(exchange.restUrl(), "desk-key", SECRET);
  }

  @AfterEach
  void stop() {
    if (exchange != null) {
      exchange.close();
    }
  }

  private VenueClient.Answer post(String path, String query) {
    return client.signed("POST", "/api/v3/" + path, query);
  }

  private VenueClient.Answer get(String path, String query) {
    return client.signed("GET", "/api/v3/" + path, query);
  }

  private static String keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return String.join(" ", keys);
  }

  private String count() {
    return get("rateLimit/order", "").body().path(0).path("count").asText();
  }

  @Test
  void placesAsksForAndCancelsAPair() {
    JsonNode placed = post("orderList/oco", PAIR + "&newOrderRespType=RESULT").body();
    assertThat(keys(placed))
        .isEqualTo(
            "orderListId contingencyType listStatusType listOrderStatus listClientOrderId"
                + " transactionTime symbol orders orderReports");
    assertThat(placed.path("listStatusType").asText()).isEqualTo("EXEC_STARTED");
    assertThat(placed.path("orders").findValuesAsText("clientOrderId"))
        .containsExactly("lower", "upper");
    JsonNode stop = placed.path("orderReports").path(0);
    assertThat(stop.path("type").asText()).isEqualTo("STOP_LOSS_LIMIT");
    assertThat(stop.path("stopPrice").asText()).isEqualTo("750.00000000");
    assertThat(stop.path("workingTime").asLong()).isEqualTo(-1);
    assertThat(placed.path("orderReports").path(1).path("workingTime").asLong()).isPositive();
    assertThat(count()).isEqualTo("2");

    assertThat(get("openOrderList", "").body()).hasSize(1);
    assertThat(get("orderList", "origClientOrderId=pair").body().path("orderListId").asInt())
        .isZero();
    JsonNode lower = get("order", "symbol=BTCUSD&origClientOrderId=lower").body();
    assertThat(lower.path("isWorking").asBoolean()).isFalse();
    assertThat(lower.path("orderListId").asInt()).isZero();

    JsonNode cancelled =
        client
            .signed(
                "DELETE",
                "/api/v3/order",
                "symbol=BTCUSD&origClientOrderId=upper&newClientOrderId=cancel")
            .body();
    assertThat(cancelled.path("listOrderStatus").asText()).isEqualTo("ALL_DONE");
    assertThat(cancelled.path("orderReports").findValuesAsText("status"))
        .containsExactly("CANCELED", "CANCELED");
    assertThat(cancelled.path("orderReports").findValuesAsText("clientOrderId"))
        .containsExactly("cancel", "cancel");
    assertThat(get("openOrderList", "").body()).isEmpty();
    assertThat(get("allOrderList", "").body()).hasSize(1);
    assertThat(client.signed("DELETE", "/api/v3/orderList", "symbol=BTCUSD&orderListId=0").code())
        .isEqualTo(-2011);
    assertThat(get("orderList", "orderListId=9").code()).isEqualTo(-2018);
    assertThat(get("orderList", "").code()).isEqualTo(-1102);
  }

  @Test
  void takesTheOlderRequestForAPairAndCancelsItAsAList() {
    String old =
        "symbol=BTCUSD&side=BUY&quantity=1&price=700&stopPrice=900&stopClientOrderId=s"
            + "&limitClientOrderId=l";
    JsonNode placed = post("order/oco", old + "&newOrderRespType=RESULT").body();
    assertThat(placed.path("orderReports").findValuesAsText("type"))
        .containsExactly("STOP_LOSS", "LIMIT_MAKER");
    JsonNode cancelled =
        client.signed("DELETE", "/api/v3/orderList", "symbol=BTCUSD&orderListId=0").body();
    assertThat(cancelled.path("orderReports")).hasSize(2);
    assertThat(exchange.ledger().balance("desk", "USD").locked()).isZero();
  }

  @Test
  void saysWhatIsWrongWithAPair() {
    assertError(
        PAIR.replace("abovePrice=900", "abovePrice=790"),
        -2010,
        "The relationship of the prices for the orders is not correct.");
    assertError(
        PAIR.replace("aboveType=LIMIT_MAKER", "aboveType=MARKET"),
        -1158,
        "Order type not supported in OCO.");
    assertError(
        "symbol=BTCUSD&side=SELL&quantity=1&aboveType=STOP_LOSS&aboveStopPrice=900"
            + "&belowType=LIMIT_MAKER&belowPrice=700",
        -1197,
        "A stop loss order in a sell OCO must be below.");
    assertError(
        "symbol=BTCUSD&side=BUY&quantity=1&aboveType=LIMIT_MAKER&abovePrice=900"
            + "&belowType=TAKE_PROFIT&belowStopPrice=700",
        -1165,
        "A limit order in a buy OCO must be below.");
    assertError(
        PAIR.replace("belowTimeInForce=GTC", "belowTimeInForce=IOC&belowIcebergQty=0.1"),
        -1160,
        "Parameter 'belowIcebergQty' is not supported if 'belowTimeInForce' is not GTC.");
    assertError(
        PAIR.replace("&belowStopPrice=750", ""),
        -1102,
        "Param 'belowStopPrice' or 'belowTrailingDelta' must be sent, but both were empty/null!");
    assertThat(exchange.ledger().orders()).isEmpty();
  }

  private void assertError(String query, int code, String message) {
    VenueClient.Answer answer = post("orderList/oco", query);
    assertThat(answer.message()).isEqualTo(message);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void replacesAnOrder() {
    post("order", LIMIT + "&newClientOrderId=old");
    String replace =
        LIMIT.replace("price=700", "price=710")
            + "&cancelOrigClientOrderId=old"
            + "&newClientOrderId=new&cancelNewClientOrderId=gone&cancelReplaceMode=";
    VenueClient.Answer both = post("order/cancelReplace", replace + "STOP_ON_FAILURE");
    assertThat(both.status()).isEqualTo(200);
    assertThat(keys(both.body()))
        .isEqualTo("cancelResult newOrderResult cancelResponse newOrderResponse");
    assertThat(both.body().path("cancelResponse").path("clientOrderId").asText()).isEqualTo("gone");
    assertThat(both.body().path("newOrderResponse").path("price").asText())
        .isEqualTo("710.00000000");

    VenueClient.Answer stopped = post("order/cancelReplace", replace + "STOP_ON_FAILURE");
    assertHalves(stopped, 400, -2022, "FAILURE", "NOT_ATTEMPTED");
    assertThat(stopped.message()).isEqualTo("Order cancel-replace failed.");
    assertThat(data(stopped).path("newOrderResponse").isNull()).isTrue();
    assertThat(data(stopped).path("cancelResponse").path("code").asInt()).isEqualTo(-2011);
    // An order that was not attempted counts as well.
    assertThat(count()).isEqualTo("3");

    VenueClient.Answer placed =
        post("order/cancelReplace", replace.replace("=new&", "=newer&") + "ALLOW_FAILURE");
    assertHalves(placed, 409, -2021, "FAILURE", "SUCCESS");
    assertThat(data(placed).path("newOrderResponse").path("clientOrderId").asText())
        .isEqualTo("newer");

    String tooDear =
        replace
            .replace("quantity=1", "quantity=900")
            .replace("=old", "=newer")
            .replace("=new&", "=dear&");
    VenueClient.Answer cancelled = post("order/cancelReplace", tooDear + "STOP_ON_FAILURE");
    assertHalves(cancelled, 409, -2021, "SUCCESS", "FAILURE");
    assertThat(data(cancelled).path("newOrderResponse").path("msg").asText())
        .isEqualTo("Account has insufficient balance for requested action.");
    VenueClient.Answer neither = post("order/cancelReplace", tooDear + "ALLOW_FAILURE");
    assertHalves(neither, 400, -2022, "FAILURE", "FAILURE");
  }

  private static JsonNode data(VenueClient.Answer answer) {
    return answer.body().path("data");
  }

  private static void assertHalves(
      VenueClient.Answer answer, int status, int code, String cancel, String order) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(data(answer).path("cancelResult").asText()).isEqualTo(cancel);
    assertThat(data(answer).path("newOrderResult").asText()).isEqualTo(order);
  }

  @Test
  void looksAtFiltersAndOrderCountsBeforeItReplaces() {
    start(new VenueLimits(6_000, 1, 100, 1_000));
    post("order", LIMIT + "&newClientOrderId=old");
    String replace = LIMIT + "&cancelOrigClientOrderId=old&cancelReplaceMode=STOP_ON_FAILURE";
    VenueClient.Answer filter =
        post("order/cancelReplace", replace.replace("price=700", "price=700.001"));
    assertThat(filter.message()).isEqualTo("Filter failure: PRICE_FILTER");
    VenueClient.Answer full = post("order/cancelReplace", replace);
    assertThat(full.status()).isEqualTo(429);
    assertThat(full.code()).isEqualTo(-1015);
    assertThat(get("openOrders", "symbol=BTCUSD").body()).hasSize(1);
    VenueClient.Answer cancelled =
        post("order/cancelReplace", replace + "&orderRateLimitExceededMode=CANCEL_ONLY");
    assertHalves(cancelled, 429, -2021, "SUCCESS", "FAILURE");
    assertThat(get("openOrders", "symbol=BTCUSD").body()).isEmpty();
  }

  @Test
  void cancelsOnlyWhatIsMeant() {
    post("order", LIMIT + "&newClientOrderId=af-1");
    String cancel = "symbol=BTCUSD&origClientOrderId=af-1&cancelRestrictions=";
    VenueClient.Answer refused =
        client.signed("DELETE", "/api/v3/order", cancel + "ONLY_PARTIALLY_FILLED");
    assertThat(refused.code()).isEqualTo(-2011);
    assertThat(refused.message()).isEqualTo("Order was not canceled due to cancel restrictions.");
    assertThat(client.signed("DELETE", "/api/v3/order", cancel + "SOME").code()).isEqualTo(-1145);
    assertThat(client.signed("DELETE", "/api/v3/order", cancel + "ONLY_NEW").status())
        .isEqualTo(200);
  }

  @Test
  void makesAnOrderSmaller() {
    post("order", LIMIT + "&newClientOrderId=af-1");
    String amend = "symbol=BTCUSD&origClientOrderId=af-1&newClientOrderId=af-2&newQty=";
    VenueClient.Answer answer =
        client.signed("PUT", "/api/v3/order/amend/keepPriority", amend + "0.5");
    assertThat(keys(answer.body())).isEqualTo("transactTime executionId amendedOrder");
    assertThat(keys(answer.body().path("amendedOrder")))
        .isEqualTo(
            "symbol orderId orderListId origClientOrderId clientOrderId price qty executedQty"
                + " preventedQty quoteOrderQty cumulativeQuoteQty status timeInForce type side"
                + " workingTime selfTradePreventionMode");
    assertThat(answer.body().path("amendedOrder").path("qty").asText()).isEqualTo("0.50000000");
    VenueClient.Answer again =
        client.signed(
            "PUT", "/api/v3/order/amend/keepPriority", amend.replace("af-1", "af-2") + "0.6");
    assertThat(again.code()).isEqualTo(-2038);
    assertThat(again.message()).isEqualTo("Order amend (quantity increase) is not supported.");
    JsonNode amendments = get("order/amendments", "symbol=BTCUSD&orderId=1").body();
    assertThat(keys(amendments.path(0)))
        .isEqualTo(
            "symbol orderId executionId origClientOrderId newClientOrderId origQty newQty time");
    assertThat(count()).isEqualTo("1");
  }

  @Test
  void placesContingentOrdersAndIcebergs() {
    JsonNode stop =
        post(
                "order",
                "symbol=BTCUSD&side=SELL&type=STOP_LOSS&quantity=1&stopPrice=700"
                    + "&newOrderRespType=FULL")
            .body();
    assertThat(stop.path("status").asText()).isEqualTo("NEW");
    assertThat(stop.path("stopPrice").asText()).isEqualTo("700.00000000");
    assertThat(stop.path("workingTime").asInt()).isEqualTo(-1);
    JsonNode ack =
        post("order", "symbol=BTCUSD&side=SELL&type=TAKE_PROFIT&quantity=1&stopPrice=900").body();
    assertThat(keys(ack)).isEqualTo("symbol orderId orderListId clientOrderId transactTime");
    JsonNode iceberg = post("order", LIMIT + "&icebergQty=0.1").body();
    assertThat(iceberg.path("icebergQty").asText()).isEqualTo("0.10000000");
    assertThat(get("openOrders", "symbol=BTCUSD").body()).hasSize(3);
    JsonNode killed = post("order", LIMIT.replace("GTC", "FOK")).body();
    assertThat(killed.path("expiryReason").asText()).isEqualTo("UNFILLED_FOK_ORDER_EXPIRED");
  }

  @Test
  void tellsOfPreventedMatchesAndCommissions() {
    post("order", LIMIT.replace("price=700", "price=800"));
    post(
        "order",
        "symbol=BTCUSD&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.4&price=800"
            + "&selfTradePreventionMode=DECREMENT");
    JsonNode matches = get("myPreventedMatches", "symbol=BTCUSD&orderId=1").body();
    assertThat(keys(matches.path(0)))
        .isEqualTo(
            "symbol preventedMatchId takerOrderId makerSymbol makerOrderId tradeGroupId"
                + " selfTradePreventionMode price takerPreventedQuantity makerPreventedQuantity"
                + " transactTime");
    assertThat(matches.path(0).path("takerPreventedQuantity").asText()).isEqualTo("0.40000000");
    assertThat(get("myPreventedMatches", "symbol=BTCUSD").code()).isEqualTo(-1128);
    JsonNode maker = get("order", "symbol=BTCUSD&orderId=1").body();
    assertThat(maker.path("status").asText()).isEqualTo("NEW");
    assertThat(maker.path("preventedQuantity").asText()).isEqualTo("0.40000000");

    JsonNode commission = get("account/commission", "symbol=BTCUSD").body();
    assertThat(commission.path("standardCommission").path("taker").asText())
        .isEqualTo("0.00100000");
    assertThat(commission.path("discount").path("enabledForAccount").asBoolean()).isFalse();
    assertThat(
            post("order/test", LIMIT + "&computeCommissionRates=true")
                .body()
                .path("standardCommissionForOrder")
                .path("maker")
                .asText())
        .isEqualTo("0.00100000");
  }

  @Test
  void asksForOwnTradesInTheDocumentedWaysOnly() {
    post("order", LIMIT);
    assertThat(count()).isEqualTo("1");
    post("order", "symbol=BTCUSD&side=BUY&type=MARKET&quantity=1");
    // The first fill gives the count of its order back.
    assertThat(count()).isEqualTo("1");
    post("order", "symbol=BTCUSD&side=SELL&type=MARKET&quantity=1");
    assertThat(get("myTrades", "symbol=BTCUSD&orderId=3").body()).hasSize(1);
    assertThat(get("myTrades", "symbol=BTCUSD&fromId=2").body()).hasSize(1);
    assertThat(get("myTrades", "symbol=BTCUSD&orderId=1&fromId=2").body()).isEmpty();
    assertThat(get("myTrades", "symbol=BTCUSD&orderId=1&startTime=1").code()).isEqualTo(-1128);
    String twoDays = "symbol=BTCUSD&startTime=1385337600000&endTime=1385510400000";
    assertThat(get("myTrades", twoDays).code()).isEqualTo(-1127);
    assertThat(get("allOrders", twoDays).message())
        .isEqualTo("More than 24 hours between startTime and endTime.");
  }

  private JsonNode ask(VenueSocket socket, String method, String query) {
    Map<String, String> all = new TreeMap<>();
    for (String pair : query.split("&")) {
      all.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    all.put("apiKey", "desk-key");
    all.put("timestamp", Long.toString(System.currentTimeMillis()));
    String text =
        all.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("&"));
    all.put("signature", VenueClient.hmac(SECRET, text));
    ObjectNode request = json.createObjectNode().put("id", method).put("method", method);
    ObjectNode params = request.putObject("params");
    all.forEach(params::put);
    return socket.ask(request.toString());
  }

  @Test
  void doesTheSameOverTheWebSocketApi() {
    try (VenueSocket socket = VenueSocket.open(exchange.wsApiUrl())) {
      JsonNode pair = ask(socket, "orderList.place.oco", PAIR);
      assertThat(pair.path("status").asInt()).isEqualTo(200);
      JsonNode list = ask(socket, "orderList.status", "orderListId=0").path("result");
      assertThat(list.path("listClientOrderId").asText()).isEqualTo("pair");
      assertThat(ask(socket, "openOrderLists.status", "recvWindow=5000").path("result")).hasSize(1);
      JsonNode missing =
          ask(
              socket,
              "order.cancelReplace",
              LIMIT + "&cancelOrderId=77&cancelReplaceMode=ALLOW_FAILURE&newClientOrderId=x");
      assertThat(missing.path("status").asInt()).isEqualTo(409);
      assertThat(missing.path("error").path("code").asInt()).isEqualTo(-2021);
      assertThat(missing.path("error").path("data").path("newOrderResult").asText())
          .isEqualTo("SUCCESS");
      JsonNode amended =
          ask(
              socket,
              "order.amend.keepPriority",
              "symbol=BTCUSD&origClientOrderId=x&newQty=0.5&newClientOrderId=x");
      assertThat(amended.path("result").path("amendedOrder").path("qty").asText())
          .isEqualTo("0.50000000");
      JsonNode all = ask(socket, "openOrders.cancelAll", "symbol=BTCUSD");
      assertThat(all.path("result")).hasSize(2);
      assertThat(all.path("result").path(0).path("orderReports")).hasSize(2);
      assertThat(all.path("result").path(1).path("status").asText()).isEqualTo("CANCELED");
      assertThat(ask(socket, "orderList.place", "symbol=BTCUSD").path("error").path("code").asInt())
          .isEqualTo(-1102);
    }
  }

  @Test
  void tellsTheUserStreamOfPairsAndAmendments() {
    try (VenueSocket user = VenueSocket.open(exchange.wsApiUrl())) {
      user.ask(SimulatedExchangeIT.subscribe("desk-key", SECRET));
      post("orderList/oco", PAIR);
      List<JsonNode> events = user.next(5).stream().map(message -> message.path("event")).toList();
      assertThat(events)
          .extracting(e -> e.path("e").asText())
          .containsExactly(
              "executionReport",
              "outboundAccountPosition",
              "executionReport",
              "listStatus",
              "outboundAccountPosition");
      assertThat(keys(events.get(3))).isEqualTo("e E s g c l L r C T O");
      assertThat(events.get(3).path("l").asText()).isEqualTo("EXEC_STARTED");
      assertThat(events.get(3).path("O").findValuesAsText("c")).containsExactly("lower", "upper");
      assertThat(events.get(0).path("w").asBoolean()).isFalse();
      assertThat(events.get(0).has("W")).isFalse();
      assertThat(events.get(0).path("P").asText()).isEqualTo("750.00000000");
      assertThat(events.get(0).path("g").asInt()).isZero();

      client.signed(
          "PUT",
          "/api/v3/order/amend/keepPriority",
          "symbol=BTCUSD&origClientOrderId=upper&newClientOrderId=top&newQty=1");
      JsonNode replaced = user.next().path("event");
      assertThat(replaced.path("x").asText()).isEqualTo("REPLACED");
      assertThat(replaced.path("c").asText()).isEqualTo("top");
      assertThat(replaced.path("C").asText()).isEqualTo("upper");
      assertThat(replaced.path("q").asText()).isEqualTo("1.00000000");
      JsonNode updated = user.next().path("event");
      assertThat(updated.path("l").asText()).isEqualTo("UPDATED");
      assertThat(updated.path("O").findValuesAsText("c")).containsExactly("lower", "top");
      user.next(3);

      client.signed("DELETE", "/api/v3/orderList", "symbol=BTCUSD&orderListId=0");
      List<JsonNode> ending = user.next(5).stream().map(message -> message.path("event")).toList();
      assertThat(ending.get(3).path("e").asText()).isEqualTo("listStatus");
      assertThat(ending.get(3).path("L").asText()).isEqualTo("ALL_DONE");
    }
  }
}
