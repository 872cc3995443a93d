package io.alphaflow.risk;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the journal and reads whole topics. */
final class KafkaLogs implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Object> consumer;
  private final String prefix;

  KafkaLogs(String bootstrapServers) {
    this(bootstrapServers, "");
  }

  /** Of topics whose names begin with {@code prefix}. */
  KafkaLogs(String bootstrapServers, String prefix) {
    this.prefix = prefix;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "auto.offset.reset",
            "earliest",
            "fetch.max.wait.ms",
            "20");
  }

  void write(int partition, JournalEntry entry) {
    write(partition, JournalFixture.bytes(entry));
  }

  void write(int partition, byte[] entry) {
    String journal = prefix + Topics.JOURNAL.name();
    try {
      producer.send(new ProducerRecord<>(journal, partition, null, entry)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything that the topic holds now, each partition in order. */
  List<RawRecord> read(Topic<?> topic) {
    List<RawRecord> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(prefix + topic.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      reader.assign(partitions);
      Map<TopicPartition, Long> end = reader.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> reader.position(p) < end.get(p))) {
        for (ConsumerRecord<byte[], byte[]> in : reader.poll(Duration.ofMillis(100))) {
          records.add(
              new RawRecord(
                  topic.name(), in.partition(), in.offset(), in.timestamp(), "", in.value()));
        }
      }
    }
    return records;
  }

  @Override
  public void close() {
    producer.close();
  }
}
