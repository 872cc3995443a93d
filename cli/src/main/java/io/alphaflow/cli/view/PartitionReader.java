package io.alphaflow.cli.view;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.history.kafka.LogReading;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a part of one partition, window by window, until there is enough: a long log does not
 * matter to what stands at its end, or early behind a known offset. The records of a window come in
 * their order. Used by one thread only.
 */
public final class PartitionReader implements AutoCloseable {

  private static final long FIRST_WINDOW = 500;
  private static final long LARGEST_WINDOW = 100_000;

  /** Records that are looked at backwards. */
  private static final long FAR = 1_000_000;

  private final KafkaOptions kafka;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** A reader of any topics. */
  public PartitionReader(KafkaOptions kafka) {
    this.kafka = kafka;
    this.consumer = LogReading.consumer(kafka.bootstrapServers(), kafka.clientProperties());
  }

  /** How many partitions a topic has. */
  public int partitions(Topic<?> topic) {
    return consumer.partitionsFor(kafka.topic(topic)).size();
  }

  /** The first offset that is there. */
  public long begin(Topic<?> topic, int partition) {
    TopicPartition place = place(topic, partition);
    return consumer.beginningOffsets(List.of(place)).get(place);
  }

  /** The offset behind the last record. */
  public long end(Topic<?> topic, int partition) {
    TopicPartition place = place(topic, partition);
    return consumer.endOffsets(List.of(place)).get(place);
  }

  private TopicPartition place(Topic<?> topic, int partition) {
    return new TopicPartition(kafka.topic(topic), partition);
  }

  /**
   * Hands over windows from the end on backwards, at most {@value #FAR} records.
   *
   * @param enough asked between two windows
   */
  public void backwards(
      Topic<?> topic, int partition, Consumer<RawRecord> handler, BooleanSupplier enough)
      throws IOException {
    long end = end(topic, partition);
    long begin = Math.max(begin(topic, partition), end - FAR);
    for (long window = FIRST_WINDOW; end > begin && !enough.getAsBoolean(); window *= 2) {
      long from = Math.max(begin, end - window);
      between(topic, partition, from, end, handler);
      end = from;
    }
  }

  /**
   * Hands over windows from an offset on to the present end.
   *
   * @param enough asked between two windows
   */
  public void forwards(
      Topic<?> topic, int partition, long from, Consumer<RawRecord> handler, BooleanSupplier enough)
      throws IOException {
    long end = end(topic, partition);
    long at = Math.max(from, begin(topic, partition));
    long window = FIRST_WINDOW;
    while (at < end && !enough.getAsBoolean()) {
      long to = Math.min(end, at + window);
      between(topic, partition, at, to, handler);
      at = to;
      window = Math.min(LARGEST_WINDOW, window * 2);
    }
  }

  /** Hands over the records from an offset on to another one, which is not among them. */
  public void between(
      Topic<?> topic, int partition, long from, long end, Consumer<RawRecord> handler)
      throws IOException {
    LogReading.between(
        consumer,
        place(topic, partition),
        from,
        end,
        in -> handler.accept(LogReader.raw(in, kafka.topicPrefix())));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
