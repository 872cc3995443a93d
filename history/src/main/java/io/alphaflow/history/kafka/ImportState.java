package io.alphaflow.history.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What imports know of themselves, on a compacted topic of its own: progress of files, marks of
 * series, and up to where the partitions of the logs are known. Written in the same transaction as
 * the records it speaks of.
 */
final class ImportState {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "file|";
  private static final String MARK = "mark|";
  private static final String REACHED = "reached|";

  private final String topic;
  private final Map<String, Progress> files = new HashMap<>();
  private final Map<String, Mark> marks = new HashMap<>();
  private final Map<String, Reached> reached = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();

  private ImportState(String topic) {
    this.topic = topic;
  }

  /** Reads the topic to its end. */
  static ImportState read(KafkaConsumer<byte[], byte[]> consumer, String topic) throws IOException {
    ImportState state = new ImportState(topic);
    LogReading.toEnd(consumer, new TopicPartition(topic, 0), 0, state::restore);
    return state;
  }

  private void restore(ConsumerRecord<byte[], byte[]> in) throws IOException {
    String key = new String(in.key(), StandardCharsets.UTF_8);
    if (key.startsWith(FILE)) {
      files.put(key, JSON.readValue(in.value(), Progress.class));
    } else if (key.startsWith(MARK)) {
      marks.put(key, JSON.readValue(in.value(), Mark.class));
    } else if (key.startsWith(REACHED)) {
      reached.put(key, JSON.readValue(in.value(), Reached.class));
    }
  }

  Progress progress(String file) {
    return files.getOrDefault(FILE + file, Progress.NONE);
  }

  void progress(String file, Progress progress) {
    files.put(FILE + file, progress);
    changed.add(FILE + file);
  }

  /** Null when nothing of the series is on the log. */
  Mark mark(Series series) {
    return marks.get(MARK + series.key());
  }

  void mark(Series series, Mark mark) {
    if (!mark.equals(marks.put(MARK + series.key(), mark))) {
      changed.add(MARK + series.key());
    }
  }

  /** How far a partition is known. */
  Reached reached(String topicAndId, int partition) {
    return reached.getOrDefault(REACHED + topicAndId + "|" + partition, Reached.NOTHING);
  }

  void reached(String topicAndId, int partition, Reached value) {
    String key = REACHED + topicAndId + "|" + partition;
    reached.put(key, value);
    changed.add(key);
  }

  /** Sends what has changed since the last time. */
  void flush(KafkaProducer<byte[], byte[]> producer) {
    for (String key : changed) {
      Object value =
          key.startsWith(FILE)
              ? files.get(key)
              : key.startsWith(MARK) ? marks.get(key) : reached.get(key);
      try {
        producer.send(
            new ProducerRecord<>(
                topic, 0, key.getBytes(StandardCharsets.UTF_8), JSON.writeValueAsBytes(value)));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("cannot write " + value, e);
      }
    }
    changed.clear();
  }
}
