package io.alphaflow.conformance;

import static io.alphaflow.conformance.TestVenue.KEY;
import static io.alphaflow.conformance.TestVenue.SECRET;
import static io.alphaflow.conformance.TestVenue.SYMBOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.binance.connector.client.exceptions.BinanceClientException;
import com.binance.connector.client.impl.SpotClientImpl;
import com.binance.connector.client.impl.spot.Market;
import com.binance.connector.client.impl.spot.Trade;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * REST through Binance's own Java connector 3.4.1, unmodified: it puts all parameters into the
 * query, also of a POST.
 */
@Timeout(60)
class ConnectorRestIT {

  private TestVenue venue;
  private Market market;
  private Trade trade;

  @BeforeEach
  void open() {
    venue = TestVenue.open("99", "98", "102");
    SpotClientImpl client = new SpotClientImpl(KEY, SECRET, venue.restUrl());
    market = client.createMarket();
    trade = client.createTrade();
  }

  @AfterEach
  void close() {
    venue.close();
  }

  @Test
  void readsTheRulesOfTheSymbol() {
    JsonNode info = Json.read(market.exchangeInfo(Json.params("symbol", SYMBOL)));
    JsonNode symbol = info.path("symbols").path(0);
    assertThat(symbol.path("baseAsset").asText()).isEqualTo("BTC");
    assertThat(symbol.path("quoteAsset").asText()).isEqualTo("USDT");
    JsonNode lot = Json.where(symbol.path("filters"), "filterType", "LOT_SIZE");
    assertThat(lot.path("stepSize").asText()).isEqualTo("0.00010000");
    JsonNode weight = Json.where(info.path("rateLimits"), "rateLimitType", "REQUEST_WEIGHT");
    assertThat(weight.path("limit").asInt()).isEqualTo(6_000);
  }

  @Test
  void readsTheMarket() {
    JsonNode depth = Json.read(market.depth(Json.params("symbol", SYMBOL, "limit", 5)));
    assertThat(depth.path("bids").path(0).path(0).asText()).isEqualTo("99.99000000");
    assertThat(depth.path("asks").path(0).path(0).asText()).isEqualTo("100.01000000");
    JsonNode last = Json.read(market.tickerSymbol(Json.params("symbol", SYMBOL)));
    assertThat(last.path("price").asText()).isEqualTo("100.00000000");
    venue.trade();
    JsonNode trades = Json.read(market.trades(Json.params("symbol", SYMBOL)));
    assertThat(trades).hasSize(2);
    assertThat(trades.path(1).path("price").asText()).isEqualTo("99.00000000");
    assertThat(trades.path(1).path("isBuyerMaker").asBoolean()).isTrue();
    JsonNode aggregates = Json.read(market.aggTrades(Json.params("symbol", SYMBOL, "fromId", 2)));
    assertThat(aggregates).hasSize(1);
    assertThat(aggregates.path(0).path("q").asText()).isEqualTo("10.00000000");
  }

  @Test
  void fillsAMarketOrderAndBooksItExactly() {
    JsonNode order =
        order("side", "BUY", "type", "MARKET", "quantity", "0.5", "newClientOrderId", "m-1");
    assertThat(order.path("status").asText()).isEqualTo("FILLED");
    assertThat(order.path("executedQty").asText()).isEqualTo("0.50000000");
    assertThat(order.path("cummulativeQuoteQty").asText()).isEqualTo("50.00500000");
    assertThat(order.path("fills").path(0).path("price").asText()).isEqualTo("100.01000000");
    assertThat(order.path("fills").path(0).path("commission").asText()).isEqualTo("0.00050000");
    assertThat(order.path("fills").path(0).path("commissionAsset").asText()).isEqualTo("BTC");
    assertThat(balance("BTC").path("free").asText()).isEqualTo("5.49950000");
    assertThat(balance("USDT").path("free").asText()).isEqualTo("9949.99500000");
    assertThat(venue.free("BTC")).isEqualByComparingTo("5.4995");
    assertThat(venue.free("USDT")).isEqualByComparingTo("9949.995");
  }

  @Test
  void spendsAnAmountOfQuote() {
    JsonNode order = order("side", "BUY", "type", "MARKET", "quoteOrderQty", "250.025");
    assertThat(order.path("executedQty").asText()).isEqualTo("2.50000000");
    assertThat(order.path("cummulativeQuoteQty").asText()).isEqualTo("250.02500000");
    assertThat(order.path("origQuoteOrderQty").asText()).isEqualTo("250.02500000");
  }

  @Test
  void aLimitOrderRestsThenFillsAsMaker() {
    JsonNode order = limit("BUY", "1", "99.50", "GTC", "l-1");
    assertThat(order.path("status").asText()).isEqualTo("NEW");
    assertThat(balance("USDT").path("locked").asText()).isEqualTo("99.50000000");
    venue.trade();
    JsonNode asked = byClientId("l-1");
    assertThat(asked.path("status").asText()).isEqualTo("FILLED");
    assertThat(asked.path("orderId").asLong()).isEqualTo(order.path("orderId").asLong());
    assertThat(asked.path("cummulativeQuoteQty").asText()).isEqualTo("99.50000000");
    JsonNode fills = Json.read(trade.myTrades(Json.params("symbol", SYMBOL)));
    assertThat(fills).hasSize(1);
    assertThat(fills.path(0).path("isMaker").asBoolean()).isTrue();
    assertThat(fills.path(0).path("price").asText()).isEqualTo("99.50000000");
    assertThat(balance("USDT").path("locked").asText()).isEqualTo("0.00000000");
    assertThat(balance("BTC").path("free").asText()).isEqualTo("5.99900000");
  }

  @Test
  void cancelsOneAndAll() {
    limit("SELL", "1", "110", "GTC", "c-1");
    limit("SELL", "2", "120", "GTC", "c-2");
    limit("BUY", "1", "90", "GTC", "c-3");
    assertThat(Json.read(trade.getOpenOrders(Json.params("symbol", SYMBOL)))).hasSize(3);
    JsonNode cancelled =
        Json.read(trade.cancelOrder(Json.params("symbol", SYMBOL, "origClientOrderId", "c-1")));
    assertThat(cancelled.path("status").asText()).isEqualTo("CANCELED");
    assertThat(cancelled.path("origClientOrderId").asText()).isEqualTo("c-1");
    assertThat(cancelled.path("clientOrderId").asText()).isNotEqualTo("c-1");
    assertThat(balance("BTC").path("locked").asText()).isEqualTo("2.00000000");
    assertThat(Json.read(trade.cancelOpenOrders(Json.params("symbol", SYMBOL)))).hasSize(2);
    assertThat(Json.read(trade.getOpenOrders(Json.params("symbol", SYMBOL)))).isEmpty();
    assertThat(balance("BTC").path("free").asText()).isEqualTo("5.00000000");
    assertThat(balance("USDT").path("free").asText()).isEqualTo("10000.00000000");
  }

  @ParameterizedTest
  @CsvSource({
    // price, time in force, status, filled
    "100.01, IOC, FILLED, 1.00000000",
    "99.00, IOC, EXPIRED, 0.00000000",
    "100.01, FOK, FILLED, 1.00000000",
    "99.00, FOK, EXPIRED, 0.00000000"
  })
  void immediateOrdersNeverRest(String price, String timeInForce, String status, String filled) {
    JsonNode order = limit("BUY", "1", price, timeInForce, "i-1");
    assertThat(order.path("status").asText()).isEqualTo(status);
    assertThat(order.path("executedQty").asText()).isEqualTo(filled);
    assertThat(balance("USDT").path("locked").asText()).isEqualTo("0.00000000");
  }

  @ParameterizedTest
  @CsvSource({
    // The market goes 100, 99, 98, 102; the book is one tick to each side of it.
    "STOP_LOSS, 98.5, , 2, 97.99000000",
    "STOP_LOSS_LIMIT, 98.5, 97.5, 2, 97.99000000",
    "TAKE_PROFIT, 101.5, , 3, 101.99000000",
    "TAKE_PROFIT_LIMIT, 101.5, 101, 3, 101.99000000"
  })
  void conditionalOrdersWaitForTheirPriceAndThenFill(
      String type, String stopPrice, String price, int trades, String paid) {
    Map<String, Object> fields =
        new LinkedHashMap<>(
            Json.params(
                "side",
                "SELL",
                "type",
                type,
                "quantity",
                "1",
                "stopPrice",
                stopPrice,
                "newClientOrderId",
                "s-1"));
    if (price != null) {
      fields.put("price", price);
      fields.put("timeInForce", "GTC");
    }
    fields.put("symbol", SYMBOL);
    trade.newOrder(fields);
    for (int i = 0; i < trades; i++) {
      JsonNode waiting = byClientId("s-1");
      assertThat(waiting.path("status").asText()).isEqualTo("NEW");
      assertThat(waiting.path("isWorking").asBoolean()).isFalse();
      assertThat(balance("BTC").path("locked").asText()).isEqualTo("1.00000000");
      venue.trade();
    }
    JsonNode filled = byClientId("s-1");
    assertThat(filled.path("status").asText()).isEqualTo("FILLED");
    assertThat(new BigDecimal(filled.path("stopPrice").asText())).isEqualByComparingTo(stopPrice);
    assertThat(filled.path("cummulativeQuoteQty").asText()).isEqualTo(paid);
    assertThat(balance("BTC").path("free").asText()).isEqualTo("4.00000000");
    assertThat(balance("BTC").path("locked").asText()).isEqualTo("0.00000000");
  }

  @Test
  void replacesAnOrder() {
    long old = limit("SELL", "1", "110", "GTC", "x-1").path("orderId").asLong();
    Map<String, Object> request =
        Json.params(
            "symbol",
            SYMBOL,
            "side",
            "SELL",
            "type",
            "LIMIT",
            "timeInForce",
            "GTC",
            "quantity",
            "2",
            "price",
            "111",
            "cancelReplaceMode",
            "STOP_ON_FAILURE",
            "cancelOrderId",
            old,
            "newClientOrderId",
            "x-2");
    // A copy: the connector leaves its signature in the map.
    JsonNode replaced = Json.read(trade.cancelReplace(new LinkedHashMap<>(request)));
    assertThat(replaced.path("cancelResult").asText()).isEqualTo("SUCCESS");
    assertThat(replaced.path("newOrderResponse").path("clientOrderId").asText()).isEqualTo("x-2");
    assertThat(byClientId("x-1").path("status").asText()).isEqualTo("CANCELED");
    assertThat(byClientId("x-2").path("origQty").asText()).isEqualTo("2.00000000");
    assertThat(balance("BTC").path("locked").asText()).isEqualTo("2.00000000");

    // Its order has ended, so nothing is cancelled, and nothing is placed either.
    BinanceClientException refused = refused(() -> trade.cancelReplace(request));
    assertThat(refused.getHttpStatusCode()).isEqualTo(400);
    assertThat(refused.getErrorCode()).isEqualTo(-2022);
    assertThat(venue.ledger().orders()).hasSize(2);
  }

  @Test
  void aTestOrderIsCheckedButNotPlaced() {
    Map<String, Object> order =
        Json.params(
            "symbol",
            SYMBOL,
            "side",
            "BUY",
            "type",
            "LIMIT",
            "timeInForce",
            "GTC",
            "quantity",
            "1",
            "price",
            "90");
    assertThat(Json.read(trade.testNewOrder(order))).isEmpty();
    assertThat(venue.ledger().orders()).isEmpty();
  }

  @Test
  void countsOrders() {
    limit("BUY", "1", "90", "GTC", "n-1");
    JsonNode counts = Json.read(trade.rateLimitOrder(Json.params()));
    assertThat(Json.where(counts, "interval", "SECOND").path("count").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "quantity, 0.00001, -1013, Filter failure: LOT_SIZE",
        "price, 90.001, -1013, Filter failure: PRICE_FILTER",
        "quantity, 0.01, -1013, Filter failure: NOTIONAL",
        "quantity, 900, -2010, Account has insufficient balance for requested action.",
        "timeInForce, DAY, -1115, Invalid timeInForce.",
        "type, STRANGE, -1116, Invalid orderType.",
        "side, HOLD, -1117, Invalid side.",
        "symbol, DOGEUSDT, -1121, Invalid symbol.",
        "newClientOrderId, a b, -1100, \"Illegal characters found in parameter 'newClientOrderId'; legal"
            + " range is '^[a-zA-Z0-9-_]{1,36}$'.\""
      })
  void refusalsReachTheCallerWithCodeAndText(String field, String value, int code, String text) {
    Map<String, Object> order =
        new LinkedHashMap<>(
            Json.params(
                "symbol",
                SYMBOL,
                "side",
                "BUY",
                "type",
                "LIMIT",
                "timeInForce",
                "GTC",
                "quantity",
                "1",
                "price",
                "90"));
    order.put(field, value);
    BinanceClientException refused = refused(() -> trade.newOrder(order));
    assertThat(refused.getHttpStatusCode()).isEqualTo(400);
    assertThat(refused.getErrorCode()).isEqualTo(code);
    assertThat(refused.getErrMsg()).isEqualTo(text);
    assertThat(venue.ledger().orders()).isEmpty();
  }

  @Test
  void unknownOrdersAndKeysAreRefused() {
    assertThat(refused(() -> trade.getOrder(Json.params("symbol", SYMBOL, "orderId", 77L))))
        .extracting(BinanceClientException::getErrorCode)
        .isEqualTo(-2013);
    assertThat(refused(() -> trade.cancelOrder(Json.params("symbol", SYMBOL, "orderId", 77L))))
        .extracting(BinanceClientException::getErrorCode)
        .isEqualTo(-2011);
    Trade wrongSecret = new SpotClientImpl(KEY, "guess", venue.restUrl()).createTrade();
    assertThat(refused(() -> wrongSecret.account(Json.params())))
        .extracting(BinanceClientException::getErrorCode)
        .isEqualTo(-1022);
    Trade wrongKey = new SpotClientImpl("nobody", SECRET, venue.restUrl()).createTrade();
    assertThat(refused(() -> wrongKey.account(Json.params())))
        .extracting(BinanceClientException::getHttpStatusCode)
        .isEqualTo(401);
  }

  @Test
  void listenKeysAreGoneAsAtTheVenue() {
    SpotClientImpl client = new SpotClientImpl(KEY, SECRET, venue.restUrl());
    assertThat(refused(() -> client.createUserData().createListenKey()))
        .extracting(BinanceClientException::getHttpStatusCode)
        .isEqualTo(410);
  }

  private static BinanceClientException refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(BinanceClientException.class, call);
  }

  private JsonNode limit(
      String side, String quantity, String price, String timeInForce, String clientId) {
    return order(
        "side",
        side,
        "type",
        "LIMIT",
        "timeInForce",
        timeInForce,
        "quantity",
        quantity,
        "price",
        price,
        "newClientOrderId",
        clientId);
  }

  private JsonNode order(Object... fields) {
    Map<String, Object> order = new LinkedHashMap<>(Json.params(fields));
    order.put("symbol", SYMBOL);
    return Json.read(trade.newOrder(order));
  }

  private JsonNode byClientId(String clientId) {
    return Json.read(trade.getOrder(Json.params("symbol", SYMBOL, "origClientOrderId", clientId)));
  }

  private JsonNode balance(String asset) {
    return Json.where(Json.read(trade.account(Json.params())).path("balances"), "asset", asset);
  }
}
