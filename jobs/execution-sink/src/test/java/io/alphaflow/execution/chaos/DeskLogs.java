package io.alphaflow.execution.chaos;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a desk has written, as it stands in its logs. */
final class DeskLogs implements AutoCloseable {

  /** The topics that the risk and the execution job need, with their partitions. */
  static Map<Topic<?>, Integer> topics(int journalPartitions) {
    Map<Topic<?>, Integer> topics = new LinkedHashMap<>();
    topics.put(Topics.JOURNAL, journalPartitions);
    topics.put(Topics.DECISIONS, journalPartitions);
    topics.put(Topics.ALERTS, 1);
    topics.put(Topics.DEAD_LETTERS, 1);
    return topics;
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, List<RawRecord>> records = new LinkedHashMap<>();
  private final int prefix;

  DeskLogs(KafkaOptions kafka) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "fetch.max.wait.ms", "20"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    prefix = kafka.topicPrefix().length();
    List<TopicPartition> all = new ArrayList<>();
    topics(kafka.journalPartitions())
        .forEach(
            (topic, partitions) -> {
              records.put(topic.name(), new ArrayList<>());
              for (int p = 0; p < partitions; p++) {
                all.add(new TopicPartition(kafka.topic(topic), p));
              }
            });
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Reads on to what is the end now. */
  void readToEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> in : consumer.poll(Duration.ofMillis(100))) {
        String topic = in.topic().substring(prefix);
        String key = in.key() == null ? "" : new String(in.key(), StandardCharsets.UTF_8);
        RawRecord record =
            new RawRecord(topic, in.partition(), in.offset(), in.timestamp(), key, in.value());
        records.get(topic).add(record);
      }
    }
  }

  /** All that was read of a topic, each partition in order. */
  List<RawRecord> of(Topic<?> topic) {
    return List.copyOf(records.get(topic.name()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
