package io.alphaflow.bench;

import io.alphaflow.archive.ArchiveOptions;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.ArchiveTopology;
import io.alphaflow.archive.Edition;
import io.alphaflow.archive.StorageOptions;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.config.Secret;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The archive's graph from a full trade log to the trades table; it ends when all are there. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = "Kafka → trades → database through the archive job, in rows per second")
final class ArchiveBench implements Callable<Integer> {

  @Option(
      names = "--rows",
      defaultValue = "2000000",
      description = "Trades on the topic (default: ${DEFAULT-VALUE})")
  int rows;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Slots and connections of the job (default: ${DEFAULT-VALUE})")
  int parallelism;

  @Option(
      names = "--batch",
      defaultValue = "1000",
      description = "archive.batchSize (default: ${DEFAULT-VALUE})")
  int batch;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs into an empty table; the first warms up (default: ${DEFAULT-VALUE})")
  int runs;

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("archive-bench");
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0);
        LocalDatabase server =
            LocalDatabase.start(io.alphaflow.runtime.DatabaseOptions.in(work.resolve("database")));
        FlinkCluster cluster =
            FlinkCluster.start(work.resolve("flink"), parallelism, 0, new Configuration())) {
      Files.writeString(work.resolve("password"), server.password());
      DatabaseOptions database =
          new DatabaseOptions(
              server.jdbcUrl(),
              server.user(),
              new Secret("${file:" + work.resolve("password") + "}"));
      Edition edition = ArchiveSchema.migrate(database, StorageOptions.DEFAULTS);
      KafkaOptions kafka =
          new KafkaOptions(broker.bootstrapServers(), "", 1, parallelism, new Properties());
      broker.createTopics(
          Map.of(
              Topics.TRADES.name(),
              parallelism,
              Topics.DEAD_LETTERS.name(),
              1,
              Topics.ALERTS.name(),
              1));
      TradeLog.fill(kafka, rows, parallelism);
      ServerCpu cpu = new ServerCpu(work.resolve("database"));
      System.out.println(server.description());
      System.out.printf(
          Locale.ROOT,
          "%n| edition %s | rows | seconds | rows/s | CPU s of Kafka and Flink | CPU s of the database | rows/s and core |%n|---|---|---|---|---|---|---|%n",
          edition.text());
      for (int run = 1; run <= runs; run++) {
        run(database, "TRUNCATE trades");
        measure(cluster, kafka, database, cpu, run == 1 ? "1 (warm-up)" : Integer.toString(run));
      }
      measure(cluster, kafka, database, cpu, "the same rows again");
    }
    return 0;
  }

  private void measure(
      FlinkCluster cluster, KafkaOptions kafka, DatabaseOptions database, ServerCpu cpu, String run)
      throws SQLException, IOException {
    StreamExecutionEnvironment environment = cluster.environment(new Configuration());
    environment.setParallelism(parallelism);
    ArchiveTopology.build(
        environment,
        database,
        new ArchiveOptions(
            batch,
            Duration.ofMillis(200),
            Duration.ofSeconds(30),
            Duration.ZERO,
            StorageOptions.DEFAULTS),
        KafkaEndpoints.boundedSource(kafka, "bench", Topics.TRADES),
        KafkaEndpoints.sink(kafka, Topics.AUDIT),
        KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS),
        KafkaEndpoints.sink(kafka, Topics.ALERTS));
    ProcessMeter meter = new ProcessMeter(Map.of());
    meter.begin();
    double serverBefore = cpu.seconds();
    long began = System.nanoTime();
    JobID job = cluster.submit(environment);
    cluster.awaitEnd(job, Duration.ofMinutes(10));
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpuSeconds = meter.cpuSeconds();
    double serverSeconds = cpu.seconds() - serverBefore;
    long written = count(database);
    if (written != rows) {
      throw new IllegalStateException(written + " rows in the database, expected " + rows);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %.1f | %,.0f | %.1f | %.1f | %,.0f |%n",
        run,
        rows,
        seconds,
        rows / seconds,
        cpuSeconds,
        serverSeconds,
        rows / (cpuSeconds + serverSeconds));
  }

  private static void run(DatabaseOptions database, String sql) throws SQLException {
    try (Connection connection = ArchiveSchema.connect(database, database.admin());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(DatabaseOptions database) throws SQLException {
    try (Connection connection = ArchiveSchema.connect(database, database.admin());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM trades")) {
      row.next();
      return row.getLong(1);
    }
  }
}
