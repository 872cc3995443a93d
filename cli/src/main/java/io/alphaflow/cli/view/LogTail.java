package io.alphaflow.cli.view;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.history.kafka.LogReading;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads logs from their end, so that a long log does not matter. Used by one thread only.
 *
 * <p>A partition is read window by window, the last one first and each twice as long as the one
 * before; the records of a window come in their order.
 */
public final class LogTail implements AutoCloseable {

  private static final int FIRST_WINDOW = 500;

  /** Records that are looked at in one partition. */
  private static final long FAR = 1_000_000;

  private final KafkaOptions kafka;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** A reader of any topics. */
  public LogTail(KafkaOptions kafka) {
    this.kafka = kafka;
    this.consumer = LogReading.consumer(kafka.bootstrapServers(), kafka.clientProperties());
  }

  /**
   * Hands over records of a partition until there are enough or none are left.
   *
   * @param enough asked between two windows
   */
  public void read(
      Topic<?> topic, int partition, LogReading.Handler handler, BooleanSupplier enough)
      throws IOException {
    TopicPartition place = new TopicPartition(kafka.topic(topic), partition);
    List<TopicPartition> one = List.of(place);
    long end = consumer.endOffsets(one).get(place);
    long begin = Math.max(consumer.beginningOffsets(one).get(place), end - FAR);
    for (long window = FIRST_WINDOW; end > begin && !enough.getAsBoolean(); window *= 2) {
      long from = Math.max(begin, end - window);
      LogReading.between(consumer, place, from, end, handler);
      end = from;
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
