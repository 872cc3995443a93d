package io.alphaflow.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.archive.ArchiveJob;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.doctor.DoctorCommand;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.runtime.LocalDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DbCommandIT {

  @TempDir Path folder;

  @Test
  void migratesGrantsPrunesAndTellsHowFarBehindTheArchiveIs() throws Exception {
    try (KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"), 0);
        LocalDatabase database =
            LocalDatabase.start(
                DatabaseOptions.in(folder.resolve("database"))
                    .withPreference(Preference.EMBEDDED))) {
      Map<String, Integer> topics = new HashMap<>();
      Topics.ALL.forEach(topic -> topics.put(topic.name(), 1));
      kafka.createTopics(topics);
      Path config = config(kafka, database);

      CommandRun before = run("status", config, "--json");
      assertThat(before.code()).isEqualTo(1);
      assertThat(json(before).path("pending").get(0).asText()).isEqualTo("V1");

      assertThat(doctor(config))
          .contains("OK topics", "OK journal", "OK database", "FAIL schema", "FAIL flink")
          .contains("FAIL venue key main");

      assertThat(run("migrate", config).out()).contains("Done: V1, ").contains("edition: none");
      assertThat(run("migrate", config).out()).contains("up to date");
      assertThat(run("roles", config).out()).contains("writer adds rows and nothing else");
      try (Connection connection =
              DriverManager.getConnection(database.jdbcUrl(), "writer", "secret");
          Statement sql = connection.createStatement()) {
        sql.execute(
            "INSERT INTO trades SELECT 'sim', 'BTC/USD', now() - i * interval '1 day', i, 1, 1,"
                + " true, now() FROM generate_series(1, 20) AS i");
      }
      assertThat(run("prune", config).out())
          .isEqualToIgnoringNewLines("trades         11 rows removed");

      behind(kafka.bootstrapServers());
      CommandRun after = run("status", config, "--json");
      assertThat(after.text()).contains("\"pending\":[]");
      assertThat(after.code()).isZero();
      assertThat(json(after).path("recordsBehind").path("pnl").asLong()).isEqualTo(3);
      assertThat(json(after).path("recordsBehind").path("alerts").asLong()).isEqualTo(2);
      assertThat(json(after).path("tables").path("trades").path("bytes").asLong()).isPositive();
      assertThat(run("status", config).out()).contains("Missing     nothing").contains("pnl");
      assertThat(doctor(config)).contains("OK schema");
    }
  }

  /** Five records of P&L of which two are in the database, and two alerts of which none is. */
  private static void behind(String servers) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", servers);
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        Admin admin = Admin.create(properties)) {
      for (int i = 0; i < 5; i++) {
        producer.send(new ProducerRecord<>("pnl", new byte[] {1})).get();
      }
      producer.send(new ProducerRecord<>("alerts", new byte[] {1})).get();
      producer.send(new ProducerRecord<>("alerts", new byte[] {1})).get();
      admin
          .alterConsumerGroupOffsets(
              ArchiveJob.NAME, Map.of(new TopicPartition("pnl", 0), new OffsetAndMetadata(2)))
          .all()
          .get();
    }
  }

  private static JsonNode json(CommandRun run) throws Exception {
    return new ObjectMapper().readTree(run.out());
  }

  private static CommandRun run(String command, Path config, String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = command;
    arguments[1] = "--config";
    arguments[2] = config.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return CommandRun.of(new DbCommand(), arguments);
  }

  /** Status and name of what the doctor found. */
  private static List<String> doctor(Path config) throws Exception {
    CommandRun run =
        CommandRun.of(
            new DoctorCommand(),
            "--json",
            "--config",
            config.toString(),
            "--flink",
            "http://127.0.0.1:9");
    assertThat(run.code()).isEqualTo(1);
    List<String> found = new ArrayList<>();
    for (JsonNode finding : json(run).path("findings")) {
      found.add(finding.path("status").asText() + " " + finding.path("what").asText());
    }
    return found;
  }

  private Path config(KafkaBroker kafka, LocalDatabase database) throws Exception {
    Path admin = Files.writeString(folder.resolve("admin"), database.password());
    Path others = Files.writeString(folder.resolve("others"), "secret");
    return Files.writeString(
        folder.resolve("desk.yaml"),
        """
        desk: test
        kafka: {bootstrapServers: "%s", journalPartitions: 1}
        venue: {name: sim, restUrl: x, streamUrl: x, wsApiUrl: x, symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:NONE}", secret: "${env:NONE}"}]
        database:
          jdbcUrl: "%s"
          user: writer
          password: "${file:%s}"
          admin: {user: "%s", password: "${file:%s}"}
          reader: {user: reader, password: "${file:%s}"}
        archive: {retention: {trades: 10d}}
        """
            .formatted(
                kafka.bootstrapServers(),
                database.jdbcUrl(),
                others,
                database.user(),
                admin,
                others));
  }
}
