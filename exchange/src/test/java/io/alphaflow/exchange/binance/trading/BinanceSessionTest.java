package io.alphaflow.exchange.binance.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.Secret;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.AmendResult;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.NewPair;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.PairResult;
import io.alphaflow.exchange.trading.ReplaceResult;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.SelfTradePrevention;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.VenueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class BinanceSessionTest {

  private static final InstrumentId BTC = InstrumentId.parse("sim:BTC/USD");
  private static final String API_KEY = "the-api-key-0123456789";
  private static final String SECRET = "the-secret-0123456789";
  private static final String ORDER = "/api/v3/order";

  @TempDir Path folder;
  private HttpVenue venue;
  private TradingSession session;

  @BeforeEach
  void open() throws Exception {
    venue = new HttpVenue();
    Files.writeString(folder.resolve("key"), API_KEY);
    Files.writeString(folder.resolve("secret"), SECRET);
    VenueOptions options =
        new VenueOptions(
            "sim", venue.url(), "ws://none", "ws://none", Duration.ofSeconds(3), List.of(BTC));
    session =
        new BinanceTrading(options, Duration.ofMillis(500))
            .open(
                new AccountOptions(
                    "main",
                    "USD",
                    new Secret("${file:" + folder.resolve("key") + "}"),
                    AccountOptions.KeyType.HMAC,
                    new Secret("${file:" + folder.resolve("secret") + "}")));
  }

  @AfterEach
  void close() {
    session.close();
    venue.close();
  }

  private static NewOrder limit() {
    return new NewOrder(
        BTC,
        "af-1",
        Side.BUY,
        OrderType.LIMIT,
        TimeInForce.IOC,
        Fixed8.parse("0.5"),
        Fixed8.parse("800.01"),
        SelfTradePrevention.EXPIRE_TAKER);
  }

  private static NewOrder market() {
    return new NewOrder(
        BTC,
        "af-2",
        Side.SELL,
        OrderType.MARKET,
        TimeInForce.GTC,
        Fixed8.parse("2"),
        0,
        SelfTradePrevention.NONE);
  }

  @Test
  void signsExactlyWhatItSends() {
    session.submit(limit()).result().join();

    HttpVenue.Asked asked = venue.asked(ORDER).get(0);
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.apiKey()).isEqualTo(API_KEY);
    assertThat(asked.body())
        .startsWith(
            "symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=IOC&price=800.01&quantity=0.5"
                + "&newClientOrderId=af-1&newOrderRespType=FULL"
                + "&selfTradePreventionMode=EXPIRE_TAKER&recvWindow=3000&timestamp=");
    int end = asked.body().indexOf("&signature=");
    assertThat(asked.body().substring(end + "&signature=".length()))
        .isEqualTo(RequestSigner.hmac(SECRET).sign(asked.body().substring(0, end)));
  }

  @Test
  void marketOrderHasNoPriceAndNoTimeInForce() {
    session.submit(market()).result().join();
    assertThat(venue.asked(ORDER).get(0).body())
        .contains("type=MARKET&quantity=2&", "&selfTradePreventionMode=NONE&")
        .doesNotContain("price=", "timeInForce=");
  }

  @Test
  void readsAcceptedOrderWithItsFills() {
    venue.answer(
        "POST " + ORDER,
        200,
        """
        {"symbol":"BTCUSD","orderId":28,"orderListId":-1,"clientOrderId":"af-1",
         "transactTime":1507725176595,"price":"800.01","origQty":"0.5","executedQty":"0.3",
         "status":"EXPIRED","timeInForce":"IOC","type":"LIMIT","side":"BUY",
         "fills":[{"price":"800.00","qty":"0.2","commission":"0.0002","commissionAsset":"BTC",
                   "tradeId":56},
                  {"price":"800.01","qty":"0.1","commission":"0.0001","commissionAsset":"BTC",
                   "tradeId":57}]}
        """);
    OrderView view = ((SubmitResult.Accepted) session.submit(limit()).result().join()).view();

    assertThat(view.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(view.venueOrderId()).isEqualTo("28");
    assertThat(view.cumulativeQuantity()).isEqualTo(Fixed8.parse("0.3"));
    assertThat(view.createdTime()).isEqualTo(1507725176595000L);
    assertThat(view.fills())
        .containsExactly(
            new Fill(
                56,
                Fixed8.parse("0.2"),
                Fixed8.parse("800"),
                Fixed8.parse("0.0002"),
                "BTC",
                false,
                1507725176595000L),
            new Fill(
                57,
                Fixed8.parse("0.1"),
                Fixed8.parse("800.01"),
                Fixed8.parse("0.0001"),
                "BTC",
                false,
                1507725176595000L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0   | ''",
        "-1  | ''",
        "500 | {\"code\":-1000,\"msg\":\"unknown\"}",
        "504 | {\"code\":-1007,\"msg\":\"Timeout\"}",
        "200 | {\"orderId\":1}",
        "200 | {\"trunc"
      })
  void lostOrUnreadableAnswerLeavesTheOrderUnknownAndIsNotSentAgain(int status, String body) {
    venue.answer("POST " + ORDER, status, body);
    assertThat(session.submit(limit()).result().join()).isInstanceOf(SubmitResult.Unknown.class);
    assertThat(venue.asked(ORDER)).hasSize(1);
  }

  @Test
  void unreachableVenueLeavesTheOrderUnknown() {
    venue.close();
    assertThat(session.submit(limit()).result().join()).isInstanceOf(SubmitResult.Unknown.class);
  }

  @Test
  void refusalCarriesTheVenuesWords() {
    venue.answer("POST " + ORDER, 400, "{\"code\":-1013,\"msg\":\"Filter failure: LOT_SIZE\"}");
    assertThat(session.submit(limit()).result().join())
        .isEqualTo(new SubmitResult.Rejected(-1013, "Filter failure: LOT_SIZE"));
  }

  @Test
  void keyThatTheVenueRefusesIsReadAgainWhileTheSessionGoesOn() throws Exception {
    venue.answer(
        "POST " + ORDER,
        401,
        "{\"code\":-2015,\"msg\":\"Invalid API-key, IP, or permissions for action.\"}");
    Files.writeString(folder.resolve("key"), "the-next-api-key");
    Files.writeString(folder.resolve("secret"), "the-next-secret");
    session.submit(limit()).result().join();
    assertThat(venue.asked(ORDER).get(0).apiKey()).isEqualTo(API_KEY);
    HttpVenue.Asked asked;
    do {
      session.submit(limit()).result().join();
      asked = venue.asked(ORDER).get(venue.asked(ORDER).size() - 1);
    } while (!asked.apiKey().equals("the-next-api-key") || !isSignedWith(asked, "the-next-secret"));
  }

  private static boolean isSignedWith(HttpVenue.Asked asked, String secret) {
    int end = asked.body().indexOf("&signature=");
    return asked
        .body()
        .substring(end + "&signature=".length())
        .equals(RequestSigner.hmac(secret).sign(asked.body().substring(0, end)));
  }

  @Test
  void sendsNothingButCancelsUntilTheVenueAllowsIt() {
    venue.answer(
        "POST " + ORDER,
        429,
        "{\"code\":-1003,\"msg\":\"Too many requests\"}",
        Map.of("Retry-After", "60"));
    session.submit(limit()).result().join();
    assertThat(session.submit(market()).result().join()).isInstanceOf(SubmitResult.Deferred.class);
    session.cancel(BTC, "af-1").join();
    assertThat(venue.asked(ORDER))
        .extracting(HttpVenue.Asked::method)
        .containsExactly("POST", "DELETE");
  }

  @Test
  void tellsFoundAbsentAndStillUnknownApart() {
    venue.answer("GET " + ORDER, 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
    assertThat(session.resolve(BTC, "af-1").join()).isInstanceOf(ResolveResult.Absent.class);
    venue.answer("GET " + ORDER, 502, "<html>");
    assertThat(session.resolve(BTC, "af-1").join()).isInstanceOf(ResolveResult.StillUnknown.class);
    venue.answer("GET " + ORDER, 200, queried("af-1", "PARTIALLY_FILLED"));
    assertThat(session.resolve(BTC, "af-1").join())
        .isInstanceOfSatisfying(
            ResolveResult.Found.class,
            found -> {
              assertThat(found.view().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
              assertThat(found.view().createdTime()).isEqualTo(1499827319559123L);
              assertThat(found.view().updatedTime()).isEqualTo(1499827319560000L);
            });
    assertThat(venue.asked(ORDER).get(0).query())
        .startsWith("symbol=BTCUSD&origClientOrderId=af-1");
  }

  private static String queried(String id, String status) {
    return "{\"symbol\":\"BTCUSD\",\"orderId\":1,\"clientOrderId\":\""
        + id
        + "\",\"price\":\"0.1\",\"origQty\":\"1.0\",\"executedQty\":\"0.5\",\"status\":\""
        + status
        + "\",\"time\":1499827319559123,\"updateTime\":1499827319560000}";
  }

  @Test
  void cancelOfEndedOrderIsNotOpen() {
    venue.answer("DELETE " + ORDER, 400, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");
    assertThat(session.cancel(BTC, "af-1").join()).isInstanceOf(CancelResult.NotOpen.class);
  }

  @Test
  void cancelThatWasNotDoneIsRefusedWithTheVenuesWordsAndItsWait() {
    venue.answer(
        "DELETE " + ORDER, 400, "{\"code\":-2011,\"msg\":\"This account may not cancel orders.\"}");
    assertThat(session.cancel(BTC, "af-1").join())
        .isEqualTo(new CancelResult.Refused(-2011, "This account may not cancel orders.", 0));
    venue.answer(
        "DELETE " + ORDER,
        429,
        "{\"code\":-1003,\"msg\":\"Too much request weight used\"}",
        Map.of("Retry-After", "60"));
    assertThat(session.cancel(BTC, "af-1").join())
        .isInstanceOfSatisfying(
            CancelResult.Refused.class,
            refused -> assertThat(refused.retryAfterMillis()).isBetween(59_000L, 60_000L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0   | ''",
        "-1  | ''",
        "503 | <html>",
        "400 | {\"code\":-1021,\"msg\":\"Timestamp outside of the recvWindow\"}",
        "200 | {\"trunc"
      })
  void cancelWithoutUsableAnswerIsUnknown(int status, String body) {
    venue.answer("DELETE " + ORDER, status, body);
    assertThat(session.cancel(BTC, "af-1").join()).isInstanceOf(CancelResult.Unknown.class);
  }

  @Test
  void orderEndedBySelfTradePreventionIsExpiredAndSaysWhy() {
    venue.answer("GET " + ORDER, 200, queried("af-1", "EXPIRED_IN_MATCH"));
    assertThat(session.resolve(BTC, "af-1").join())
        .isInstanceOfSatisfying(
            ResolveResult.Found.class,
            found -> {
              assertThat(found.view().status()).isEqualTo(OrderStatus.EXPIRED);
              assertThat(found.view().reason()).isEqualTo("EXPIRED_IN_MATCH");
            });
  }

  @Test
  void readsBalancesSortedByAsset() {
    venue.answer(
        "GET /api/v3/account",
        200,
        """
        {"updateTime":5000,"balances":[{"asset":"USD","free":"10.5","locked":"1"},
                                       {"asset":"BTC","free":"2","locked":"0"}]}
        """);
    assertThat(session.account().join())
        .isEqualTo(
            new TradingSession.AccountView(
                5_000_000,
                List.of(
                    new AssetBalance("BTC", Fixed8.parse("2"), 0),
                    new AssetBalance("USD", Fixed8.parse("10.5"), Fixed8.parse("1")))));
  }

  @Test
  void readsOpenOrdersAndTrades() {
    venue.answer("GET /api/v3/openOrders", 200, "[" + queried("af-9", "NEW") + "]");
    assertThat(session.openOrders(BTC).join())
        .extracting(OrderView::clientOrderId)
        .containsExactly("af-9");
    venue.answer(
        "GET /api/v3/myTrades",
        200,
        """
        [{"symbol":"BTCUSD","id":8,"orderId":1,"price":"4","qty":"12","commission":"10.1",
          "commissionAsset":"USD","time":1499865549590,"isBuyer":true,"isMaker":true},
         {"symbol":"BTCUSD","id":7,"orderId":1,"price":"4","qty":"1","commission":"1",
          "commissionAsset":"USD","time":1499865549590,"isBuyer":true,"isMaker":false}]
        """);
    assertThat(session.tradesFrom(BTC, 7).join())
        .extracting(OrderFill::fill)
        .extracting(Fill::tradeId)
        .containsExactly(7L, 8L);
    assertThat(session.tradesOf(BTC, "1").join())
        .extracting(Fill::maker)
        .containsExactly(false, true);
    assertThat(venue.asked("/api/v3/myTrades").get(0).query())
        .startsWith("symbol=BTCUSD&fromId=7&limit=1000&");
    assertThat(venue.asked("/api/v3/myTrades").get(1).query())
        .startsWith("symbol=BTCUSD&orderId=1&limit=1000&");
  }

  @Test
  void signsWithTheVenuesClock() {
    long ahead = System.currentTimeMillis() + 500_000;
    venue.answer("GET /api/v3/time", 200, "{\"serverTime\":" + ahead + "}");
    session.warmUp().join();
    long signed = session.submit(limit()).sentTime() / 1_000;
    assertThat(signed).isBetween(ahead, ahead + 10_000);
  }

  @Test
  void failedQueryNamesNeitherKeyNorSignature() {
    venue.answer("GET /api/v3/account", 401, "{\"code\":-2015,\"msg\":\"Invalid API-key.\"}");
    assertThatThrownBy(() -> session.account().join())
        .isInstanceOf(CompletionException.class)
        .satisfies(
            e -> {
              assertThat(e.getCause()).isInstanceOf(VenueException.class);
              assertThat(e.toString())
                  .contains("-2015")
                  .doesNotContain(API_KEY, SECRET, "signature");
            });
    venue.close();
    assertThatThrownBy(() -> session.account().join())
        .satisfies(e -> assertThat(e.toString()).doesNotContain(API_KEY, SECRET, "signature"));
    assertThat(session.toString()).doesNotContain(API_KEY, SECRET);
  }

  private static final String REPLACE = "/api/v3/order/cancelReplace";
  private static final String CANCELED =
      """
      {"symbol":"BTCUSD","orderId":27,"origClientOrderId":"af-0","clientOrderId":"c1",
       "transactTime":1507725176595,"origQty":"1","executedQty":"0","status":"CANCELED"}
      """;
  private static final String PLACED =
      """
      {"symbol":"BTCUSD","orderId":28,"clientOrderId":"af-1","transactTime":1507725176596,
       "origQty":"0.5","executedQty":"0","status":"NEW","fills":[]}
      """;

  private ReplaceResult replaced(int status, String body) {
    venue.answer("POST " + REPLACE, status, body);
    return session.replace("af-0", limit()).result().join();
  }

  private static String halves(String cancel, String canceled, String placing, String placed) {
    return """
        {"cancelResult":"%s","newOrderResult":"%s","cancelResponse":%s,"newOrderResponse":%s}
        """
        .formatted(cancel, placing, canceled, placed);
  }

  private static String failed(int code, String halves) {
    return "{\"code\":%d,\"msg\":\"Order cancel-replace failed.\",\"data\":%s}"
        .formatted(code, halves);
  }

  @Test
  void replacesOnlyWhatNothingIsFilledOfAndStopsWhenThatFails() {
    session.replace("af-0", limit()).result().join();
    assertThat(venue.asked(REPLACE).get(0).body())
        .startsWith(
            "symbol=BTCUSD&cancelReplaceMode=STOP_ON_FAILURE&cancelOrigClientOrderId=af-0"
                + "&cancelRestrictions=ONLY_NEW&side=BUY&type=LIMIT&timeInForce=IOC&price=800.01"
                + "&quantity=0.5&newClientOrderId=af-1&newOrderRespType=FULL");
  }

  @Test
  void readsBothHalvesOfAReplacement() {
    ReplaceResult result = replaced(200, halves("SUCCESS", CANCELED, "SUCCESS", PLACED));
    OrderView old = ((CancelResult.Canceled) result.canceled()).view();
    assertThat(old.clientOrderId()).isEqualTo("af-0");
    assertThat(old.status()).isEqualTo(OrderStatus.CANCELED);
    assertThat(((SubmitResult.Accepted) result.placed()).view().venueOrderId()).isEqualTo("28");
  }

  @Test
  void readsACancelWhoseNewOrderWasRefused() {
    String refusal = "{\"code\":-2010,\"msg\":\"Account has insufficient balance.\"}";
    ReplaceResult result =
        replaced(409, failed(-2021, halves("SUCCESS", CANCELED, "FAILURE", refusal)));
    assertThat(result.canceled()).isInstanceOf(CancelResult.Canceled.class);
    assertThat(result.placed())
        .isEqualTo(new SubmitResult.Rejected(-2010, "Account has insufficient balance."));
  }

  @Test
  void newOrderOfWhichTheVenueDoesNotKnowIsUnknownThoughTheOldOneIsCancelled() {
    String lost = "{\"code\":-1007,\"msg\":\"Timeout waiting for response.\"}";
    ReplaceResult result =
        replaced(409, failed(-2021, halves("SUCCESS", CANCELED, "FAILURE", lost)));
    assertThat(result.canceled()).isInstanceOf(CancelResult.Canceled.class);
    assertThat(result.placed()).isInstanceOf(SubmitResult.Unknown.class);
  }

  @Test
  void newOrderThatWasNotBegunMayBeSentLater() {
    String gone = "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}";
    ReplaceResult result =
        replaced(400, failed(-2022, halves("FAILURE", gone, "NOT_ATTEMPTED", "null")));
    assertThat(result.canceled()).isInstanceOf(CancelResult.NotOpen.class);
    assertThat(result.placed())
        .isEqualTo(new SubmitResult.Deferred(-2011, "Unknown order sent.", 0));
  }

  @Test
  void replacementThatIsRefusedAsAWholeChangesNothing() {
    ReplaceResult result =
        replaced(400, "{\"code\":-1013,\"msg\":\"Filter failure: PRICE_FILTER\"}");
    assertThat(result.canceled())
        .isEqualTo(new CancelResult.Refused(-1013, "Filter failure: PRICE_FILTER", 0));
    assertThat(result.placed())
        .isEqualTo(new SubmitResult.Rejected(-1013, "Filter failure: PRICE_FILTER"));
  }

  @Test
  void replacementWithoutAnAnswerThatCanBeReadLeavesBothUnknown() {
    for (String body : List.of("{\"cancelResult\":\"SUC", "<html>bad gateway</html>")) {
      ReplaceResult result = replaced(502, body);
      assertThat(result.canceled()).isInstanceOf(CancelResult.Unknown.class);
      assertThat(result.placed()).isInstanceOf(SubmitResult.Unknown.class);
    }
    ReplaceResult half = replaced(200, "{\"cancelResult\":\"SUCCESS\",\"cancelResponse\":{}}");
    assertThat(half.canceled()).isInstanceOf(CancelResult.Unknown.class);
    assertThat(half.placed()).isInstanceOf(SubmitResult.Unknown.class);
  }

  private static final String AMEND = "/api/v3/order/amend/keepPriority";

  private AmendResult amended(int status, String body, Map<String, String> headers) {
    venue.answer("PUT " + AMEND, status, body, headers);
    return session.amend(BTC, "af-1", Fixed8.parse("0.4")).result().join();
  }

  private AmendResult amended(int status, String body) {
    return amended(status, body, Map.of());
  }

  /** As documented: the order keeps its client id only when that is asked for. */
  @Test
  void makesAnOrderSmallerUnderItsOwnName() {
    AmendResult result =
        amended(
            200,
            """
            {"transactTime":1741926410255,"executionId":75,"amendedOrder":{"symbol":"BTCUSD",
             "orderId":33,"orderListId":-1,"origClientOrderId":"af-1","clientOrderId":"af-1",
             "price":"6.0","qty":"0.4","executedQty":"0.1","preventedQty":"0","quoteOrderQty":"0",
             "cumulativeQuoteQty":"0.6","status":"PARTIALLY_FILLED","timeInForce":"GTC",
             "type":"LIMIT","side":"SELL","workingTime":1741926410242,
             "selfTradePreventionMode":"NONE"}}
            """);
    assertThat(venue.asked(AMEND).get(0).query())
        .startsWith("symbol=BTCUSD&origClientOrderId=af-1&newClientOrderId=af-1&newQty=0.4&");
    OrderView view = ((AmendResult.Amended) result).view();
    assertThat(view.venueOrderId()).isEqualTo("33");
    assertThat(view.clientOrderId()).isEqualTo("af-1");
    assertThat(view.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(view.cumulativeQuantity()).isEqualTo(Fixed8.parse("0.1"));
    assertThat(view.quantity()).isEqualTo(Fixed8.parse("0.4"));
    assertThat(view.updatedTime()).isEqualTo(1741926410255000L);
  }

  @Test
  void amendmentThatIsRefusedHasTheVenuesWordsAndItsWait() {
    String words = "Order amend (quantity increase) is not supported.";
    assertThat(amended(400, "{\"code\":-2038,\"msg\":\"" + words + "\"}"))
        .isEqualTo(new AmendResult.Refused(-2038, words, 0));
    assertThat(amended(400, "{\"code\":-1021,\"msg\":\"Timestamp outside of the recvWindow\"}"))
        .as("may be sent again, signed with the right time")
        .isInstanceOfSatisfying(
            AmendResult.Refused.class,
            refused -> assertThat(refused.retryAfterMillis()).isPositive());
    assertThat(amended(429, "{\"code\":-1003,\"msg\":\"Too much\"}", Map.of("Retry-After", "60")))
        .isInstanceOfSatisfying(
            AmendResult.Refused.class,
            refused -> assertThat(refused.retryAfterMillis()).isBetween(59_000L, 60_000L));
  }

  @Test
  void amendmentWithoutUsableAnswerIsUnknown() {
    for (String body : List.of("{\"trunc", "<html>", "{\"transactTime\":1}")) {
      assertThat(amended(body.startsWith("<") ? 502 : 200, body))
          .isInstanceOf(AmendResult.Unknown.class);
    }
    assertThat(amended(504, "{\"code\":-1007,\"msg\":\"Timeout waiting for response.\"}"))
        .isInstanceOf(AmendResult.Unknown.class);
  }

  private static final String PAIR = "/api/v3/orderList/oco";

  private static NewOrder leg(String id, Side side, OrderType type, String price, String trigger) {
    return new NewOrder(
        BTC,
        id,
        side,
        type,
        TimeInForce.GTC,
        Fixed8.parse("0.5"),
        Fixed8.parse(price),
        Fixed8.parse(trigger),
        SelfTradePrevention.EXPIRE_TAKER);
  }

  private static NewPair sale() {
    return new NewPair(
        leg("af-1", Side.SELL, OrderType.LIMIT_MAKER, "900", "0"),
        leg("af-1-s", Side.SELL, OrderType.STOP_LOSS_LIMIT, "740", "750"));
  }

  private PairResult paired(int status, String body) {
    venue.answer("POST " + PAIR, status, body);
    return session.submit(sale()).result().join();
  }

  private static String report(String id, long orderId) {
    return """
        {"symbol":"BTCUSD","orderId":%d,"orderListId":0,"clientOrderId":"%s",
         "transactTime":1507725176595,"price":"1","origQty":"0.5","executedQty":"0",
         "status":"NEW","side":"SELL"}
        """
        .formatted(orderId, id);
  }

  @Test
  void theStopOfASaleIsBelowAndOfAPurchaseAbove() {
    session.submit(sale()).result().join();
    assertThat(venue.asked(PAIR).get(0).body())
        .startsWith(
            "symbol=BTCUSD&listClientOrderId=af-1&side=SELL&quantity=0.5"
                + "&aboveType=LIMIT_MAKER&aboveClientOrderId=af-1&abovePrice=900"
                + "&belowType=STOP_LOSS_LIMIT&belowClientOrderId=af-1-s&belowPrice=740"
                + "&belowStopPrice=750&belowTimeInForce=GTC"
                + "&newOrderRespType=FULL&selfTradePreventionMode=EXPIRE_TAKER&");
    session
        .submit(
            new NewPair(
                leg("af-2", Side.BUY, OrderType.LIMIT_MAKER, "700", "0"),
                leg("af-2-s", Side.BUY, OrderType.STOP_LOSS, "0", "850")))
        .result()
        .join();
    assertThat(venue.asked(PAIR).get(1).body())
        .contains(
            "&aboveType=STOP_LOSS&aboveClientOrderId=af-2-s&aboveStopPrice=850"
                + "&belowType=LIMIT_MAKER&belowClientOrderId=af-2&belowPrice=700&");
  }

  @Test
  void readsBothOrdersOfAPair() {
    PairResult result =
        paired(
            200,
            "{\"orderListId\":0,\"contingencyType\":\"OCO\",\"orderReports\":["
                + report("af-1-s", 7)
                + ","
                + report("af-1", 8)
                + "]}");
    assertThat(((SubmitResult.Accepted) result.resting()).view().venueOrderId()).isEqualTo("8");
    assertThat(((SubmitResult.Accepted) result.stop()).view().venueOrderId()).isEqualTo("7");
    assertThat(((SubmitResult.Accepted) result.stop()).view().clientOrderId()).isEqualTo("af-1-s");
  }

  @Test
  void anAnswerThatLacksAnOrderLeavesThatUnknown() {
    PairResult result = paired(200, "{\"orderReports\":[" + report("af-1", 8) + "]}");
    assertThat(result.resting()).isInstanceOf(SubmitResult.Accepted.class);
    assertThat(result.stop()).isInstanceOf(SubmitResult.Unknown.class);
  }

  @Test
  void aPairIsRefusedOrUnknownAsAWhole() {
    String words = "The relationship of the prices for the orders is not correct.";
    assertThat(paired(400, "{\"code\":-2010,\"msg\":\"" + words + "\"}"))
        .isEqualTo(PairResult.of(new SubmitResult.Rejected(-2010, words)));
    for (String body : List.of("{\"orderRep", "<html>bad gateway</html>")) {
      PairResult result = paired(502, body);
      assertThat(result.resting()).isInstanceOf(SubmitResult.Unknown.class);
      assertThat(result.stop()).isInstanceOf(SubmitResult.Unknown.class);
    }
  }

  @Test
  void aCancelOfOneOfAPairIsReadFromItsOwnReport() {
    String canceled =
        """
        {"symbol":"BTCUSD","orderId":%d,"origClientOrderId":"%s","clientOrderId":"c1",
         "transactTime":1507725176595,"origQty":"0.5","executedQty":"0","status":"CANCELED"}
        """;
    venue.answer(
        "DELETE " + ORDER,
        200,
        "{\"orderListId\":0,\"orderReports\":["
            + canceled.formatted(7, "af-1-s")
            + ","
            + canceled.formatted(8, "af-1")
            + "]}");
    assertThat(session.cancel(BTC, "af-1").join())
        .isInstanceOfSatisfying(
            CancelResult.Canceled.class,
            result -> assertThat(result.view().venueOrderId()).isEqualTo("8"));
  }
}
