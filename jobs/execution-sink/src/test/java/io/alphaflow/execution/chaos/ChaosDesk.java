package io.alphaflow.execution.chaos;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.ExecutionSinkJob;
import io.alphaflow.execution.ExecutionTopology;
import io.alphaflow.risk.RiskJob;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.RiskTopology;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.VenueLimits;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** How the desk of a case and its venue are set up. */
final class ChaosDesk {

  static final List<String> ACCOUNTS = List.of("alpha", "beta");
  private static final int WEIGHT_PER_MINUTE = 1_000_000;
  private static final String SECRET = "secret-of-";

  private ChaosDesk() {}

  static SimulatedExchange exchange(ChaosCase which) {
    return SimulatedExchange.start(
        SimulatorOptions.of(ChaosCase.symbols().toArray(SymbolSpec[]::new))
            .withSpeed(ChaosCase.SPEED)
            .withLimits(VenueLimits.DEFAULT.withWeightPerMinute(WEIGHT_PER_MINUTE))
            .withAccounts(ACCOUNTS.stream().map(ChaosDesk::account).toArray(SimAccount[]::new)),
        which.recordings());
  }

  private static SimAccount account(String id) {
    return SimAccount.hmac(
        id,
        "key-of-" + id,
        SECRET + id,
        Map.of("USD", Fixed8.of(100_000), "BTC", Fixed8.of(100), "ETH", Fixed8.of(200)));
  }

  private static String prefix(ChaosCase which) {
    return "seed" + which.seed() + "-";
  }

  /** The topics of the case with their partitions. */
  static Map<String, Integer> topics(ChaosCase which) {
    Map<String, Integer> topics = new LinkedHashMap<>();
    DeskLogs.topics(which.partitions())
        .forEach((topic, partitions) -> topics.put(prefix(which) + topic.name(), partitions));
    return topics;
  }

  static DeskConfig config(
      ChaosCase which,
      String bootstrapServers,
      String restUrl,
      String wsApiUrl,
      PublicKey operator,
      Path folder)
      throws IOException {
    StringBuilder accounts = new StringBuilder();
    for (String id : ACCOUNTS) {
      Path secret = Files.writeString(folder.resolve(id + "-secret"), SECRET + id);
      Path key = Files.writeString(folder.resolve(id + "-key"), "key-of-" + id);
      accounts.append(
          "  - {id: %s, currency: USD, apiKey: \"${file:%s}\", secret: \"${file:%s}\"}\n"
              .formatted(id, key, secret));
    }
    return DeskConfig.parse(
        "test",
        """
        desk: chaos
        kafka: {bootstrapServers: "%s", topicPrefix: "%s", journalPartitions: %d}
        venue: {name: sim, restUrl: "%s", streamUrl: "ws://127.0.0.1:1", wsApiUrl: "%s",
                recvWindow: 1s, symbols: [%s]}
        accounts:
        %sexecution: %s
        risk:
          limits:
            default:
              {maxOrderValue: 50000, maxOrderQuantity: 1000, maxPosition: 2000,
               maxPositionValue: 2000000, maxDailyLoss: 100000, maxMarkAge: 600s,
               duplicateWindow: 1s, ordersPerStrategy: {burst: 1000, per: 60s},
               ordersPerAccount: {burst: 1000, per: 60s}, maxGrossExposure: 2000000,
               maxPositionShare: off, maxConcentration: off, maxMarkJump: off,
               maxDrawdownShare: off, maxLeverage: off, marketDataTimeout: off,
               executionTimeout: off}
          permissions: [{}]
          breakers:
            default: {orderVelocity: {count: 60, within: %ds},
                      rejectStorm: {count: 60, within: %ds},
                      repeatedExecution: off, losingStreak: off, priceShock: off}
          operators: [{person: %s, role: admin, publicKey: "%s"}]
        """
            .formatted(
                bootstrapServers,
                prefix(which),
                which.partitions(),
                restUrl,
                wsApiUrl,
                ChaosCase.symbols().stream()
                    .map(s -> s.base() + "/" + s.quote())
                    .collect(Collectors.joining(", ")),
                accounts,
                which.execution(),
                which.breaker(),
                which.breaker(),
                OrderFlow.PERSON,
                Base64.getEncoder().encodeToString(operator.getEncoded())));
  }

  /** The risk job as it is, but that what it writes can fail. */
  static void risk(StreamExecutionEnvironment env, DeskConfig config) {
    KafkaOptions kafka = config.kafka();
    RiskTopology.build(
        env,
        new RiskTopology.Endpoints(
            KafkaEndpoints.source(kafka, RiskJob.NAME, Topics.JOURNAL),
            new FailingSink<>(
                KafkaEndpoints.sink(kafka, Topics.DECISIONS), place(config, Blow.Job.RISK)),
            new DiscardingSink<>(),
            KafkaEndpoints.journalSink(kafka),
            KafkaEndpoints.sink(kafka, Topics.ALERTS),
            KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS)),
        RiskOptions.read(config));
  }

  /** The execution job as it is, but that what it writes can fail. */
  static void execution(StreamExecutionEnvironment env, DeskConfig config) {
    KafkaOptions kafka = config.kafka();
    ExecutionTopology.build(
        env,
        new ExecutionTopology.Endpoints(
            KafkaEndpoints.source(kafka, ExecutionSinkJob.NAME, Topics.DECISIONS),
            new FailingSink<>(KafkaEndpoints.journalSink(kafka), place(config, Blow.Job.EXECUTION)),
            KafkaEndpoints.sink(kafka, Topics.ALERTS),
            KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS)),
        ExecutionSinkJob.venue(config),
        ExecutionOptions.read(config));
  }

  /** Where a job of the desk writes, for {@link Failures}. */
  static String place(DeskConfig config, Blow.Job job) {
    return config.kafka().topicPrefix() + job;
  }
}
