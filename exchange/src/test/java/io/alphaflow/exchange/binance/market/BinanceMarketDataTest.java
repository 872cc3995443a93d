package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.Secret;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.HistoryUnavailableException;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.TradePage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class BinanceMarketDataTest {

  @TempDir Path folder;
  private FakeBinance server;
  private BinanceMarketData venue;
  private final RecordedFrames frames = new RecordedFrames();

  @BeforeEach
  void start() throws Exception {
    server = new FakeBinance();
    venue = at(server.address());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void asksForAPageOfTradesInMicroseconds() {
    server.answers.put(
        "/api/v3/historicalTrades?symbol=BTCUSD&limit=1000&fromId=5",
        new FakeBinance.Answer(200, "", "[]"));
    TradePage page = venue.historicalTrades("BTCUSD", StreamKind.TRADE, 5, venue.maxPage()).join();
    assertThat(page.lastId()).isEqualTo(4);
    assertThat(page.receivedAt()).isGreaterThan(1_700_000_000_000_000L);
    assertThat(server.requests)
        .singleElement()
        .satisfies(r -> assertThat(r).containsIgnoringCase("x-mbx-time-unit: MICROSECOND"));
  }

  @Test
  void tellsHowLongTheVenueWantsToBeLeftAlone() {
    server.answers.put(
        "/api/v3/time", new FakeBinance.Answer(429, "Retry-After: 7\r\n", "{\"code\":-1003}"));
    assertThatThrownBy(() -> venue.serverTime().join())
        .hasCauseInstanceOf(MarketDataException.class)
        .hasMessageContaining("HTTP 429")
        .hasMessageContaining("-1003")
        .satisfies(
            e ->
                assertThat(((MarketDataException) e.getCause()).retryAfter())
                    .isEqualTo(Duration.ofSeconds(7)));
  }

  @Test
  void failsWhenNobodyListensAndWhenTheAnswerIsNotJson() throws Exception {
    server.answers.put("/api/v3/exchangeInfo", new FakeBinance.Answer(200, "", "<html>"));
    assertThatThrownBy(() -> venue.instruments(List.of()).join())
        .hasCauseInstanceOf(MarketDataException.class)
        .hasMessageContaining("exchangeInfo");
    String nobody;
    try (FakeBinance closed = new FakeBinance()) {
      nobody = closed.address();
    }
    assertThatThrownBy(() -> at(nobody).openStream(frames).join())
        .hasCauseInstanceOf(MarketDataException.class)
        .hasMessageContaining("/stream");
  }

  @Test
  void asksForAggregatesByTheirOwnIds() throws Exception {
    server.answers.put(
        "/api/v3/aggTrades?symbol=BTCUSD&limit=2&fromId=7",
        new FakeBinance.Answer(
            200,
            "",
            "[{\"a\":7,\"p\":\"1.5\",\"q\":\"2\",\"f\":70,\"l\":71,\"T\":1499865549590,\"m\":false}]"));
    TradePage page = venue.historicalTrades("BTCUSD", StreamKind.AGG_TRADE, 7, 2).join();
    assertThat(page.trades())
        .singleElement()
        .satisfies(
            t -> {
              assertThat(t.kind()).isEqualTo(StreamKind.AGG_TRADE);
              assertThat(t.id()).isEqualTo(7);
              assertThat(t.time()).isEqualTo(1_499_865_549_590_000L);
            });
    assertThat(venue.requestUsage().usedWeight()).isEqualTo(4);
  }

  @Test
  void readsASnapshotAndPaysForItsDepth() {
    server.answers.put(
        "/api/v3/depth?symbol=BTCUSD&limit=1000",
        new FakeBinance.Answer(
            200,
            "",
            "{\"asks\":[[\"3\",\"1\"]],\"bids\":[[\"2\",\"5\"],[\"1\",\"6\"]],\"lastUpdateId\":9}"));
    DepthSnapshot book = venue.depthSnapshot("BTCUSD", 1_000).join();
    assertThat(book.lastUpdateId()).isEqualTo(9);
    assertThat(book.bidPrices()).containsExactly(200_000_000L, 100_000_000L);
    assertThat(book.bidQuantities()).containsExactly(500_000_000L, 600_000_000L);
    assertThat(book.askPrices()).containsExactly(300_000_000L);
    assertThat(venue.requestUsage().usedWeight()).isEqualTo(50);
  }

  @Test
  void takesLimitAndUsedWeightFromTheVenue() {
    server.answers.put(
        "/api/v3/exchangeInfo",
        new FakeBinance.Answer(
            200,
            "X-MBX-USED-WEIGHT-1M: 1234\r\n",
            "{\"rateLimits\":[{\"rateLimitType\":\"ORDERS\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":5},"
                + "{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,"
                + "\"limit\":50000}],\"symbols\":[]}"));
    assertThat(venue.instruments(List.of()).join()).isEmpty();
    assertThat(venue.requestUsage().weightLimit()).isEqualTo(50_000);
    assertThat(venue.requestUsage().usedWeight()).isEqualTo(1_234);
  }

  @Test
  void afterARefusalNoCallIsMadeBeforeTheTimeThatTheVenueNamed() {
    server.answers.put("/api/v3/time", new FakeBinance.Answer(429, "Retry-After: 1\r\n", "{}"));
    assertThatThrownBy(() -> venue.serverTime().join()).hasMessageContaining("429");
    server.answers.put(
        "/api/v3/historicalTrades?symbol=BTCUSD&limit=1&fromId=5",
        new FakeBinance.Answer(200, "", "[]"));
    at(server.address()).historicalTrades("BTCUSD", StreamKind.TRADE, 5, 1).join();
    assertThat(server.requestNanos.get(1) - server.requestNanos.get(0))
        .isGreaterThan(Duration.ofMillis(990).toNanos());
    assertThat(venue.requestUsage().refusals()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"code\":-1130,\"msg\":\"Data sent for parameter 'fromId' is not valid.\"} | true",
        "400 | {\"code\":-1121,\"msg\":\"Invalid symbol.\"} | true",
        "400 | {\"code\":-1003,\"msg\":\"Too much request weight used\"} | false",
        "400 | <html> | false",
        "401 | {\"code\":-2014,\"msg\":\"API-key format invalid.\"} | false",
        "403 | {\"code\":-1130} | false",
        "500 | {\"code\":-1000} | false",
        "503 | | false",
      })
  void tellsHistoryThatIsGoneFromTroubleThatPasses(int status, String body, boolean gone) {
    server.answers.put(
        "/api/v3/historicalTrades?symbol=BTCUSD&limit=1&fromId=5",
        new FakeBinance.Answer(status, "", body == null ? "" : body));
    assertThatThrownBy(() -> venue.historicalTrades("BTCUSD", StreamKind.TRADE, 5, 1).join())
        .hasMessageContaining("HTTP " + status)
        .satisfies(
            e ->
                assertThat(e.getCause())
                    .isExactlyInstanceOf(
                        gone ? HistoryUnavailableException.class : MarketDataException.class));
  }

  @Test
  void showsTheApiKeyOnlyWhereItIsAskedFor() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "the-key\n");
    BinanceMarketData withKey = venue.withApiKey(new Secret("${file:" + file + "}"));
    server.answers.put(
        "/api/v3/historicalTrades?symbol=BTCUSD&limit=1&fromId=5",
        new FakeBinance.Answer(200, "", "[]"));
    server.answers.put("/api/v3/time", new FakeBinance.Answer(200, "", "{\"serverTime\":1}"));
    withKey.historicalTrades("BTCUSD", StreamKind.TRADE, 5, 1).join();
    withKey.serverTime().join();
    venue.historicalTrades("BTCUSD", StreamKind.TRADE, 5, 1).join();
    assertThat(server.requests.get(0)).containsIgnoringCase("x-mbx-apikey: the-key\r\n");
    assertThat(server.requests.get(1)).doesNotContainIgnoringCase("apikey");
    assertThat(server.requests.get(2)).doesNotContainIgnoringCase("apikey");
  }

  @Test
  void saysWhyAStreamWasNotOpenedAndHowLongToWait() {
    server.answers.put(
        "/stream?timeUnit=MICROSECOND", new FakeBinance.Answer(418, "Retry-After: 90\r\n", "{}"));
    assertThatThrownBy(() -> venue.openStream(frames).join())
        .hasMessageContaining("/stream")
        .hasMessageContaining("HTTP 418")
        .satisfies(
            e ->
                assertThat(((MarketDataException) e.getCause()).retryAfter())
                    .isEqualTo(Duration.ofSeconds(90)));
  }

  @Test
  void speaksTlsToASecureAddress() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + plain.getLocalPort();
      CompletableFuture<MarketStream> opening =
          new BinanceMarketData(options("wss://" + address)).openStream(frames);
      try (Socket client = plain.accept()) {
        int handshakeRecord = 22;
        assertThat(client.getInputStream().read()).isEqualTo(handshakeRecord);
      }
      assertThatThrownBy(opening::join)
          .hasCauseInstanceOf(MarketDataException.class)
          .hasMessageContaining("wss://" + address);
    }
  }

  private BinanceMarketData at(String address) {
    return new BinanceMarketData(options("ws://" + address));
  }

  private VenueOptions options(String streams) {
    String address = streams.substring(streams.indexOf('/') + 2);
    return new VenueOptions(
        "sim",
        "http://" + address,
        streams,
        "ws://" + address + "/ws-api/v3",
        Duration.ofSeconds(3),
        List.of(InstrumentId.parse("sim:BTC/USD")));
  }
}
