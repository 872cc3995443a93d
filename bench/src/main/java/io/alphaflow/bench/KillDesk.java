package io.alphaflow.bench;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.TimeInForce;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Broker, simulated exchange and execution job, and the gate's side of the decisions topic. */
final class KillDesk implements AutoCloseable {

  private static final String ACCOUNT = "main";
  private static final int TRADES = 100_000;
  private static final long SECOND_MICROS = 1_000_000L;

  /** The market stays above 1,000. */
  private static final long LIMIT = Fixed8.of(500);

  /** Orders are placed faster than Binance allows; what a cancel costs is as there. */
  private static final VenueLimits LIMITS = new VenueLimits(6_000, 100_000, 10_000_000, 100_000);

  private final KafkaBroker broker;
  private final FlinkCluster cluster;
  private final SimulatedExchange exchange;
  private final KafkaProducer<String, byte[]> producer;
  private final JobID job;
  private long sequence;

  KillDesk(Path work) throws IOException {
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    Map<String, Integer> topics = new LinkedHashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), 1));
    broker.createTopics(topics);
    cluster = FlinkCluster.start(work.resolve("flink"), 1, 0, new Configuration());
    exchange = exchange();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    StreamExecutionEnvironment env = cluster.environment(new Configuration());
    env.setParallelism(1);
    ExecutionSinkJob.configure(env, config(work));
    exchange.play();
    job = cluster.submit(env);
    cluster.awaitRunning(job, Duration.ofSeconds(60));
  }

  private static SimulatedExchange exchange() {
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
            .withLimits(LIMITS)
            .withAccounts(
                SimAccount.hmac(ACCOUNT, "key", "secret", Map.of("USD", Fixed8.of(100_000_000)))),
        List.of(SyntheticTrades.recording("BTCUSD", TRADES, SECOND_MICROS)));
  }

  private DeskConfig config(Path work) throws IOException {
    Path key = Files.writeString(work.resolve("key"), "key");
    Path secret = Files.writeString(work.resolve("secret"), "secret");
    return DeskConfig.parse(
        "bench",
        """
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
                secret));
  }

  /** Approves limit orders that the market does not reach. */
  void approve(List<String> clientOrderIds) {
    for (String id : clientOrderIds) {
      send(
          Outcome.APPROVED,
          new OrderIntent(id, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, Fixed8.of(1), LIMIT),
          List.of());
    }
    producer.flush();
  }

  /**
   * Wants orders cancelled.
   *
   * @return wall time before the decision was handed to the producer, epoch µs
   */
  long cancel(List<String> clientOrderIds) throws ExecutionException, InterruptedException {
    long before = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    send(Outcome.CANCEL, null, clientOrderIds);
    producer.flush();
    return before;
  }

  private void send(Outcome outcome, OrderIntent order, List<String> cancels) {
    sequence++;
    Decision decision =
        new Decision(
            ACCOUNT,
            sequence,
            0,
            sequence,
            0,
            "bench",
            "sim:BTC/USD",
            SignalOrigin.STRATEGY,
            sequence,
            0,
            outcome,
            order,
            List.of(),
            new DecisionInputs(0, -1, 0, 0, 0, 0, 0, 0, 1, "bench"),
            List.of(),
            cancels);
    producer.send(
        new ProducerRecord<>(
            Topics.DECISIONS.name(), ACCOUNT, Topics.DECISIONS.codec().encode(decision)));
  }

  /** All orders that ever came to the venue. */
  List<OrderState> orders() {
    return exchange.ledger().orders();
  }

  @Override
  public void close() throws IOException {
    cluster.cancel(job);
    producer.close();
    exchange.close();
    cluster.close();
    broker.close();
  }
}
