package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.StreamListener;
import io.alphaflow.exchange.market.TradePage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BinanceMarketDataTest {

  private FakeBinance server;
  private BinanceMarketData venue;
  private final Frames frames = new Frames();

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
  void deliversNoMoreWholeFramesThanWereRequested() throws Exception {
    MarketStream stream = venue.openStream(frames).join();
    FakeBinance.Connection connection = server.connections.take();
    for (int i = 0; i < 5; i++) {
      connection.textInTwoFrames("a frame that comes in parts: " + i);
      connection.ping("p" + i);
    }
    stream.request(2);
    assertThat(frames.next()).endsWith(": 0");
    assertThat(frames.next()).endsWith(": 1");
    assertThat(frames.texts.poll(200, TimeUnit.MILLISECONDS)).isNull();
    stream.request(3);
    assertThat(frames.next()).endsWith(": 2");
    assertThat(frames.next()).endsWith(": 3");
    assertThat(frames.next()).endsWith(": 4");
    stream.close();
  }

  @Test
  void answersPingsAndNoticesAnswersToItsOwn() throws Exception {
    MarketStream stream = venue.openStream(frames).join();
    stream.request(1);
    server.connections.take().ping("are you there");
    assertThat(server.pongs.poll(5, TimeUnit.SECONDS)).isEqualTo("are you there");
    while (stream.silentMillis() < 50) {
      Thread.sleep(10);
    }
    stream.ping();
    while (stream.silentMillis() >= 50) {
      Thread.sleep(1);
    }
    stream.close();
  }

  @Test
  void saysOnceThatTheVenueClosedTheStream() throws Exception {
    MarketStream stream = venue.openStream(frames).join();
    stream.request(10);
    FakeBinance.Connection connection = server.connections.take();
    connection.text("last");
    connection.end();
    connection.drop();
    assertThat(frames.next()).isEqualTo("last");
    assertThat(frames.ends.poll(5, TimeUnit.SECONDS)).contains("1000").contains("bye");
    assertThat(frames.ends.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void saysThatTheConnectionBroke() throws Exception {
    MarketStream stream = venue.openStream(frames).join();
    stream.request(10);
    server.connections.take().drop();
    assertThat(frames.ends.poll(5, TimeUnit.SECONDS)).contains("1006");
  }

  @Test
  void deliversNothingAfterClose() throws Exception {
    MarketStream stream = venue.openStream(frames).join();
    stream.request(10);
    stream.close();
    assertThat(frames.texts.poll(100, TimeUnit.MILLISECONDS)).isNull();
    assertThat(frames.ends.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  private static BinanceMarketData at(String address) {
    return new BinanceMarketData(
        new VenueOptions(
            "sim",
            "http://" + address,
            "ws://" + address,
            "ws://" + address + "/ws-api/v3",
            Duration.ofSeconds(3),
            List.of(InstrumentId.parse("sim:BTC/USD"))));
  }

  private static final class Frames implements StreamListener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @Override
    public void onFrame(String text, long receivedAt) {
      texts.add(text);
    }

    @Override
    public void onEnd(String reason) {
      ends.add(reason);
    }

    String next() throws InterruptedException {
      String text = texts.poll(5, TimeUnit.SECONDS);
      assertThat(text).as("a frame within 5 s").isNotNull();
      return text;
    }
  }
}
