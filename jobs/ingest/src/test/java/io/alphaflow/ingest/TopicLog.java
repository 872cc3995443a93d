package io.alphaflow.ingest;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic's records as they stand in the log. */
public final class TopicLog<T> implements AutoCloseable {

  private final Topic<T> topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<List<T>> partitions = new ArrayList<>();

  /** From its beginning. */
  public TopicLog(String bootstrapServers, Topic<T> topic, int partitionCount) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "auto.offset.reset",
                "earliest",
                "fetch.max.wait.ms",
                "20"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int p = 0; p < partitionCount; p++) {
      partitions.add(new ArrayList<>());
      all.add(new TopicPartition(topic.name(), p));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Reads on until nothing comes for a moment; all records so far, by partition. */
  List<List<T>> read() throws CodecException {
    boolean more = true;
    while (more) {
      more = take();
    }
    return partitions;
  }

  /** Reads on to what is the end now, also when there is no rest; all records so far. */
  public List<List<T>> readToEnd() throws CodecException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      take();
    }
    return partitions;
  }

  private boolean take() throws CodecException {
    boolean some = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      partitions.get(record.partition()).add(topic.codec().decode(record.value()));
      some = true;
    }
    return some;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
