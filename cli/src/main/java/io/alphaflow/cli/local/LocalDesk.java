package io.alphaflow.cli.local;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.view.DeskMonitor;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * A whole desk on this machine: simulated exchange, Kafka, database, Flink and the jobs.
 *
 * @param config what the jobs run with
 * @param exchange the simulated exchange, not yet playing
 * @param database the database
 * @param cluster the Flink cluster
 * @param jobs the running jobs
 * @param monitor follows the logs
 * @param archive asks the database
 */
public record LocalDesk(
    DeskConfig config,
    SimExchange exchange,
    LocalDatabase database,
    FlinkCluster cluster,
    DeskJobs jobs,
    DeskMonitor monitor,
    Archive archive) {

  private static final int SLOTS = 8;
  private static final long OPENING_PATIENCE_NANOS = 60_000_000_000L;

  /** Starts everything; what was started is closed by {@code shutdown}, also after a failure. */
  public static LocalDesk start(LocalDeskOptions options, StartUp startUp, Shutdown shutdown)
      throws Exception {
    DeskFolder folder = options.folder();
    shutdown.add(FolderClaim.claim(folder));
    DeskFiles files = new DeskFiles(folder);
    SimExchange exchange =
        shutdown.add(
            startUp.part(
                "Exchange", () -> SimExchange.start(options, files), SimExchange::description));
    KafkaBroker kafka =
        shutdown.add(
            startUp.part(
                "Kafka",
                () -> KafkaBroker.start(folder.kafka(), 0),
                broker -> broker.bootstrapServers() + " (KRaft, in this process)"));
    LocalDatabase database =
        shutdown.add(
            startUp.part(
                "Database",
                () -> LocalDatabase.start(options.database()),
                LocalDatabase::description));
    startUp.part(
        "Schema",
        () -> ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password()),
        edition -> "TimescaleDB edition: " + edition);
    DeskConfig config = files.write(options, kafka.bootstrapServers(), exchange, database);
    ConfigCheck.check(config);
    kafka.createTopics(DeskTopics.partitions(config.kafka()));
    FlinkCluster cluster =
        shutdown.add(
            startUp.part(
                "Flink",
                () ->
                    FlinkCluster.start(
                        folder.flink(), SLOTS, freePort(options.uiPort()), flinkSettings()),
                FlinkCluster::webUrl));
    DeskJobs jobs =
        startUp.part(
            "Jobs", () -> new DeskJobs(cluster, config).start(), j -> String.join(", ", j.names()));
    shutdown.add(jobs::stop);
    DeskMonitor monitor = shutdown.add(new DeskMonitor(config.kafka()));
    Archive archive = shutdown.add(Archive.connect(database));
    LocalDesk desk = new LocalDesk(config, exchange, database, cluster, jobs, monitor, archive);
    desk.awaitOpening(shutdown);
    return desk;
  }

  /** Trades must not begin before the gate knows the balances: until then it approves nothing. */
  private void awaitOpening(Shutdown shutdown) throws InterruptedException {
    long deadline = System.nanoTime() + OPENING_PATIENCE_NANOS;
    while (!monitor.snapshot().accountOpen() && !shutdown.requested()) {
      jobs.check();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the account's balances did not reach the journal within 60 s");
      }
      Thread.sleep(20);
    }
  }

  private static Configuration flinkSettings() {
    String folder = System.getProperty("alphaflow.flink-conf");
    Configuration settings =
        folder == null ? new Configuration() : GlobalConfiguration.loadConfiguration(folder);
    String port = System.getProperty("alphaflow.metrics-port", "");
    if (!port.isEmpty()) {
      settings.addAll(MetricsPort.settings(port));
    }
    return settings;
  }

  private static int freePort(int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }
}
