package io.alphaflow.cli.savepoint;

import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.cli.local.DeskJobs;
import io.alphaflow.cli.local.DeskTopics;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.simulator.SimAccount;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * All jobs of a desk on a real broker, a real Flink and the simulated exchange: what stored
 * savepoints are taken from, and started from again.
 *
 * @param config what the jobs run with
 * @param exchange paused
 * @param jobs not started
 */
record SavedDesk(
    DeskConfig config,
    SimulatedExchange exchange,
    KafkaBroker broker,
    FlinkCluster cluster,
    DeskJobs jobs)
    implements AutoCloseable {

  /** Market seconds for each wall second. */
  private static final double SPEED = 300;

  private static final int SLOTS = 6;

  /**
   * Starts everything but the jobs.
   *
   * @param folder for what they write
   * @param yaml the configuration, with words to be filled in
   * @param database password of the database that the configuration names
   */
  static SavedDesk start(Path folder, String yaml, String database) throws Exception {
    Path secrets = folder.resolve("secrets");
    for (String account : new String[] {"main", "swing"}) {
      OperatorKeys.writePrivately(secrets.resolve(account + "-key"), key(account));
      OperatorKeys.writePrivately(secrets.resolve(account + "-secret"), secret(account));
    }
    OperatorKeys.writePrivately(secrets.resolve("database-password"), database);
    SimulatedExchange exchange =
        SimulatedExchange.start(
            SimulatorOptions.of(SavedMarket.BTC, SavedMarket.ETH)
                .withSpeed(SPEED)
                .withAccounts(account("main"), account("swing")),
            SavedMarket.recordings());
    KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    FlinkCluster cluster = FlinkCluster.start(folder.resolve("flink"), SLOTS, 0, settings());
    DeskConfig config = config(folder, yaml, broker.bootstrapServers(), exchange);
    broker.createTopics(DeskTopics.partitions(config.kafka()));
    return new SavedDesk(config, exchange, broker, cluster, new DeskJobs(cluster, config));
  }

  private static Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    // A savepoint is one file then, which is also complete under another path.
    settings.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    return settings;
  }

  private static SimAccount account(String name) {
    return SimAccount.hmac(
        name,
        key(name),
        secret(name),
        Map.of("USD", Fixed8.of(20_000), "BTC", Fixed8.of(2), "ETH", Fixed8.of(20)));
  }

  private static String key(String account) {
    return account + "-key";
  }

  private static String secret(String account) {
    return account + "-secret";
  }

  private static DeskConfig config(
      Path folder, String yaml, String kafka, SimulatedExchange exchange) throws Exception {
    Path file = folder.resolve("desk.yaml");
    Files.writeString(
        file,
        yaml.replace("@KAFKA@", kafka)
            .replace("@REST@", exchange.restUrl())
            .replace("@STREAMS@", exchange.streamUrl())
            .replace("@WS_API@", exchange.wsApiUrl())
            .replace("@SECRETS@", folder.resolve("secrets").toString()));
    return DeskConfig.load(file);
  }

  @Override
  public void close() {
    cluster.close();
    broker.close();
    exchange.close();
  }
}
