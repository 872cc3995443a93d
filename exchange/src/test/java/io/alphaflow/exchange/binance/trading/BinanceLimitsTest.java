package io.alphaflow.exchange.binance.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.Secret;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.SelfTradePrevention;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.VenueException;
import io.alphaflow.exchange.trading.VenuePause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a session sends when the venue's limits are near, reached, or passed. */
@Timeout(30)
class BinanceLimitsTest {

  private static final InstrumentId BTC = InstrumentId.parse("sim:BTC/USD");
  private static final String ORDER = "/api/v3/order";
  private static final String PLACED =
      """
      {"symbol":"BTCUSD","orderId":28,"clientOrderId":"af-1","transactTime":1507725176595000,
       "price":"1","origQty":"1","executedQty":"0","status":"NEW","side":"BUY","fills":[]}
      """;
  private static final String ABSENT = "{\"code\":-2013,\"msg\":\"Order does not exist.\"}";

  @TempDir Path folder;
  private HttpVenue venue;
  private TradingSession session;

  @BeforeEach
  void open() throws Exception {
    awaitRoomInTheMinute();
    venue = new HttpVenue();
    String key = "${file:" + Files.writeString(folder.resolve("key"), "key") + "}";
    VenueOptions options =
        new VenueOptions(
            "sim", venue.url(), "ws://none", "ws://none", Duration.ofSeconds(3), List.of(BTC));
    session =
        new BinanceTrading(options, Duration.ofSeconds(5))
            .open(
                new AccountOptions(
                    "main", "USD", new Secret(key), AccountOptions.KeyType.HMAC, new Secret(key)));
    venue.answer("GET /api/v3/time", 200, "{\"serverTime\":" + System.currentTimeMillis() + "}");
    venue.answer("POST " + ORDER, 200, PLACED);
    venue.answer("GET " + ORDER, 400, ABSENT);
    venue.answer("DELETE " + ORDER, 400, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");
    venue.answer("GET /api/v3/openOrders", 200, "[]");
  }

  /** The venue's windows are minutes of the wall clock: a test must not be across two of them. */
  private static void awaitRoomInTheMinute() throws InterruptedException {
    long left = 60_000 - System.currentTimeMillis() % 60_000;
    if (left < 4_000) {
      Thread.sleep(left);
    }
  }

  @AfterEach
  void close() {
    session.close();
    venue.close();
  }

  private SubmitResult submit() {
    return session
        .submit(
            new NewOrder(
                BTC,
                "af-1",
                Side.BUY,
                OrderType.LIMIT,
                TimeInForce.GTC,
                Fixed8.ONE,
                Fixed8.ONE,
                SelfTradePrevention.NONE))
        .result()
        .join();
  }

  private void cancelsGoOut() {
    int before = venue.asked(ORDER).size();
    assertThat(session.cancel(BTC, "af-1").join()).isInstanceOf(CancelResult.NotOpen.class);
    assertThat(venue.asked(ORDER)).hasSize(before + 1);
  }

  private void ordersDoNot() {
    int before = venue.asked(ORDER).size();
    assertThat(session.pause().placingMillis()).isPositive();
    assertThat(session.pause().reason()).isNotEmpty();
    assertThat(submit()).isInstanceOf(SubmitResult.Deferred.class);
    assertThat(venue.asked(ORDER)).hasSize(before);
  }

  private void statesOrderLimit(int perDay) {
    venue.answer(
        "GET /api/v3/exchangeInfo",
        200,
        """
        {"rateLimits":[{"rateLimitType":"ORDERS","interval":"DAY","intervalNum":1,"limit":%d}],
         "symbols":[]}
        """
            .formatted(perDay));
    session.warmUp().join();
  }

  @Test
  void ordersStayBelowTheLimitThatTheVenueStates() {
    statesOrderLimit(5);
    for (int i = 0; i < 4; i++) {
      assertThat(session.pause()).isEqualTo(VenuePause.NONE);
      assertThat(submit()).isInstanceOf(SubmitResult.Accepted.class);
    }
    ordersDoNot();
    cancelsGoOut();
    assertThat(session.resolve(BTC, "af-1").join()).isInstanceOf(ResolveResult.Absent.class);
  }

  @Test
  void theVenuesCountOfOrdersCorrectsOurs() {
    statesOrderLimit(100);
    venue.answer("POST " + ORDER, 200, PLACED, Map.of("X-MBX-ORDER-COUNT-1D", "90"));
    assertThat(submit()).isInstanceOf(SubmitResult.Accepted.class);
    ordersDoNot();
    cancelsGoOut();
  }

  @Test
  void theLessUrgentWaitsFirstWhenTheWeightRunsOut() {
    uses(5_000);
    assertThat(reconciles()).isFalse();
    assertThat(submit()).isInstanceOf(SubmitResult.Accepted.class);
    uses(5_500);
    assertThat(session.resolve(BTC, "af-1").join()).isInstanceOf(ResolveResult.Absent.class);
    ordersDoNot();
    uses(5_800);
    assertThat(session.resolve(BTC, "af-1").join()).isInstanceOf(ResolveResult.StillUnknown.class);
    cancelsGoOut();
  }

  private void uses(int weight) {
    venue.answer(
        "DELETE " + ORDER,
        400,
        "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}",
        Map.of("X-MBX-USED-WEIGHT-1M", "" + weight));
    cancelsGoOut();
  }

  private boolean reconciles() {
    return catchThrowable(() -> session.openOrders(BTC).join()) == null;
  }

  @Test
  void tooManyOrdersPausePlacingOnly() {
    venue.answer(
        "POST " + ORDER,
        429,
        "{\"code\":-1015,\"msg\":\"Too many new orders.\"}",
        Map.of("Retry-After", "7"));
    assertThat(submit())
        .isInstanceOfSatisfying(
            SubmitResult.Deferred.class,
            deferred -> {
              assertThat(deferred.code()).isEqualTo(-1015);
              assertThat(deferred.retryAfterMillis()).isBetween(6_000L, 7_000L);
            });
    ordersDoNot();
    cancelsGoOut();
    assertThat(reconciles()).isTrue();
    assertThat(session.pause().everythingMillis()).isZero();
  }

  @Test
  void tooManyRequestsPauseAllButCancels() {
    venue.answer(
        "GET /api/v3/openOrders",
        429,
        "{\"code\":-1003,\"msg\":\"Too many requests.\"}",
        Map.of("Retry-After", "7"));
    assertThat(reconciles()).isFalse();
    ordersDoNot();
    cancelsGoOut();
    assertThat(session.resolve(BTC, "af-1").join()).isInstanceOf(ResolveResult.StillUnknown.class);
    assertThat(venue.asked("/api/v3/openOrders")).hasSize(1);
  }

  @Test
  void theFirewallStopsAllButCancelsAndLeavesTheOrderUnknown() {
    venue.answer("POST " + ORDER, 403, "<html>403 Forbidden</html>");
    assertThat(submit()).isInstanceOf(SubmitResult.Unknown.class);
    ordersDoNot();
    cancelsGoOut();
    assertThat(reconciles()).isFalse();
    assertThat(session.pause().placingMillis()).isBetween(58_000L, 60_000L);
    assertThat(session.pause().everythingMillis()).isZero();
    assertThat(session.pause().reason()).contains("403");
  }

  @Test
  void aBanStopsEverythingAndSaysSo() {
    venue.answer(
        "GET /api/v3/openOrders",
        418,
        "{\"code\":-1003,\"msg\":\"Way too much request weight used; IP banned.\"}",
        Map.of("Retry-After", "120"));
    assertThat(reconciles()).isFalse();
    int before = venue.asked.size();
    ordersDoNot();
    assertThat(session.cancel(BTC, "af-1").join())
        .isInstanceOfSatisfying(
            CancelResult.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(418);
              assertThat(refused.retryAfterMillis()).isBetween(118_000L, 120_000L);
            });
    assertThat(catchThrowable(() -> session.serverTime().join()))
        .hasRootCauseInstanceOf(VenueException.class);
    assertThat(session.pause().everythingMillis()).isBetween(118_000L, 120_000L);
    assertThat(session.pause().reason()).contains("418");
    assertThat(venue.asked).hasSize(before);
  }

  @Test
  void orderWithAWrongTimeMayBeSentAgainWhenTheClockIsMeasured() {
    venue.answer(
        "POST " + ORDER, 400, "{\"code\":-1021,\"msg\":\"Timestamp outside of recvWindow.\"}");
    assertThat(submit())
        .isEqualTo(new SubmitResult.Deferred(-1021, "Timestamp outside of recvWindow.", 0));
    assertThat(venue.asked("/api/v3/time")).hasSize(1);
    assertThat(session.pause()).isEqualTo(VenuePause.NONE);
  }
}
