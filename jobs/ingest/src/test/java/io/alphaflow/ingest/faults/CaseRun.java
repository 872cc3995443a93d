package io.alphaflow.ingest.faults;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.config.VenueOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.exchange.binance.market.BinanceMarketData;
import io.alphaflow.ingest.IngestEndpoints;
import io.alphaflow.ingest.IngestJob;
import io.alphaflow.ingest.IngestOptions;
import io.alphaflow.ingest.IngestTopology;
import io.alphaflow.ingest.TopicLog;
import io.alphaflow.ingest.operator.MarketSource;
import io.alphaflow.ingest.operator.SubscribedInstruments;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.VenueLimits;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/** Runs one case: an exchange, the job, the crashes; and collects what they leave. */
final class CaseRun {

  private static final int PARTITIONS = 2;
  private static final List<Topic<?>> TOPICS =
      List.of(
          Topics.TRADES,
          Topics.QUOTES,
          Topics.BARS,
          Topics.INSTRUMENTS,
          Topics.SUBSCRIPTIONS,
          Topics.STRATEGIES,
          Topics.JOURNAL,
          Topics.ALERTS,
          Topics.DEAD_LETTERS);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STILL = Duration.ofMillis(700);
  private static final int WEIGHT_PER_MINUTE = 100_000;
  private static final long LEAD_MICROS = 500_000;

  private final FaultCase which;
  private final KafkaBroker broker;
  private final FlinkCluster cluster;
  private final Map<Crashes.Place, Integer> crashes = new EnumMap<>(Crashes.Place.class);
  private DeskConfig config;
  private IngestOptions options;
  private JobID job;
  private String checkpoint;

  CaseRun(FaultCase which, KafkaBroker broker, FlinkCluster cluster) {
    this.which = which;
    this.broker = broker;
    this.cluster = cluster;
  }

  /** How the job was set up; there while it runs and after. */
  IngestOptions options() {
    return options;
  }

  CaseOutcome run() throws Exception {
    long begin = System.nanoTime();
    long fetched = CrashingVenue.FETCHED.get();
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + LEAD_MICROS;
    try (SimulatedExchange exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(which.symbols().toArray(SymbolSpec[]::new))
                .withSpeed(which.speed())
                .withLimits(VenueLimits.DEFAULT.withWeightPerMinute(WEIGHT_PER_MINUTE)),
            which.recordings(now))) {
      prepare(exchange);
      Tape.clear();
      if (which.faultsFromStart()) {
        exchange.faults(which.scenario());
      }
      submit(PARTITIONS);
      if (which.isVenueClock()) {
        // Market time is wall time: it begins whether or not the job is there.
        sleep(Math.max(0, now - ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())) / 1_000);
      } else {
        cluster.awaitRunning(job, PATIENCE);
      }
      if (!which.faultsFromStart()) {
        exchange.faults(which.scenario());
      }
      exchange.play();
      crash(exchange);
      return outcome(exchange, fetched, begin);
    } finally {
      Crashes.takeBack();
      if (job != null) {
        cluster.cancel(job);
      }
      deleteTopics();
    }
  }

  private void prepare(SimulatedExchange exchange) {
    config = config(exchange);
    options = config.read(IngestOptions::read);
    Map<String, Integer> topics = new LinkedHashMap<>();
    TOPICS.forEach(topic -> topics.put(config.kafka().topic(topic), PARTITIONS));
    broker.createTopics(topics);
  }

  private DeskConfig config(SimulatedExchange exchange) {
    String ingest =
        which.isVenueClock()
            ? "clock: venue, heartbeatInterval: 100ms, heartbeatDelay: 500ms,"
                + " bars: [100ms, 1s, 1m, 50t, 10v]"
            : "clock: events, heartbeatInterval: 1s, bars: [1s, 1m, 5m, 15m, 50t, 10v]";
    return DeskConfig.parse(
        "test",
        """
        desk: test
        kafka: {bootstrapServers: "%s", topicPrefix: "seed%d-", journalPartitions: 2}
        venue: {name: sim, restUrl: "%s", streamUrl: "%s", wsApiUrl: "%s", symbols: [%s]}
        accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        ingest: {startFromTradeId: 1, quotes: book, quoteSampleInterval: 0ms, bookLevels: 100,
          quotesInTradeLog: true, snapshotsPerMinute: 600, staleAfterMin: 500ms, staleAfter: 1s, %s}
        """
            .formatted(
                broker.bootstrapServers(),
                which.seed(),
                exchange.restUrl(),
                exchange.streamUrl(),
                exchange.wsApiUrl(),
                which.symbols().stream()
                    .map(s -> s.base() + "/" + s.quote())
                    .collect(Collectors.joining(", ")),
                ingest));
  }

  private void submit(int parallelism) {
    StreamExecutionEnvironment env = cluster.environment(new Configuration());
    env.setParallelism(parallelism);
    VenueOptions venue = config.venue();
    KafkaOptions kafka = config.kafka();
    IngestEndpoints endpoints =
        new IngestEndpoints(
            new MarketSource(
                () -> CrashingVenue.of(new BinanceMarketData(venue)),
                SubscribedInstruments.following(kafka, venue.name(), instruments()),
                options.startFromTradeId(),
                options.feed()),
            KafkaEndpoints.source(kafka, IngestJob.NAME, Topics.STRATEGIES),
            new CrashingSink(KafkaEndpoints.tradeSink(kafka)),
            KafkaEndpoints.sink(kafka, Topics.QUOTES),
            KafkaEndpoints.sink(kafka, Topics.BARS),
            KafkaEndpoints.sink(kafka, Topics.INSTRUMENTS),
            KafkaEndpoints.journalSink(kafka),
            KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS),
            KafkaEndpoints.sink(kafka, Topics.ALERTS));
    IngestTopology.build(
        env, endpoints, options, venue.name(), kafka.marketPartitions(), kafka.journalPartitions());
    job = checkpoint == null ? cluster.submit(env) : cluster.submit(env, checkpoint);
  }

  private List<String> instruments() {
    return config.venue().symbols().stream().map(InstrumentId::toString).toList();
  }

  private void crash(SimulatedExchange exchange) throws InterruptedException {
    for (FaultCase.PlannedCrash crash : which.crashes()) {
      awaitPlayed(exchange, crash.atTrade());
      while (checkpoint == null && cluster.latestCheckpoint(job).isEmpty()) {
        sleep(20);
      }
      if (crash.place() == Crashes.Place.CANCEL) {
        cluster.cancel(job);
        // Without one of its own yet it begins where it began before.
        checkpoint = cluster.latestCheckpoint(job).orElse(checkpoint);
        submit(crash.parallelism());
        crashes.merge(crash.place(), 1, Integer::sum);
      } else {
        Crashes.order(crash.place(), crash.passes());
        long patience = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (Crashes.isOrdered() && System.nanoTime() < patience) {
          sleep(2);
        }
        if (!Crashes.takeBack()) {
          crashes.merge(crash.place(), 1, Integer::sum);
        }
      }
    }
    awaitPlayed(exchange, FaultCase.CALM);
    if (!which.faultsUntilEnd()) {
      exchange.faults(which.calm());
    }
  }

  /** Until the exchange has made so many of 1000 trades. */
  private static void awaitPlayed(SimulatedExchange exchange, int share)
      throws InterruptedException {
    while (exchange.progress().tradesSent() * 1_000 < share * exchange.progress().total()) {
      sleep(2);
    }
  }

  private CaseOutcome outcome(SimulatedExchange exchange, long fetched, long begin)
      throws Exception {
    try (TopicLog<MarketEntry> log = log(Topics.TRADES)) {
      awaitRest(exchange, log);
      List<List<MarketEntry>> atRest = log.readToEnd().stream().map(List::copyOf).toList();
      List<Tape.Run> runs = Tape.runs();
      sleep(STILL.toMillis());
      cluster.cancel(job);
      SortedMap<String, List<MarketTrade>> ledger = new TreeMap<>();
      for (SymbolSpec symbol : which.symbols()) {
        ledger.put(instrument(symbol), exchange.marketTrades(symbol.symbol()));
      }
      return new CaseOutcome(
          ledger,
          atRest,
          log.readToEnd(),
          runs,
          Tape.runs(),
          all(Topics.BARS),
          all(Topics.QUOTES),
          all(Topics.DEAD_LETTERS),
          all(Topics.ALERTS),
          exchange.faultCounts(),
          crashes,
          CrashingVenue.FETCHED.get() - fetched,
          (System.nanoTime() - begin) / 1_000_000);
    }
  }

  /** Until each trade is on the log, or a gap for it, and nothing comes any more. */
  private void awaitRest(SimulatedExchange exchange, TopicLog<MarketEntry> log) throws Exception {
    List<Coverage> read = List.of(new Coverage(), new Coverage());
    long patience = Long.MAX_VALUE;
    long since = System.nanoTime();
    while (true) {
      List<List<MarketEntry>> partitions = log.readToEnd();
      int more = 0;
      for (int p = 0; p < PARTITIONS; p++) {
        more += read.get(p).readOn(partitions.get(p));
      }
      long now = System.nanoTime();
      boolean finished = exchange.progress().finished();
      patience = finished ? Math.min(patience, now + PATIENCE.toNanos()) : patience;
      Optional<String> missing = missing(exchange, read);
      if (more > 0 || !finished || missing.isPresent()) {
        since = now;
      }
      if (now - since > STILL.toNanos()) {
        return;
      }
      if (now > patience) {
        throw new AssertionError(
            "the log does not come to rest: "
                + missing.orElse("complete, but new entries come")
                + "; job is "
                + cluster.status(job));
      }
      if (cluster.status(job) == JobStatus.FAILED) {
        throw new AssertionError("the job failed", cluster.failureCause(job).orElse(null));
      }
      sleep(50);
    }
  }

  private Optional<String> missing(SimulatedExchange exchange, List<Coverage> read) {
    for (SymbolSpec symbol : which.symbols()) {
      String instrument = instrument(symbol);
      long next = Math.max(read.get(0).of(instrument).next(), read.get(1).of(instrument).next());
      int made = exchange.marketTrades(symbol.symbol()).size();
      if (next <= made) {
        return Optional.of(instrument + " has trades up to " + (next - 1) + " of " + made);
      }
    }
    return Optional.empty();
  }

  private static String instrument(SymbolSpec symbol) {
    return "sim:" + symbol.base() + "/" + symbol.quote();
  }

  private <T> TopicLog<T> log(Topic<T> topic) {
    Topic<T> prefixed =
        new Topic<>(
            config.kafka().topic(topic),
            topic.type(),
            topic.key(),
            topic.compacted(),
            topic.codecs());
    return new TopicLog<>(broker.bootstrapServers(), prefixed, PARTITIONS);
  }

  private <T> List<T> all(Topic<T> topic) throws Exception {
    try (TopicLog<T> log = log(topic)) {
      return log.readToEnd().stream().flatMap(List::stream).toList();
    }
  }

  private void deleteTopics() throws Exception {
    if (config == null) {
      return;
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteTopics(TOPICS.stream().map(t -> config.kafka().topic(t)).toList()).all().get();
    }
  }

  private static void sleep(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }
}
