package io.alphaflow.exchange.binance.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Binance really sent; skipped where the captures are not at hand. */
class RealFramesTest {

  private static final long YEAR_2021 = 1_609_459_200_000_000L;
  private static final long YEAR_2025 = 1_735_689_600_000_000L;

  @ParameterizedTest
  @CsvSource({
    "spot_btcusdt_20240808.gz, 3451, 28040, 9757, 1",
    "spot_btcusdt_20240809.gz, 3044, 45134, 10147, 0",
    "spot_ethusdt_20240808.gz, 3434, 24077, 6106, 1",
    "spot_ethusdt_20240809.gz, 3036, 34681, 8409, 0",
    "usdm_btcusdt_20240808.gz, 6551, 66089, 21313, 1",
  })
  void readsEveryFrameOfACapture(String file, int depths, int quotes, int trades, int snapshots)
      throws IOException {
    Counts counts = new Counts();
    try (BufferedReader lines = DataFolder.lines("ws-binance-raw/" + file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        counts.take(line.substring(line.indexOf(' ') + 1));
      }
    }
    assertThat(counts.unreadable).isEmpty();
    assertThat(counts.depths).isEqualTo(depths);
    assertThat(counts.quotes).isEqualTo(quotes);
    assertThat(counts.trades).isEqualTo(trades);
    assertThat(counts.snapshots).hasSize(snapshots);
    assertThat(counts.tradeGaps).isZero();
    if (file.startsWith("spot")) {
      assertThat(counts.depthGaps).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"BINANCE, 177, 84, 2, 2", "BINANCE_FUTURES, 764, 613, 91, 67"})
  void readsTheKindsOfTheOtherCapturesAsOftenAsTheirProjectDoes(
      String name, int depths, int quotes, int aggregates, int klines) throws IOException {
    Counts counts = new Counts();
    try (BufferedReader lines =
        DataFolder.lines("ws-cryptofeed-raw/" + name + ".http.0.0.txt.gz")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          String symbol = line.substring(line.indexOf("symbol=") + 7, line.indexOf('&'));
          counts.snapshots.put(
              symbol, DepthSnapshots.read(line.substring(line.indexOf(": {") + 2)));
        }
      }
    }
    try (BufferedReader lines = DataFolder.lines("ws-cryptofeed-raw/" + name + ".ws.1.0.txt.gz")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("wss://") && !line.isBlank()) {
          counts.take(line.substring(line.indexOf(": ") + 2));
        }
      }
    }
    assertThat(counts.unreadable).isEmpty();
    assertThat(counts.depths).isEqualTo(depths);
    JsonNode expected =
        new ObjectMapper()
            .readTree(DataFolder.file("ws-cryptofeed-raw/expected_counts.json").toFile())
            .path("counts")
            .path(name);
    assertThat(counts.quotes).isEqualTo(quotes).isEqualTo(expected.path("TICKER").asInt());
    assertThat(counts.aggregates).isEqualTo(aggregates).isEqualTo(expected.path("TRADES").asInt());
    assertThat(counts.klines).isEqualTo(klines).isEqualTo(expected.path("CANDLES").asInt());
    assertThat(counts.snapshots.size() + counts.depths - counts.staleDepths)
        .isEqualTo(expected.path("L2_BOOK").asInt());
  }

  @Test
  void saysOfEachFixtureWhatIsWrongOrReadsIt() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, String> problems = new HashMap<>();
    try (BufferedReader lines =
        DataFolder.lines("fixtures/xchange_exchange_json_fixtures.jsonl.gz")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode fixture = json.readTree(line);
        String path = fixture.path("source_path").asText();
        String raw = fixture.path("raw").asText();
        StreamEvent event = StreamFrames.read(raw);
        if (path.contains("binance")) {
          assertThat(event).as(path).isInstanceOf(StreamEvent.Unreadable.class);
          problems.put(
              path.substring(path.lastIndexOf('/') + 1), ((StreamEvent.Unreadable) event).reason());
        }
        if (path.endsWith("binance/src/test/resources/org/knowm/xchange/binance/depth.json")
            || raw.contains("\"lastUpdateId\"")) {
          assertThat(DepthSnapshots.read(raw).bidPrices()).as(path).isNotEmpty();
        }
      }
    }
    assertThat(problems).hasSizeGreaterThanOrEqualTo(12);
    assertThat(problems.get("testTradeEvent.json")).contains("'/'").contains("comment");
    assertThat(problems.get("testDepthEvent.json")).contains("'/'").contains("comment");
    assertThat(problems.get("testKlineEvent.json")).contains("'/'").contains("comment");
    assertThat(problems.get("testBookTickerEvent.json")).contains("'/'").contains("comment");
    assertThat(problems.get("testTickerEvent.json")).contains("ethbtc@ticker").contains("24hr");
    assertThat(problems.get("depth.json")).contains("data is missing");
  }

  @Test
  void readsTheDocumentedSamplesWithoutTheirCommentsInAnEnvelope() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, StreamEvent> events = new HashMap<>();
    try (BufferedReader lines =
        DataFolder.lines("fixtures/xchange_exchange_json_fixtures.jsonl.gz")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode fixture = json.readTree(line);
        String path = fixture.path("source_path").asText();
        if (path.contains("stream-binance") && !fixture.path("valid_json").asBoolean()) {
          String raw = fixture.path("raw").asText().replaceAll("//[^\n]*", "");
          events.put(
              path.substring(path.lastIndexOf('/') + 1),
              StreamFrames.read("{\"data\":" + raw + ",\"stream\":\"x@bookTicker\"}"));
        }
      }
    }
    assertThat(events.get("testTradeEvent.json"))
        .isInstanceOfSatisfying(
            VenueTrade.class,
            t -> {
              assertThat(t.id()).isEqualTo(12_345);
              assertThat(t.time()).isEqualTo(123_456_785_000L);
            });
    assertThat(events.get("testKlineEvent.json")).isInstanceOf(VenueKline.class);
    assertThat(events.get("testBookTickerEvent.json")).isInstanceOf(VenueQuote.class);
    assertThat(events.get("testDepthEvent.json"))
        .isInstanceOfSatisfying(
            StreamEvent.Unreadable.class,
            bad ->
                assertThat(bad.reason())
                    .isEqualTo("depthUpdate: U is missing, expected a whole number"));
  }

  /** Counts what frames say, and checks what must hold of each. */
  private static final class Counts {
    private final Map<String, DepthSnapshot> snapshots = new HashMap<>();
    private final Map<String, Long> lastTrade = new HashMap<>();
    private final Map<String, Long> lastDepth = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private int trades;
    private int aggregates;
    private int quotes;
    private int depths;
    private int staleDepths;
    private int klines;
    private int tradeGaps;
    private int depthGaps;

    void take(String frame) throws IOException {
      if (frame.startsWith("{\"lastUpdateId\"")) {
        DepthSnapshot snapshot = DepthSnapshots.read(frame);
        assertThat(snapshot.bidPrices())
            .hasSize(1_000)
            .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(snapshot.askPrices()).hasSize(1_000).isSorted();
        snapshots.put("", snapshot);
        return;
      }
      StreamEvent event = StreamFrames.read(frame);
      if (event instanceof VenueTrade trade) {
        assertThat(trade.time()).isBetween(YEAR_2021, YEAR_2025);
        if (trade.kind() == StreamKind.AGG_TRADE) {
          aggregates++;
        } else {
          trades++;
        }
        Long last = lastTrade.put(trade.symbol(), trade.id());
        tradeGaps += last == null || trade.id() == last + 1 ? 0 : 1;
      } else if (event instanceof VenueQuote quote) {
        quotes++;
        assertThat(quote.bid()).isPositive().isLessThan(quote.ask());
      } else if (event instanceof DepthUpdate depth) {
        depth(depth);
      } else if (event instanceof VenueKline kline) {
        klines++;
        assertThat(kline.closeTime() - kline.openTime()).isEqualTo(59_999_000);
        assertThat(kline.low()).isPositive().isLessThanOrEqualTo(kline.high());
        assertThat(kline.lastTradeId() - kline.firstTradeId() + 1).isEqualTo(kline.trades());
      } else {
        unreadable.add(event.toString());
      }
    }

    private void depth(DepthUpdate depth) {
      depths++;
      assertThat(depth.time()).isBetween(YEAR_2021, YEAR_2025);
      assertThat(depth.bidPrices()).hasSameSizeAs(depth.bidQuantities());
      assertThat(depth.askPrices()).hasSameSizeAs(depth.askQuantities());
      Long last = lastDepth.put(depth.symbol(), depth.lastUpdateId());
      depthGaps += last == null || depth.firstUpdateId() == last + 1 ? 0 : 1;
      DepthSnapshot snapshot = snapshots.get(depth.symbol());
      // On the futures venue the update that a snapshot ends with is applied once more.
      int spot = depth.raw().contains("\"pu\":") ? 0 : 1;
      if (snapshot != null && depth.lastUpdateId() < snapshot.lastUpdateId() + spot) {
        staleDepths++;
      }
    }
  }
}
