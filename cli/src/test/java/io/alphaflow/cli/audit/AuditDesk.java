package io.alphaflow.cli.audit;

import io.alphaflow.archive.ArchiveJob;
import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Kafka, a database and the archive job, with the logs of {@link AuditDay} in them. */
final class AuditDesk implements AutoCloseable {

  private static final Map<String, String> ROLES =
      Map.of("ann", "trader", "bob", "risk", "carol", "risk");

  private final Path work;
  private final KafkaBroker kafka;
  private final LocalDatabase database;

  private AuditDesk(Path work, KafkaBroker kafka, LocalDatabase database) {
    this.work = work;
    this.kafka = kafka;
    this.database = database;
  }

  /** Starts it, and waits until the archive has all and has ended. */
  static AuditDesk start(Path work) throws Exception {
    KafkaBroker kafka = KafkaBroker.start(work.resolve("kafka"), 0);
    Map<String, Integer> topics = new HashMap<>();
    Topics.ALL.forEach(topic -> topics.put(topic.name(), 2));
    kafka.createTopics(topics);
    LocalDatabase database =
        LocalDatabase.start(
            DatabaseOptions.in(work.resolve("database")).withPreference(Preference.EMBEDDED));
    AuditDesk desk = new AuditDesk(work, kafka, database);
    ArchiveSchema.migrate(database.jdbcUrl(), database.user(), database.password());
    Files.writeString(work.resolve("password"), database.password());
    Files.writeString(desk.configFile(), desk.yaml("10000"));
    AuditDay.write(desk.config(), desk.keys());
    desk.archive();
    return desk;
  }

  private void archive() throws Exception {
    try (FlinkCluster flink =
        FlinkCluster.start(work.resolve("flink"), 2, 0, new Configuration())) {
      StreamExecutionEnvironment env = flink.environment(new Configuration());
      env.setParallelism(2);
      ArchiveJob.configure(env, config());
      JobID job = flink.submit(env);
      flink.awaitRunning(job, Duration.ofSeconds(60));
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (number("SELECT count(*) FROM audit") < AuditDay.AUDITED
          && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      // The heads go out with a checkpoint.
      flink.triggerCheckpoint(job);
      flink.cancel(job);
    }
  }

  /** A configuration whose orders have a highest value. */
  String yaml(String maxOrderValue) throws IOException {
    StringBuilder operators = new StringBuilder();
    for (Map.Entry<String, String> person : ROLES.entrySet()) {
      Path key = key(person.getKey());
      Path publicKey = key.resolveSibling(person.getKey() + ".pub");
      if (!Files.exists(publicKey)) {
        Files.createDirectories(key.getParent());
        Files.writeString(publicKey, OperatorKeys.create(key));
      }
      operators.append(
          "    - {person: %s, role: %s, publicKey: \"%s\"}\n"
              .formatted(person.getKey(), person.getValue(), Files.readString(publicKey)));
    }
    return """
        desk: test
        kafka: {bootstrapServers: "%s", journalPartitions: 2, marketPartitions: 2}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
                symbols: [BTC/USD]}
        accounts:
          - {id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}
        database: {jdbcUrl: "%s", user: "%s", password: "${file:%s}"}
        risk:
          limits:
            default: {maxOrderValue: %s, maxOrderQuantity: 5, maxPosition: 10, maxPositionValue: 50000,
              maxPositionShare: off, maxConcentration: off, maxGrossExposure: 50000, maxDailyLoss: 2000,
              maxMarkAge: 60s}
          permissions: [{}]
          operators:
        %s"""
        .formatted(
            kafka.bootstrapServers(),
            database.jdbcUrl(),
            database.user(),
            work.resolve("password"),
            maxOrderValue,
            operators);
  }

  private Path configFile() {
    return work.resolve("desk.yaml");
  }

  Path key(String person) {
    return work.resolve("keys").resolve(person + ".pem");
  }

  private Map<String, PrivateKey> keys() throws IOException {
    Map<String, PrivateKey> keys = new LinkedHashMap<>();
    for (String person : ROLES.keySet()) {
      keys.put(person, OperatorKeys.readPrivate(key(person)));
    }
    return keys;
  }

  DeskConfig config() {
    return DeskConfig.load(configFile());
  }

  /** Runs a part of {@code alphaflow audit} on this desk. */
  CommandRun run(Object command, String... arguments) {
    return run(configFile(), command, arguments);
  }

  /** The same with another configuration. */
  CommandRun run(Path config, Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return CommandRun.of(command, all.toArray(String[]::new));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** As the owner of the tables can. */
  void tamper(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER TABLE audit DISABLE TRIGGER USER; %s; ALTER TABLE audit ENABLE TRIGGER USER"
              .formatted(sql));
    }
  }

  @Override
  public void close() {
    database.close();
    kafka.close();
  }
}
