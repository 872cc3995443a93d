package io.alphaflow.pnl;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.PnlSnapshot;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PnlIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path work;

  @Test
  void marksTheJournalToMarketAcrossARestartFromACheckpoint() throws Exception {
    try (KafkaBroker kafka = KafkaBroker.start(work.resolve("kafka"), 0);
        FlinkCluster flink = FlinkCluster.start(work.resolve("flink"), 2, 0, new Configuration())) {
      kafka.createTopics(
          Map.of(
              Topics.JOURNAL.name(), 2,
              Topics.PNL.name(), 1,
              Topics.ALERTS.name(), 1,
              Topics.DEAD_LETTERS.name(), 1));
      DeskConfig config = PnlOptionsTest.config(kafka.bootstrapServers(), "{markInterval: 60s}");
      List<JournalEntry> day = Journal.day();

      JobID first = submit(flink, config, null);
      write(kafka, day.subList(0, 5));
      read(kafka, 2);
      String checkpoint = flink.triggerCheckpoint(first);
      flink.cancel(first);
      submit(flink, config, checkpoint);
      // The whole day again: what the first run has read must give nothing.
      write(kafka, day);
      List<PnlSnapshot> snapshots = read(kafka, 5);

      assertThat(snapshots).extracting(PnlSnapshot::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(snapshots)
          .extracting(PnlSnapshot::cause)
          .containsExactly("OPEN", "FILL", "MARK", "FILL", "MARK");
    }
  }

  private static JobID submit(FlinkCluster flink, DeskConfig config, String checkpoint) {
    StreamExecutionEnvironment env = flink.environment(new Configuration());
    env.setParallelism(1);
    PnlJob.configure(env, config);
    JobID job = checkpoint == null ? flink.submit(env) : flink.submit(env, checkpoint);
    flink.awaitRunning(job, PATIENCE);
    return job;
  }

  private static void write(KafkaBroker kafka, List<JournalEntry> entries) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (JournalEntry entry : entries) {
        LogWrite write = LogWrite.toAccount("main", entry, 2);
        producer.send(
            new ProducerRecord<>(Topics.JOURNAL.name(), write.partition(), null, write.value()));
      }
    }
  }

  /** Reads the P&amp;L log from its beginning until it holds {@code count} snapshots. */
  private static List<PnlSnapshot> read(KafkaBroker kafka, int count) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("group.id", "test-" + System.nanoTime());
    properties.put("auto.offset.reset", "earliest");
    RecordCodec<PnlSnapshot> codec = Topics.PNL.codec();
    List<PnlSnapshot> snapshots = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.PNL.name()));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (snapshots.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          snapshots.add(codec.decode(record.value()));
        }
      }
    }
    return snapshots;
  }
}
