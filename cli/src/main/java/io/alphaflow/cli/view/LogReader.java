package io.alphaflow.cli.view;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads logs from their beginning or from now on, without a consumer group. Used by one thread
 * only.
 */
public final class LogReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String prefix;
  private final List<TopicPartition> partitions;

  /** A reader of the given topics. */
  public LogReader(KafkaOptions kafka, List<Topic<?>> topics) {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("max.poll.records", "5000");
    // At the end of a log a fetch waits at the broker, and every later request behind it.
    properties.put("fetch.max.wait.ms", "20");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    prefix = kafka.topicPrefix();
    partitions = new ArrayList<>();
    for (Topic<?> topic : topics) {
      for (PartitionInfo info : consumer.partitionsFor(kafka.topic(topic))) {
        partitions.add(new TopicPartition(info.topic(), info.partition()));
      }
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * A reader of a topic from given offsets on; of a partition that has none, from its beginning.
   *
   * @throws UserError when the log has lost what stood there
   */
  public static LogReader from(KafkaOptions kafka, Topic<?> topic, Map<Integer, Long> offsets) {
    LogReader reader = new LogReader(kafka, List.of(topic));
    Map<TopicPartition, Long> begins = reader.consumer.beginningOffsets(reader.partitions);
    for (TopicPartition partition : reader.partitions) {
      long offset = offsets.getOrDefault(partition.partition(), -1L);
      if (offset >= 0 && offset < begins.get(partition)) {
        reader.close();
        throw new UserError(
            "%s begins at offset %d, and %d is needed"
                .formatted(partition, begins.get(partition), offset));
      }
      if (offset >= 0) {
        reader.consumer.seek(partition, offset);
      }
    }
    return reader;
  }

  /** A reader of what is written to the given topics from now on. */
  public static LogReader atEnd(KafkaOptions kafka, List<Topic<?>> topics) {
    LogReader reader = new LogReader(kafka, topics);
    reader.consumer.seekToEnd(reader.partitions);
    // To seek is lazy: the end would be that of the first poll.
    reader.partitions.forEach(reader.consumer::position);
    return reader;
  }

  /** Hands over what arrives within {@code wait}; in order within each partition. */
  public void poll(Duration wait, Consumer<RawRecord> handler) {
    for (ConsumerRecord<byte[], byte[]> in : consumer.poll(wait)) {
      handler.accept(raw(in, prefix));
    }
  }

  static RawRecord raw(ConsumerRecord<byte[], byte[]> in, String prefix) {
    byte[] key = in.key();
    return new RawRecord(
        in.topic().substring(prefix.length()),
        in.partition(),
        in.offset(),
        in.timestamp(),
        key == null ? "" : new String(key, StandardCharsets.UTF_8),
        in.value() == null ? new byte[0] : in.value());
  }

  /** Hands over everything up to the present end of the logs. */
  public void readToEnd(Consumer<RawRecord> handler) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(Duration.ofMillis(200), handler);
    }
  }

  /** Reads the given topics from beginning to present end. */
  public static void readAll(KafkaOptions kafka, Consumer<RawRecord> handler, Topic<?>... topics) {
    try (LogReader reader = new LogReader(kafka, Arrays.asList(topics))) {
      reader.readToEnd(handler);
    }
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
