package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.MarketDataException;
import io.alphaflow.exchange.market.MarketStream;
import io.alphaflow.exchange.market.StreamKey;
import io.alphaflow.exchange.market.StreamKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class BinanceStreamTest {

  private static final List<StreamKey> BTC = keys(1);

  private final RecordedFrames frames = new RecordedFrames();
  private FakeBinance server;
  private MarketStream stream;
  private FakeBinance.Connection connection;

  @BeforeEach
  void connect() throws Exception {
    server = new FakeBinance();
    open(Duration.ofSeconds(10));
  }

  private void open(Duration patience) throws InterruptedException {
    VenueOptions options =
        new VenueOptions(
            "sim",
            "http://" + server.address(),
            "ws://" + server.address(),
            "ws://" + server.address() + "/ws-api/v3",
            Duration.ofSeconds(3),
            List.of(InstrumentId.parse("sim:BTC/USD")));
    stream = new BinanceMarketData(options).openStream(frames, patience).join();
    connection = server.connections.take();
  }

  @AfterEach
  void close() throws IOException {
    stream.close();
    server.close();
  }

  private static List<StreamKey> keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new StreamKey("SYM" + i, StreamKind.TRADE))
        .toList();
  }

  @Test
  void connectsWithoutSubscriptionsInMicroseconds() {
    assertThat(server.requests.get(0)).startsWith("GET /stream?timeUnit=MICROSECOND ");
    assertThat(stream.ageMillis()).isBetween(0L, 10_000L);
  }

  @Test
  void namesTheStreamOfEachKind() {
    List<StreamKey> all = new ArrayList<>();
    for (StreamKind kind : StreamKind.values()) {
      all.add(new StreamKey("BTCUSDT", kind));
    }
    stream.subscribe(all).join();
    stream.unsubscribe(all.subList(0, 1)).join();
    assertThat(requests())
        .containsExactly(
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"btcusdt@aggTrade\","
                + "\"btcusdt@bookTicker\",\"btcusdt@depth@100ms\",\"btcusdt@kline_1m\"],\"id\":1}",
            "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":2}");
  }

  @Test
  void staysBelowFiveMessagesASecondWhateverIsAsked() throws Exception {
    List<StreamKey> keys = keys(1_000);
    CompletableFuture<Void> done = stream.subscribe(keys);
    while (!done.isDone()) {
      connection.ping("venue");
      stream.ping();
      Thread.sleep(1_200);
    }
    done.join();
    List<String> asked = new ArrayList<>();
    for (String request : requests()) {
      JsonNode names = new ObjectMapper().readTree(request).path("params");
      names.forEach(name -> asked.add(name.asText()));
    }
    assertThat(asked).hasSize(1_000).doesNotHaveDuplicates();
    List<FakeBinance.Received> sent = server.received;
    assertThat(sent).hasSizeGreaterThan(7);
    for (int i = 5; i < sent.size(); i++) {
      assertThat(sent.get(i).nanos() - sent.get(i - 5).nanos())
          .as("six messages from " + i)
          .isGreaterThan(1_000_000_000L);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":2,\"msg\":\"Invalid request: x\"},\"id\":1}",
        "{\"id\":1,\"error\":{\"msg\":\"Invalid request: x\",\"code\":2}}",
        "{\"error\":{\"code\":2,\"msg\":\"Invalid request: x\"},\"id\":null}",
        "{\"code\":2,\"msg\":\"Invalid request: x\",\"id\":1}",
        "{\"code\":2,\"msg\":\"Invalid request: x\"}",
      })
  void failsWithTheVenuesWordsWhenItRefuses(String refusal) throws Exception {
    server.streamAnswers = request -> refusal;
    stream.request(10);
    assertThatThrownBy(() -> stream.subscribe(BTC).join())
        .hasCauseInstanceOf(MarketDataException.class)
        .hasMessageContaining("SUBSCRIBE of 1 streams (sym0@trade")
        .hasMessageContaining("2")
        .hasMessageContaining("Invalid request: x");
    frames.nothingMore();
  }

  @Test
  void failsWhenTheVenueDoesNotAnswerAndDropsTheLateAnswer() throws Exception {
    open(Duration.ofMillis(100));
    server.streamAnswers = request -> "";
    stream.request(10);
    assertThatThrownBy(() -> stream.subscribe(BTC).join())
        .hasCauseInstanceOf(MarketDataException.class)
        .hasMessageContaining("not acknowledged within 100 ms");
    connection.text("{\"id\":1,\"result\":null}");
    connection.text("data");
    assertThat(frames.next()).isEqualTo("data");
  }

  @Test
  void readsTheAnswerThoughNothingIsRequestedAndKeepsWhatCameBefore() throws Exception {
    server.streamAnswers =
        request -> {
          try {
            connection.text("first");
            connection.text("{\"stream\":\"x\",\"data\":{}}");
            connection.text("third");
          } catch (IOException e) {
            return "";
          }
          return FakeBinance.acknowledge(request);
        };
    stream.subscribe(BTC).join();
    frames.nothingMore();
    stream.request(2);
    assertThat(frames.next()).isEqualTo("first");
    assertThat(frames.next()).isEqualTo("{\"stream\":\"x\",\"data\":{}}");
    frames.nothingMore();
    stream.request(1);
    assertThat(frames.next()).isEqualTo("third");
  }

  @Test
  void refusesMoreStreamsThanAConnectionTakes() {
    List<StreamKey> keys = keys(1_025);
    assertThatThrownBy(() -> stream.subscribe(keys).join())
        .hasMessageContaining("1025 streams")
        .hasMessageContaining("at most 1024");
    stream.subscribe(keys.subList(0, 1_024)).join();
    assertThatThrownBy(() -> stream.subscribe(keys.subList(1_024, 1_025)).join())
        .hasMessageContaining("1025 streams");
    stream.subscribe(keys.subList(0, 1)).join();
    stream.unsubscribe(keys.subList(0, 1)).join();
    stream.subscribe(keys.subList(1_024, 1_025)).join();
  }

  @Test
  void failsWhatIsOpenWhenTheConnectionEnds() throws Exception {
    server.streamAnswers = request -> "";
    CompletableFuture<Void> open = stream.subscribe(BTC);
    connection.drop();
    assertThatThrownBy(open::join)
        .hasCauseInstanceOf(MarketDataException.class)
        .hasMessageContaining("1006");
    assertThatThrownBy(() -> stream.subscribe(BTC).join()).hasMessageContaining("1006");
    assertThat(frames.ends.poll(10, TimeUnit.SECONDS)).contains("1006");
  }

  @Test
  void failsWhatIsOpenWhenItIsClosed() {
    server.streamAnswers = request -> "";
    CompletableFuture<Void> open = stream.subscribe(BTC);
    stream.close();
    assertThatThrownBy(open::join).hasMessageContaining("was closed");
    assertThat(frames.ends).isEmpty();
  }

  @Test
  void endsWhenAFrameDoesNotEnd() throws Exception {
    stream.request(10);
    byte[] part = new byte[1 << 20];
    Arrays.fill(part, (byte) 'x');
    try {
      for (int i = 0; i < 20; i++) {
        connection.part(part, i > 0);
      }
    } catch (IOException e) {
      // The client has left, as it should.
      assertThat(e).isNotNull();
    }
    assertThat(frames.ends.poll(10, TimeUnit.SECONDS)).contains("longer than 16777216");
    assertThat(frames.texts).isEmpty();
  }

  @Test
  void deliversWhatCameBeforeTheEndFirst() throws Exception {
    AtomicInteger subscriptions = new AtomicInteger();
    server.streamAnswers =
        request -> {
          try {
            if (subscriptions.incrementAndGet() > 1) {
              connection.drop();
              return "";
            }
            connection.text("kept");
          } catch (IOException e) {
            return "";
          }
          return FakeBinance.acknowledge(request);
        };
    stream.subscribe(BTC).join();
    stream.subscribe(BTC);
    assertThat(frames.ends.poll(300, TimeUnit.MILLISECONDS)).isNull();
    stream.request(10);
    assertThat(frames.next()).isEqualTo("kept");
    assertThat(frames.ends.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void deliversNoMoreWholeFramesThanWereRequested() throws Exception {
    for (int i = 0; i < 5; i++) {
      connection.textInTwoFrames("a frame that comes in parts: " + i);
      connection.ping("p" + i);
    }
    stream.request(2);
    assertThat(frames.next()).endsWith(": 0");
    assertThat(frames.next()).endsWith(": 1");
    frames.nothingMore();
    stream.request(3);
    assertThat(frames.next()).endsWith(": 2");
    assertThat(frames.next()).endsWith(": 3");
    assertThat(frames.next()).endsWith(": 4");
    stream.close();
  }

  @Test
  void answersPingsAndNoticesAnswersToItsOwn() throws Exception {
    stream.request(1);
    connection.ping("are you there");
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
    stream.request(10);
    connection.text("last");
    connection.end();
    connection.drop();
    assertThat(frames.next()).isEqualTo("last");
    assertThat(frames.ends.poll(10, TimeUnit.SECONDS)).contains("1000").contains("bye");
    assertThat(frames.ends.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void saysThatTheConnectionBroke() throws Exception {
    stream.request(10);
    connection.drop();
    assertThat(frames.ends.poll(10, TimeUnit.SECONDS)).contains("1006");
  }

  @Test
  void deliversNothingAfterClose() throws Exception {
    stream.request(10);
    stream.close();
    assertThat(frames.texts.poll(100, TimeUnit.MILLISECONDS)).isNull();
    assertThat(frames.ends.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  private List<String> requests() {
    return server.received.stream()
        .filter(f -> f.opcode() == FakeBinance.TEXT)
        .map(FakeBinance.Received::text)
        .toList();
  }
}
