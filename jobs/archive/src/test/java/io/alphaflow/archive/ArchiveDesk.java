package io.alphaflow.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.Samples.Sample;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka, Flink and a database for a test of the job, with as many desks' logs as it wants. */
final class ArchiveDesk implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path work;
  private final KafkaBroker kafka;
  private final FlinkCluster flink;
  private final KafkaProducer<byte[], byte[]> producer;
  private ArchiveDatabase database;

  private ArchiveDesk(Path work, KafkaBroker kafka, FlinkCluster flink, ArchiveDatabase database) {
    this.work = work;
    this.kafka = kafka;
    this.flink = flink;
    this.database = database;
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static ArchiveDesk start(Path work) throws Exception {
    KafkaBroker kafka = KafkaBroker.start(work.resolve("kafka"), 0);
    Configuration settings = new Configuration();
    // A restart may go back to a checkpoint before the last.
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 1_000);
    FlinkCluster flink = FlinkCluster.start(work.resolve("flink"), 4, 0, settings);
    ArchiveDatabase database =
        ArchiveDatabase.migrated(work.resolve("database"), Preference.EMBEDDED);
    return new ArchiveDesk(work, kafka, flink, database);
  }

  ArchiveDatabase database() {
    return database;
  }

  FlinkCluster flink() {
    return flink;
  }

  /** The topics of a desk; their names begin with the prefix. */
  ArchiveDesk withTopics(String prefix) {
    Map<String, Integer> partitions = new HashMap<>();
    Topics.ALL.forEach(topic -> partitions.put(prefix + topic.name(), 2));
    kafka.createTopics(partitions);
    return this;
  }

  /** Starts the database again, where it was. */
  void startDatabase() throws IOException {
    int port = database.port();
    database.close();
    database = ArchiveDatabase.start(work.resolve("database"), Preference.EMBEDDED, port);
  }

  /** Submits a job and waits until it runs; checkpoint null: from the beginning. */
  JobID submit(
      String name,
      BiConsumer<StreamExecutionEnvironment, DeskConfig> job,
      DeskConfig config,
      String checkpoint) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.NAME, name);
    StreamExecutionEnvironment env = flink.environment(settings);
    env.setParallelism(2);
    job.accept(env, config);
    JobID id = checkpoint == null ? flink.submit(env) : flink.submit(env, checkpoint);
    flink.awaitRunning(id, PATIENCE);
    return id;
  }

  DeskConfig config(String prefix, String archive) {
    return DeskConfig.parse(
        "test",
        """
        desk: test
        kafka: {bootstrapServers: "%s", topicPrefix: "%s"}
        venue: {name: sim, restUrl: x, streamUrl: x, wsApiUrl: x, symbols: [BTC/USD]}
        accounts:
          - {id: main, currency: USD, apiKey: "${env:NONE}", secret: "${env:NONE}"}
        database: {jdbcUrl: "%s", user: "%s", password: "%s"}
        archive: %s
        """
            .formatted(
                kafka.bootstrapServers(),
                prefix,
                database.options().jdbcUrl(),
                database.options().user(),
                database.options().password().reference(),
                archive));
  }

  /** Writes records and waits until the broker has them. */
  void write(String prefix, List<Sample> samples) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (Sample sample : samples) {
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  prefix + sample.topic(), sample.partition(), null, sample.value())));
    }
    for (Future<?> one : sent) {
      one.get();
    }
  }

  void await(String table, long rows) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (database.count(table) < rows && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(database.count(table)).as(table).isEqualTo(rows);
  }

  void awaitMore(String table, long least) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (database.count(table) < least && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(database.count(table)).as(table).isGreaterThanOrEqualTo(least);
  }

  /** Waits until the database holds what is expected and nothing else. */
  void awaitContents(Map<String, String> expected) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!database.contents().equals(expected) && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    assertThat(database.contents()).isEqualTo(expected);
  }

  /** The contents when they have not changed for three seconds. */
  Map<String, String> settledContents() throws SQLException, InterruptedException {
    Map<String, String> before;
    Map<String, String> contents = database.contents();
    do {
      Thread.sleep(3_000);
      before = contents;
      contents = database.contents();
    } while (!contents.equals(before));
    return contents;
  }

  @Override
  public void close() {
    producer.close();
    flink.close();
    database.close();
    kafka.close();
  }
}
