package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.VenueLimits;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker, a simulated exchange whose price swings, and the gate's side of the log. */
final class DeskOnSimulator implements AutoCloseable {

  static final String API_KEY = "api-key-of-the-test-account";
  static final String SECRET = "secret-of-the-test-account";
  static final long LOW = Fixed8.of(95);
  static final long START_MICROS = 1_385_000_000_000_000L;
  private static final int TRADES = 20_000;
  private static final int SWING = 40;
  private static final int PARTITIONS = 2;

  final SimulatedExchange exchange;
  final DeskConfig config;
  final CuttableProxy rest;
  final CuttableProxy userStream;
  private final KafkaBroker broker;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Long> decidedMicros = new ConcurrentHashMap<>();
  private long decisions;

  static final Duration PATIENCE = Duration.ofSeconds(30);

  DeskOnSimulator(Path folder) throws IOException {
    this(folder, "{settleTime: 1s}");
  }

  /** With this section {@code execution} of the configuration. */
  DeskOnSimulator(Path folder, String execution) throws IOException {
    this(folder, execution, VenueLimits.DEFAULT);
  }

  /** With limits of the exchange. */
  DeskOnSimulator(Path folder, String execution, VenueLimits limits) throws IOException {
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    broker.createTopics(
        Map.of(
            "decisions",
            PARTITIONS,
            "decision-readings",
            PARTITIONS,
            "journal",
            PARTITIONS,
            "market.trades",
            PARTITIONS,
            "alerts",
            1,
            "dead-letters",
            1));
    exchange = SimulatedExchange.start(options().withLimits(limits), List.of(swing()));
    rest = new CuttableProxy(exchange.port());
    userStream = new CuttableProxy(exchange.port());
    Path key = Files.writeString(folder.resolve("key"), API_KEY);
    Path secret = Files.writeString(folder.resolve("secret"), SECRET);
    config =
        DeskConfig.parse(
            "test",
            """
            desk: test
            kafka: {bootstrapServers: "%s", journalPartitions: %d, marketPartitions: %d}
            venue: {name: sim, restUrl: "%s", streamUrl: "%s", wsApiUrl: "%s",
                    recvWindow: 1s, symbols: [BTC/USD]}
            accounts: [{id: main, currency: USD, apiKey: "${file:%s}", secret: "${file:%s}"}]
            execution: %s
            strategies: [{id: slicer, type: slicer, account: main, symbols: [BTC/USD]}]
            risk:
              limits:
                default:
                  {maxOrderValue: 5000, maxOrderQuantity: 10, maxPosition: 2000,
                   maxPositionValue: 2000000, maxDailyLoss: 100000, maxMarkAge: 60s,
                   duplicateWindow: 1s, ordersPerStrategy: {burst: 50, per: 60s},
                   ordersPerAccount: {burst: 50, per: 60s}, maxGrossExposure: 2000000,
                   maxPositionShare: off, maxConcentration: off, maxMarkJump: off,
                   maxDrawdownShare: off, maxLeverage: off, marketDataTimeout: off,
                   executionTimeout: off}
              permissions: [{}]
            """
                .formatted(
                    broker.bootstrapServers(),
                    PARTITIONS,
                    PARTITIONS,
                    "http://127.0.0.1:" + rest.port(),
                    exchange.streamUrl(),
                    "ws://127.0.0.1:" + userStream.port() + "/ws-api/v3",
                    key,
                    secret,
                    execution));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    exchange.play();
  }

  private static SimulatorOptions options() {
    SymbolSpec symbol =
        new SymbolSpec(
            "BTCUSD",
            "BTC",
            "USD",
            Fixed8.parse("0.01"),
            Fixed8.parse("0.0001"),
            Fixed8.parse("0.0001"),
            Fixed8.of(1_000),
            Fixed8.of(1));
    return SimulatorOptions.of(symbol)
        .withAccounts(
            SimAccount.hmac(
                "main",
                API_KEY,
                SECRET,
                Map.of("USD", Fixed8.of(1_000_000), "BTC", Fixed8.of(1_000))))
        .withSpeed(20);
  }

  /** The market stands still, above 105. */
  void pauseAtAHighPrice() throws InterruptedException {
    exchange.pause();
    while (price(exchange.progress().tradesSent() - 1) <= 105) {
      exchange.play();
      Thread.sleep(5);
      exchange.pause();
    }
  }

  /**
   * The price goes down and comes back to where it stood, faster than anybody can answer: what is
   * sent after the first fill meets a high price again. Playback must be paused.
   */
  void swingOnce() {
    for (int i = 0; i < SWING; i++) {
      exchange.step();
    }
  }

  private static long price(long trade) {
    return 90 + Math.abs(trade % SWING - SWING / 2);
  }

  /** A trade each second of the market, the price swinging between 90 and 110. */
  private static Recording swing() {
    long[] times = new long[TRADES];
    long[] prices = new long[TRADES];
    long[] quantities = new long[TRADES];
    for (int i = 0; i < TRADES; i++) {
      times[i] = START_MICROS + i * 1_000_000L;
      prices[i] = Fixed8.of(price(i));
      quantities[i] = Fixed8.parse("0.7");
    }
    return new Recording("BTCUSD", times, prices, quantities);
  }

  /** A cluster for the execution job. */
  static FlinkCluster cluster(Path folder) throws IOException {
    return FlinkCluster.start(folder.resolve("flink"), 2, 0, new Configuration());
  }

  /** Runs the execution job, and waits until it has written the balances. */
  JobID start(FlinkCluster cluster) throws InterruptedException {
    JobID job = submit(cluster, null);
    until("the balances are written", () -> snapshots() >= 1);
    return job;
  }

  /** Runs the execution job, which takes checkpoints only when a test says so. */
  JobID submit(FlinkCluster cluster, String checkpoint) {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    StreamExecutionEnvironment env = cluster.environment(settings);
    env.setParallelism(1);
    ExecutionSinkJob.configure(env, config);
    JobID job = checkpoint == null ? cluster.submit(env) : cluster.submit(env, checkpoint);
    cluster.awaitRunning(job, PATIENCE);
    return job;
  }

  static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting until " + what).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** Writes the next approved decision; its sequence. */
  long decide(OrderIntent order) {
    decidedMicros.put(order.clientOrderId(), micros());
    return decide(Outcome.APPROVED, order, List.of());
  }

  /** Writes the next decision, which wants orders cancelled; its sequence. */
  long cancel(List<String> clientOrderIds) {
    return decide(Outcome.CANCEL, null, clientOrderIds);
  }

  /** Writes the next decision, which wants an order smaller; its sequence. */
  long amend(OrderIntent order, long quantity) {
    CancelTarget target =
        new CancelTarget(order.clientOrderId(), "sma", 0, order.side(), order.quantity());
    return decide(Outcome.AMEND, null, List.of(), List.of(target), quantity);
  }

  private long decide(Outcome outcome, OrderIntent order, List<String> cancels) {
    return decide(outcome, order, cancels, List.of(), 0);
  }

  private long decide(
      Outcome outcome,
      OrderIntent order,
      List<String> cancels,
      List<CancelTarget> targets,
      long quantity) {
    long sequence = ++decisions;
    Decision decision =
        new Decision(
            "main",
            sequence,
            0,
            sequence,
            START_MICROS,
            "sma",
            "sim:BTC/USD",
            SignalOrigin.STRATEGY,
            sequence,
            0,
            outcome,
            order,
            List.of(),
            new DecisionInputs(0, -1, 0, 0, 0, 0, 0, 0, 1, "v1"),
            List.of(),
            cancels,
            targets,
            quantity);
    byte[] value = Topics.DECISIONS.codec().encode(decision);
    producer.send(new ProducerRecord<>("decisions", "main", value));
    producer.flush();
    return sequence;
  }

  /** Writes an entry to the account's partition of the journal. */
  void write(JournalEntry entry) {
    byte[] value = Topics.JOURNAL.codec().encode(entry);
    int partition = Partitions.of("main", PARTITIONS);
    producer.send(new ProducerRecord<>("journal", partition, "test", value));
    producer.flush();
  }

  /** Writes a trade of the market as strategies see it. */
  void trade(Trade trade) {
    byte[] value = Topics.TRADES.codec().encode(trade);
    int partition = Partitions.of(trade.instrument(), PARTITIONS);
    producer.send(new ProducerRecord<>("market.trades", partition, trade.instrument(), value));
    producer.flush();
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /**
   * From the decision's hand-over to the producer to the request's arrival at the venue, sorted.
   */
  List<Long> latenciesMicros() {
    return exchange.ledger().orders().stream()
        .map(o -> o.request().receivedWallMicros() - decidedMicros.get(o.clientOrderId()))
        .sorted()
        .toList();
  }

  /** Everything in a topic. */
  List<RawRecord> read(String topic) {
    List<RawRecord> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<String, byte[]> in : consumer.poll(Duration.ofMillis(200))) {
          records.add(
              new RawRecord(
                  topic, in.partition(), in.offset(), in.timestamp(), in.key(), in.value()));
        }
      }
    }
    return records;
  }

  List<JournalEntry> journal() {
    RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
    List<JournalEntry> entries = new ArrayList<>();
    for (RawRecord record : read("journal")) {
      try {
        entries.add(codec.decode(record.value()));
      } catch (CodecException e) {
        throw new IllegalStateException(e);
      }
    }
    return entries;
  }

  /** How many times the balances were written. */
  int snapshots() {
    return (int) journal().stream().filter(AccountSnapshot.class::isInstance).count();
  }

  /** Orders of which the journal says that they can change no more. */
  Set<String> ended() {
    return reports(journal()).stream()
        .filter(ExecutionReport::last)
        .map(ExecutionReport::clientOrderId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<ExecutionReport> reports(List<JournalEntry> journal) {
    return journal.stream()
        .filter(ExecutionReport.class::isInstance)
        .map(ExecutionReport.class::cast)
        .toList();
  }

  /** An order at the venue. */
  Optional<OrderState> placed(String clientOrderId) {
    return exchange.ledger().orders().stream()
        .filter(order -> order.clientOrderId().equals(clientOrderId))
        .findFirst();
  }

  /** The codes of all alerts. */
  Set<String> alerts() {
    Set<String> codes = new TreeSet<>();
    RecordCodec<Alert> codec = Topics.ALERTS.codec();
    for (RawRecord record : read("alerts")) {
      try {
        codes.add(codec.decode(record.value()).code());
      } catch (CodecException e) {
        throw new IllegalStateException(e);
      }
    }
    return codes;
  }

  @Override
  public void close() throws IOException {
    producer.close();
    rest.close();
    userStream.close();
    exchange.close();
    broker.close();
  }
}
