package io.alphaflow.bench;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.execution.ExecutionSinkJob;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The part of a desk that orders go through last: a broker with its topics, the simulated exchange,
 * and the execution job between them, all in this process.
 */
final class VenueDesk implements AutoCloseable {

  /** The account. */
  static final String ACCOUNT = "main";

  /** What is traded. */
  static final String INSTRUMENT = "sim:BTC/USD";

  /** A price that the market, which stays above 1,000, does not reach. */
  static final long FAR_PRICE = Fixed8.of(500);

  private static final int TRADES = 100_000;
  private static final long SECOND_MICROS = 1_000_000L;
  private static final long LOOK_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaBroker broker;
  private final FlinkCluster cluster;
  private final SimulatedExchange exchange;
  private final KafkaProducer<String, byte[]> producer;
  private final Path configFile;
  private final DeskConfig config;
  private final List<JobID> jobs = new ArrayList<>();

  /**
   * Starts it, the execution job not yet.
   *
   * @param work an empty folder
   * @param risk the section {@code risk} of its configuration, as YAML that may be empty
   * @param limits of the exchange
   * @param slots tasks that run at once
   */
  VenueDesk(Path work, String risk, VenueLimits limits, int slots) throws IOException {
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    Map<String, Integer> topics = new LinkedHashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), 1));
    broker.createTopics(topics);
    cluster = FlinkCluster.start(work.resolve("flink"), slots, 0, new Configuration());
    exchange = exchange(limits);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "acks",
                "all",
                // As the gate's sink: without it Kafka waits for 5 ms for further records.
                "linger.ms",
                "0"),
            new StringSerializer(),
            new ByteArraySerializer());
    configFile = Files.writeString(work.resolve("desk.yaml"), yaml(work) + risk);
    config = DeskConfig.load(configFile);
    exchange.play();
  }

  private static SimulatedExchange exchange(VenueLimits limits) {
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
    return SimulatedExchange.start(
        SimulatorOptions.of(symbol)
            .withLimits(limits)
            .withAccounts(
                SimAccount.hmac(ACCOUNT, "key", "secret", Map.of("USD", Fixed8.of(100_000_000)))),
        List.of(SyntheticTrades.recording("BTCUSD", TRADES, SECOND_MICROS)));
  }

  private String yaml(Path work) throws IOException {
    Path key = Files.writeString(work.resolve("key"), "key");
    Path secret = Files.writeString(work.resolve("secret"), "secret");
    return """
        desk: bench
        kafka: {bootstrapServers: "%s", journalPartitions: 1}
        venue: {name: sim, restUrl: "%s", streamUrl: "%s", wsApiUrl: "%s", symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${file:%s}", secret: "${file:%s}"}]
        """
        .formatted(
            broker.bootstrapServers(),
            exchange.restUrl(),
            exchange.streamUrl(),
            exchange.wsApiUrl(),
            key,
            secret);
  }

  /** Adds a job to an environment. */
  interface Job {
    void configure(StreamExecutionEnvironment environment, DeskConfig config);
  }

  /** Starts the execution job and waits until it runs. */
  void startExecution() {
    start(new Configuration(), ExecutionSinkJob::configure);
  }

  /** Starts a job and waits until it runs. */
  void start(Configuration settings, Job job) {
    StreamExecutionEnvironment environment = cluster.environment(settings);
    environment.setParallelism(1);
    job.configure(environment, config);
    JobID id = cluster.submit(environment);
    jobs.add(id);
    cluster.awaitRunning(id, PATIENCE);
  }

  DeskConfig config() {
    return config;
  }

  /** The configuration as a file, for commands. */
  Path configFile() {
    return configFile;
  }

  /** Writes to the desk's topics. */
  KafkaProducer<String, byte[]> producer() {
    return producer;
  }

  /** All orders that ever came to the venue. */
  List<OrderState> orders() {
    return exchange.ledger().orders();
  }

  /** The wall clock, epoch microseconds UTC. */
  static long wallMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Waits for something that has to happen. */
  static void await(String what, Callable<Boolean> condition) throws Exception {
    long begin = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("waited in vain until " + what);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    jobs.forEach(cluster::cancel);
    producer.close();
    exchange.close();
    cluster.close();
    broker.close();
  }
}
