package io.alphaflow.ingest.captures;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.bar.NaiveBars;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.ingest.IngestJob;
import io.alphaflow.ingest.TopicLog;
import io.alphaflow.ingest.captures.CapturedMarket.Top;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.simulator.Capture;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.VenueLimits;
import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eleven minutes of the real BTCUSDT and ETHUSDT markets, over midnight, as the venue sent them:
 * through the simulated exchange's WebSocket and the whole job to a real broker.
 */
@Timeout(240)
class CapturesIT {

  private static final double SPEED = 20;
  private static final int PARTITIONS = 2;

  /** Trades and the book, or trades and the ticker, and klines, of two symbols. */
  private static final int STREAMS = 6;

  /** Trades at the beginning and at the end that are played without faults. */
  private static final int BEGINNING = 500;

  /** What the data folder's own {@code expected_book_summary.json} counts. */
  private static final int COMPARABLE = 1_072 + 1_056;

  private static final FaultScenario NO_FAULTS = FaultScenario.parse("{seed: 1, faults: []}");
  private static final String STORM =
      """
      seed: 7
      faults:
        - {fault: drop, rate: 0.01}
        - {fault: close, after: 5s}
        - {fault: reset, after: 10s}
        - {fault: reset, after: 11s}
        - {fault: close, after: 17s}
        - {fault: reset, after: 23s}
      """;

  @TempDir Path work;

  private List<CapturedMarket> markets;
  private List<Capture> captures;
  private KafkaBroker broker;
  private FlinkCluster cluster;

  @BeforeEach
  void start() throws Exception {
    markets =
        List.of(
            CapturedMarket.read("sim:BTC/USDT", files("btc")),
            CapturedMarket.read("sim:ETH/USDT", files("eth")));
    captures = List.of(Capture.read(files("btc")), Capture.read(files("eth")));
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    Map<String, Integer> topics = new LinkedHashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), PARTITIONS));
    broker.createTopics(topics);
    cluster = FlinkCluster.start(work.resolve("flink"), 2, 0, new Configuration());
  }

  @AfterEach
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private static List<Path> files(String base) {
    Path folder = dataFolder().resolve("ws-binance-raw");
    Assumptions.assumeTrue(
        Files.isDirectory(folder),
        "no real captures in " + folder + " (set ALPHAFLOW_DATA to the folder above it)");
    return List.of(
        folder.resolve("spot_" + base + "usdt_20240808.gz"),
        folder.resolve("spot_" + base + "usdt_20240809.gz"));
  }

  private static Path dataFolder() {
    String property = System.getProperty("ALPHAFLOW_DATA", System.getenv("ALPHAFLOW_DATA"));
    if (property != null) {
      return Path.of(property);
    }
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    return root.resolveSibling("shared").resolve("data");
  }

  @Test
  void tradesBarsAndRebuiltBooksAreThoseOfTheVenue() throws Exception {
    play("book", NO_FAULTS);
    assertThat(log(Topics.DEAD_LETTERS)).isEmpty();
    assertThat(log(Topics.ALERTS)).isEmpty();
    assertTrades();
    assertBars();
    BookComparison books = new BookComparison();
    for (CapturedMarket market : markets) {
      books.unbroken(market, quotes(market));
    }
    System.out.println("CapturesIT without faults: " + books);
    assertThat(books.mismatches()).isEmpty();
    assertThat(books.compared()).isBetween(COMPARABLE * 9 / 10, COMPARABLE);
  }

  @Test
  void quotesOfTheTickerAreComplete() throws Exception {
    play("ticker", NO_FAULTS);
    assertThat(log(Topics.DEAD_LETTERS)).isEmpty();
    assertThat(log(Topics.ALERTS)).isEmpty();
    assertTrades();
    assertBars();
    for (CapturedMarket market : markets) {
      SortedMap<Long, Top> seen = new TreeMap<>();
      for (Quote quote : quotes(market)) {
        assertThat(seen.put(quote.updateId(), Top.of(quote))).isNull();
      }
      assertThat(seen).isEqualTo(market.tickers());
    }
  }

  @Test
  void tradesAndBooksAreRightThoughFramesAreLostAndConnectionsBreak() throws Exception {
    Map<Fault, Long> faults = play("book", FaultScenario.parse(STORM));
    assertThat(log(Topics.DEAD_LETTERS)).isEmpty();
    assertThat(log(Topics.ALERTS)).isNotEmpty().extracting(Alert::code).containsOnly("BOOK_RESYNC");
    assertTrades();
    assertBars();
    BookComparison books = new BookComparison();
    for (CapturedMarket market : markets) {
      books.broken(market, quotes(market));
    }
    System.out.println("CapturesIT with " + faults + ": " + books);
    assertThat(books.mismatches()).isEmpty();
    assertThat(books.compared()).isGreaterThan(COMPARABLE / 4);
  }

  /** Plays all; what went wrong on purpose. */
  private Map<Fault, Long> play(String quotes, FaultScenario scenario) throws Exception {
    SimulatorOptions options =
        SimulatorOptions.of(spec("BTC", "0.00001"), spec("ETH", "0.0001"))
            .withSpeed(SPEED)
            .withLimits(VenueLimits.DEFAULT.withWeightPerMinute(1_000_000));
    try (SimulatedExchange exchange = SimulatedExchange.start(options, List.of(), captures)) {
      StreamExecutionEnvironment env = cluster.environment(new Configuration());
      env.setParallelism(2);
      IngestJob.configure(env, config(exchange, quotes));
      JobID job = cluster.submit(env);
      while (exchange.subscribedStreams().stream().mapToInt(n -> n).sum() < STREAMS) {
        assertThat(cluster.failureCause(job)).isEmpty();
        Thread.sleep(20);
      }
      exchange.play();
      awaitSent(exchange, job, BEGINNING);
      exchange.faults(scenario);
      awaitSent(exchange, job, tradeCount() - BEGINNING);
      exchange.stopFaults();
      awaitSent(exchange, job, tradeCount());
      awaitQuiet(job);
      cluster.cancel(job);
      return exchange.faultCounts();
    }
  }

  private static SymbolSpec spec(String base, String step) {
    return new SymbolSpec(
        base + "USDT",
        base,
        "USDT",
        Fixed8.parse("0.01"),
        Fixed8.parse(step),
        Fixed8.parse(step),
        Fixed8.of(9_000),
        Fixed8.of(5));
  }

  private DeskConfig config(SimulatedExchange exchange, String quotes) {
    return DeskConfig.parse(
        "test",
        """
        desk: test
        kafka: {bootstrapServers: "%s"}
        venue: {name: sim, restUrl: "%s", streamUrl: "%s", wsApiUrl: "%s", symbols: [BTC/USDT, ETH/USDT]}
        accounts: [{id: main, currency: USDT, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        ingest: {clock: events, quotes: %s, quoteSampleInterval: 0ms, snapshotsPerMinute: 10000}
        """
            .formatted(
                broker.bootstrapServers(),
                exchange.restUrl(),
                exchange.streamUrl(),
                exchange.wsApiUrl(),
                quotes));
  }

  private int tradeCount() {
    return markets.stream().mapToInt(market -> market.trades().size()).sum();
  }

  private void awaitSent(SimulatedExchange exchange, JobID job, long trades) throws Exception {
    while (exchange.progress().tradesSent() < trades) {
      assertThat(cluster.failureCause(job)).isEmpty();
      Thread.sleep(20);
    }
  }

  /** Until all trades are on the log and nothing more comes. */
  private void awaitQuiet(JobID job) throws Exception {
    long before = -1;
    while (true) {
      assertThat(cluster.failureCause(job)).isEmpty();
      // Sinks send all that they have.
      cluster.triggerCheckpoint(job);
      long trades = log(Topics.TRADES).stream().filter(e -> e instanceof Trade).count();
      long now = trades + log(Topics.QUOTES).size() + log(Topics.BARS).size();
      if (trades >= tradeCount() && now == before) {
        return;
      }
      before = now;
      Thread.sleep(1_000);
    }
  }

  private void assertTrades() throws Exception {
    List<MarketEntry> log = log(Topics.TRADES);
    assertThat(log).noneMatch(entry -> entry instanceof Gap);
    for (CapturedMarket market : markets) {
      List<Trade> trades = new ArrayList<>();
      for (MarketEntry entry : log) {
        if (entry instanceof Trade trade && trade.instrument().equals(market.instrument())) {
          trades.add(withoutIngestTime(trade));
        }
      }
      assertSame(trades, market.trades());
    }
  }

  /** One by one: a difference is told, and not two lists of ten thousand. */
  private static void assertSame(List<?> actual, List<?> expected) {
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      assertThat(actual.get(i)).isEqualTo(expected.get(i));
    }
    assertThat(actual.size()).isEqualTo(expected.size());
  }

  private static Trade withoutIngestTime(Trade of) {
    return new Trade(
        of.instrument(),
        of.tradeId(),
        of.price(),
        of.quantity(),
        of.buyerIsMaker(),
        of.exchangeTime(),
        0);
  }

  /** All bars but the first, which may lack trades, and those that are open at the end. */
  private void assertBars() throws Exception {
    List<Bar> log = log(Topics.BARS);
    for (CapturedMarket market : markets) {
      for (BarSpec spec : List.of(BarSpec.parse("1s"), BarSpec.parse("1m"))) {
        List<Bar> bars = new ArrayList<>();
        for (Bar bar : log) {
          if (bar.instrument().equals(market.instrument()) && bar.interval().equals(spec.label())) {
            bars.add(closedByNobody(bar));
          }
        }
        List<Bar> expected = new ArrayList<>();
        for (Bar bar : NaiveBars.closed(market.trades(), spec.label(), spec.size())) {
          expected.add(closedByNobody(bar));
        }
        expected.remove(0);
        // A heartbeat may have closed the last one too.
        assertSame(bars.subList(0, Math.min(bars.size(), expected.size())), expected);
      }
    }
  }

  /** A heartbeat may have closed it before the next trade could. */
  private static Bar closedByNobody(Bar of) {
    return new Bar(
        of.instrument(),
        of.interval(),
        of.sequence(),
        of.openTime(),
        of.closeTime(),
        of.open(),
        of.high(),
        of.low(),
        of.close(),
        of.volume(),
        of.quoteVolume(),
        of.trades(),
        of.takerBuyVolume(),
        0);
  }

  private List<Quote> quotes(CapturedMarket market) throws Exception {
    return log(Topics.QUOTES).stream()
        .filter(quote -> quote.instrument().equals(market.instrument()))
        .toList();
  }

  private <T> List<T> log(Topic<T> topic) throws Exception {
    try (TopicLog<T> log = new TopicLog<>(broker.bootstrapServers(), topic, PARTITIONS)) {
      return log.readToEnd().stream().flatMap(List::stream).toList();
    }
  }
}
