package io.alphaflow.history.kafka;

import io.alphaflow.common.config.KafkaOptions;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of a partition that does not change any more, whatever is written behind it.
 *
 * @param topic full name of the topic
 * @param partition its partition
 * @param begin first offset
 * @param end offset behind the last record
 */
public record LogSlice(String topic, int partition, long begin, long end) implements Serializable {

  /**
   * How much earlier the clock that stamps records may go than the clocks of venues: a record of
   * the time wanted is not looked for before that.
   */
  private static final long CLOCK_SLACK_MILLIS = TimeUnit.HOURS.toMillis(1);

  /** As Kafka calls it. */
  public TopicPartition place() {
    return new TopicPartition(topic, partition);
  }

  /**
   * The slices of a topic that hold everything from a time on, up to its present end, in the order
   * of their partitions. Records are written when, or after, what they tell of has happened; so
   * those that Kafka stamped more than an hour before that time are left out unread.
   *
   * @param from epoch microseconds UTC; {@link Long#MIN_VALUE} for everything
   * @param offsets where to begin and to end otherwise
   * @throws IOException when there is no such topic, or its brokers do not answer
   */
  public static List<LogSlice> from(
      KafkaOptions kafka, String topic, long from, OffsetRange offsets) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer =
        LogReading.consumer(kafka.bootstrapServers(), kafka.clientProperties())) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions.isEmpty()) {
        throw new IOException("there is no topic " + topic + " at " + kafka.bootstrapServers());
      }
      List<TopicPartition> places =
          partitions.stream()
              .sorted(Comparator.comparing(PartitionInfo::partition))
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      Map<TopicPartition, Long> first = consumer.beginningOffsets(places);
      Map<TopicPartition, Long> last = consumer.endOffsets(places);
      Map<TopicPartition, Long> ofTime = ofTime(consumer, places, from, first, last);
      List<LogSlice> slices = new ArrayList<>();
      for (TopicPartition place : places) {
        long begin = offsets.begin(place.partition()).orElse(ofTime.get(place));
        long end = offsets.end(place.partition()).orElse(last.get(place));
        slices.add(
            new LogSlice(
                topic,
                place.partition(),
                Math.max(begin, first.get(place)),
                Math.min(end, last.get(place))));
      }
      return slices;
    } catch (KafkaException e) {
      throw new IOException(
          "the log cannot be read from " + kafka.bootstrapServers() + ": " + e.getMessage(), e);
    }
  }

  private static Map<TopicPartition, Long> ofTime(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> places,
      long from,
      Map<TopicPartition, Long> first,
      Map<TopicPartition, Long> last) {
    long millis = Math.floorDiv(from, 1_000L) - CLOCK_SLACK_MILLIS;
    if (from == Long.MIN_VALUE || millis <= 0) {
      return first;
    }
    Map<TopicPartition, Long> wanted = new HashMap<>();
    places.forEach(place -> wanted.put(place, millis));
    Map<TopicPartition, Long> offsets = new HashMap<>(last);
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(wanted).entrySet()) {
      if (found.getValue() != null) {
        offsets.put(found.getKey(), found.getValue().offset());
      }
    }
    return offsets;
  }
}
