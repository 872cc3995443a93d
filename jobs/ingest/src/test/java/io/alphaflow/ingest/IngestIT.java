package io.alphaflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.bar.NaiveBars;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.HighWater;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.exchange.binance.market.BinanceMarketData;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job between the simulated exchange and a real broker. */
@Timeout(120)
class IngestIT {

  private static final String BTC = "sim:BTC/USD";

  /** Its partition is the other one. */
  private static final String ELSEWHERE = "sim:ETH/USD";

  private static final int TRADES = 5_000;
  private static final int PARTITIONS = 2;
  private static final long START = 1_385_337_600_000_000L;
  private static final long LOT = Fixed8.parse("0.0001");
  private static final SymbolSpec BTCUSD =
      new SymbolSpec(
          "BTCUSD", "BTC", "USD", Fixed8.parse("0.01"), LOT, LOT, Fixed8.of(1_000), Fixed8.of(5));

  @TempDir Path work;

  private Recording recording;
  private KafkaBroker broker;
  private FlinkCluster cluster;

  @BeforeEach
  void start() throws Exception {
    long seed = System.nanoTime();
    System.out.println("IngestIT seed=" + seed);
    recording = recording(new Random(seed));
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    Map<String, Integer> topics = new LinkedHashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), PARTITIONS));
    broker.createTopics(topics);
    Configuration overlay = new Configuration();
    overlay.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    cluster = FlinkCluster.start(work.resolve("flink"), 2, 0, overlay);
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

  @Test
  void everyTradeArrivesOnceOverFailuresCutsAndRestores() throws Exception {
    try (SimulatedExchange exchange =
            SimulatedExchange.start(
                SimulatorOptions.of(BTCUSD).withSpeed(200), List.of(recording));
        CuttingProxy proxy = new CuttingProxy(exchange.port())) {
      DeskConfig config =
          TestDesk.config(
              broker.bootstrapServers(),
              exchange.restUrl(),
              "ws://127.0.0.1:" + proxy.port(),
              "ingest: {startFromTradeId: 1, clock: events, quotes: ticker, quoteSampleInterval: 50ms, quotesInTradeLog: true}");
      JobID job = cluster.submit(job(config, 2));
      cluster.awaitRunning(job, Duration.ofSeconds(30));
      awaitConnected(proxy);
      exchange.play();
      int failuresBefore = FailingVenue.FAILURES.get();
      int liveBefore = FailingVenue.LIVE_TRADES.get();
      wish(1, BTC);
      awaitPlayed(exchange, 1_000);
      awaitConnected(proxy);
      assertThat(proxy.cut()).isPositive();
      wish(2, ELSEWHERE, BTC);
      awaitPlayed(exchange, 2_000);
      wish(3, BTC);
      FailingVenue.FAILURES_ORDERED.incrementAndGet();
      while (FailingVenue.FAILURES.get() == failuresBefore) {
        Thread.sleep(5);
      }
      awaitPlayed(exchange, 3_000);
      awaitConnected(proxy);
      assertThat(proxy.cut()).isPositive();
      awaitPlayed(exchange, 3_500);
      cluster.cancel(job);
      wish(4, ELSEWHERE);
      wish(5, BTC);
      String checkpoint = cluster.latestCheckpoint(job).orElseThrow();
      awaitArrived(cluster.submit(job(config, 1), checkpoint));
      assertThat(FailingVenue.LIVE_TRADES.get() - liveBefore).isGreaterThan(TRADES / 10);
    }
    assertTradesAndDeadLetters();
    assertBars();
    assertJournal();
    assertStrategies();
    assertQuotesInTradeLog();
    assertThat(flat(Topics.QUOTES)).isNotEmpty().allMatch(q -> q.bid() > 0 && q.ask() > q.bid());
    assertThat(flat(Topics.INSTRUMENTS)).extracting(Instrument::sequence).containsOnly(1L);
  }

  /** A person's wish for the same instance, written to its topic. */
  private void wish(long version, String... instruments) throws Exception {
    StrategyChange change =
        new StrategyChange(
            "trend",
            version,
            StrategyChange.Action.RUN,
            "moving-average-cross",
            "main",
            List.of(instruments),
            "1m",
            new TreeMap<>(),
            0,
            "ann",
            7,
            List.of(),
            "signature");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.STRATEGIES.name(),
                  "trend".getBytes(StandardCharsets.UTF_8),
                  Topics.STRATEGIES.codec().encode(change)))
          .get();
    }
  }

  /** In every partition, in order, before what the market did later. */
  private void assertStrategies() throws Exception {
    int here = Partitions.of(BTC, PARTITIONS);
    assertThat(Partitions.of(ELSEWHERE, PARTITIONS)).isNotEqualTo(here);
    try (TopicLog<MarketEntry> log = log(Topics.TRADES)) {
      List<List<MarketEntry>> partitions = log.read();
      assertThat(versions(partitions.get(here))).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(versions(partitions.get(1 - here))).containsExactly(1L, 2L, 3L, 4L, 5L);
      SortedMap<Long, Long> tradeBefore = tradesBefore(partitions.get(here));
      assertThat(tradeBefore.get(1L)).isLessThan(2_000);
      assertThat(tradeBefore.get(2L)).isBetween(1L, 3_000L);
      assertThat(tradeBefore.get(3L)).isBetween(1_000L, 4_500L);
      assertThat(tradeBefore.get(5L)).isBetween(2_000L, (long) TRADES);
    }
  }

  /** Versions at their first places; the same ones may stand there again after a crash. */
  private static List<Long> versions(List<MarketEntry> partition) {
    return partition.stream()
        .filter(entry -> entry instanceof StrategyChange)
        .map(entry -> ((StrategyChange) entry).version())
        .distinct()
        .toList();
  }

  /** The last trade before the first place of each version. */
  private static SortedMap<Long, Long> tradesBefore(List<MarketEntry> partition) {
    SortedMap<Long, Long> before = new TreeMap<>();
    long last = 0;
    for (MarketEntry entry : partition) {
      if (entry instanceof Trade trade) {
        last = Math.max(last, trade.tradeId());
      } else if (entry instanceof StrategyChange change) {
        before.putIfAbsent(change.version(), last);
      }
    }
    return before;
  }

  /** A quote that a crash cuts off on its way into one of the two logs does not come again. */
  private void assertQuotesInTradeLog() throws Exception {
    Set<Quote> inQuotes = new HashSet<>(flat(Topics.QUOTES));
    int here = Partitions.of(BTC, PARTITIONS);
    try (TopicLog<MarketEntry> log = log(Topics.TRADES)) {
      List<List<MarketEntry>> partitions = log.read();
      assertThat(partitions.get(1 - here)).noneMatch(entry -> entry instanceof Quote);
      List<Quote> quotes = new ArrayList<>();
      partitions.get(here).stream()
          .filter(entry -> entry instanceof Quote)
          .forEach(entry -> quotes.add((Quote) entry));
      Set<Quote> common = new HashSet<>(quotes);
      common.retainAll(inQuotes);
      assertThat(common.size()).isGreaterThan(20).isGreaterThan(inQuotes.size() * 9 / 10);
      assertThat(quotes).extracting(Quote::updateId).isSorted();
    }
  }

  private StreamExecutionEnvironment job(DeskConfig config, int parallelism) {
    StreamExecutionEnvironment env = cluster.environment(new Configuration());
    env.setParallelism(parallelism);
    VenueOptions venue = config.venue();
    IngestJob.configure(env, config, () -> new FailingVenue(new BinanceMarketData(venue)));
    return env;
  }

  private static void awaitConnected(CuttingProxy proxy) throws InterruptedException {
    while (proxy.open() == 0) {
      Thread.sleep(5);
    }
  }

  private void awaitPlayed(SimulatedExchange exchange, long trades) throws InterruptedException {
    while (exchange.progress().tradesSent() < trades) {
      Thread.sleep(5);
    }
  }

  private void awaitArrived(JobID job) throws Exception {
    try (TopicLog<MarketEntry> log = log(Topics.TRADES)) {
      while (lastId(log.read()) < TRADES) {
        cluster
            .failureCause(job)
            .ifPresent(
                cause -> {
                  throw new AssertionError("the job failed", cause);
                });
        Thread.sleep(50);
      }
    }
  }

  private static long lastId(List<List<MarketEntry>> partitions) {
    long last = 0;
    for (List<MarketEntry> partition : partitions) {
      for (MarketEntry entry : partition) {
        last =
            entry instanceof Trade trade
                ? Math.max(last, trade.tradeId())
                : entry instanceof Gap gap ? Math.max(last, gap.toId()) : last;
      }
    }
    return last;
  }

  private void assertTradesAndDeadLetters() throws Exception {
    List<MarketEntry> entries = flat(Topics.TRADES);
    SortedMap<Long, Trade> trades = new TreeMap<>();
    SortedMap<Long, Gap> gaps = new TreeMap<>();
    long next = 1;
    for (MarketEntry entry : entries) {
      if (entry instanceof Trade trade) {
        assertThat(trade.tradeId()).as("no id is passed over").isLessThanOrEqualTo(next);
        next = Math.max(next, trade.tradeId() + 1);
        Trade first = trades.putIfAbsent(trade.tradeId(), trade);
        if (first != null) {
          assertThat(withoutIngestTime(trade)).isEqualTo(withoutIngestTime(first));
        }
      } else if (entry instanceof Gap gap) {
        assertThat(gap.fromId()).as("no id is passed over").isLessThanOrEqualTo(next);
        next = Math.max(next, gap.toId() + 1);
        gaps.putIfAbsent(gap.fromId(), gap);
      }
    }
    assertThat(next).isEqualTo(TRADES + 1);
    SortedMap<Long, DeadLetter> letters = byOffset(flat(Topics.DEAD_LETTERS));
    for (long id = 1; id <= TRADES; id++) {
      if (recording.quantity(id) == 0) {
        assertThat(trades).doesNotContainKey(id);
        assertThat(gaps.get(id).code()).isEqualTo("QUANTITY_NOT_POSITIVE");
        assertThat(gaps.get(id).toId()).isEqualTo(id);
        assertThat(letters.get(id).code()).isEqualTo("QUANTITY_NOT_POSITIVE");
        assertThat(letters.get(id).time()).isEqualTo(recording.timeMicros(id));
      } else {
        assertThat(gaps).doesNotContainKey(id);
        assertThat(letters).doesNotContainKey(id);
        assertThat(withoutIngestTime(trades.get(id))).isEqualTo(recorded(id));
        assertThat(trades.get(id).ingestTime()).isGreaterThan(1_700_000_000_000_000L);
      }
    }
    assertHeartbeats(entries);
  }

  /** After a heartbeat nothing new is earlier, except of instruments that it names. */
  private static void assertHeartbeats(List<MarketEntry> entries) {
    long time = 0;
    long lastId = 0;
    long heartbeats = 0;
    for (MarketEntry entry : entries) {
      if (entry instanceof Heartbeat heartbeat) {
        heartbeats++;
        time = heartbeat.except().isEmpty() ? Math.max(time, heartbeat.time()) : time;
      } else if (entry instanceof Trade trade && trade.tradeId() > lastId) {
        lastId = trade.tradeId();
        assertThat(trade.exchangeTime()).isGreaterThanOrEqualTo(time);
      }
    }
    assertThat(heartbeats).isGreaterThan(20);
  }

  private void assertBars() throws Exception {
    SortedMap<Long, Bar> bars = new TreeMap<>();
    for (Bar bar : flat(Topics.BARS)) {
      if (bar.interval().equals("1m")) {
        Bar first = bars.putIfAbsent(bar.openTime(), withoutCloser(bar));
        assertThat(first == null ? withoutCloser(bar) : first).isEqualTo(withoutCloser(bar));
      }
    }
    List<Trade> sound = new ArrayList<>();
    for (long id = 1; id <= TRADES; id++) {
      if (recording.quantity(id) > 0) {
        sound.add(recorded(id));
      }
    }
    assertThat(List.copyOf(bars.values()))
        .isEqualTo(
            NaiveBars.closed(sound, "1m", 60_000_000).stream()
                .map(IngestIT::withoutCloser)
                .toList())
        .hasSizeGreaterThan(20);
  }

  /** A trade or a heartbeat closes it, whichever comes first. */
  private static Bar withoutCloser(Bar of) {
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

  private void assertJournal() throws Exception {
    try (TopicLog<JournalEntry> log = log(Topics.JOURNAL)) {
      List<List<JournalEntry>> partitions = new ArrayList<>();
      for (List<JournalEntry> raw : log.read()) {
        HighWater seen = new HighWater();
        List<JournalEntry> once = new ArrayList<>();
        for (JournalEntry entry : raw) {
          HighWater.Verdict verdict =
              seen.observe(entry.producer(), entry.sequence(), entry.hashCode());
          assertThat(verdict).isNotEqualTo(HighWater.Verdict.CONFLICT);
          assertThat(entry.contiguous() && verdict == HighWater.Verdict.GAP).isFalse();
          if (verdict != HighWater.Verdict.DUPLICATE) {
            once.add(entry);
          }
        }
        partitions.add(once);
      }
      assertThat(partitions.get(0)).isEqualTo(partitions.get(1));
      assertThat(partitions.get(0).get(0)).isInstanceOf(Instrument.class);
      // The clock goes on while past trades are fetched, whose marks are older then.
      long tickTime = 0;
      long markTime = 0;
      for (JournalEntry entry : partitions.get(0)) {
        if (entry instanceof ClockTick tick) {
          assertThat(tick.time()).isGreaterThan(tickTime);
          tickTime = tick.time();
        } else if (entry instanceof Mark mark) {
          assertThat(mark.time()).isGreaterThanOrEqualTo(markTime);
          assertThat(mark.price()).isEqualTo(recording.price(mark.tradeId()));
          markTime = mark.time();
        }
      }
      assertThat(tickTime).isGreaterThan(recording.timeMicros(TRADES) - 2_000_000);
      assertThat(markTime).isGreaterThan(recording.timeMicros(TRADES) - 2_000_000);
    }
  }

  private <T> TopicLog<T> log(Topic<T> topic) {
    return new TopicLog<>(broker.bootstrapServers(), topic, PARTITIONS);
  }

  private <T> List<T> flat(Topic<T> topic) throws Exception {
    try (TopicLog<T> log = log(topic)) {
      return log.read().stream().flatMap(List::stream).toList();
    }
  }

  private static SortedMap<Long, DeadLetter> byOffset(List<DeadLetter> all) {
    SortedMap<Long, DeadLetter> letters = new TreeMap<>();
    all.forEach(letter -> letters.put(letter.offset(), letter));
    return letters;
  }

  private Trade recorded(long id) {
    return new Trade(
        "sim:BTC/USD",
        id,
        recording.price(id),
        recording.quantity(id),
        recording.buyerIsMaker(id),
        recording.timeMicros(id),
        0);
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

  /**
   * Like real ones: whole seconds shared by several trades, prices in cents, quantities in lots.
   */
  private static Recording recording(Random random) {
    long[] times = new long[TRADES];
    long[] prices = new long[TRADES];
    long[] quantities = new long[TRADES];
    long time = START;
    long price = Fixed8.of(800);
    for (int i = 0; i < TRADES; i++) {
      time += random.nextInt(2) * random.nextInt(3) * 1_000_000L;
      price = Math.max(Fixed8.ONE, price + (random.nextInt(201) - 100) * Fixed8.parse("0.01"));
      times[i] = time;
      prices[i] = price;
      quantities[i] = random.nextInt(500) == 0 ? 0 : LOT * (1 + random.nextInt(200_000));
    }
    quantities[TRADES / 2] = 0;
    return new Recording("BTCUSD", times, prices, quantities);
  }
}
