package io.alphaflow.history.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads partitions from an offset to their present end; committed records only. */
public final class LogReading {

  private static final Duration WAIT = Duration.ofMillis(500);
  private static final long PAUSE_NANOS = 2_000_000L;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** Takes a record. */
  public interface Handler {
    void accept(ConsumerRecord<byte[], byte[]> in) throws IOException;
  }

  private LogReading() {}

  /** A consumer for {@link #toEnd}; belongs to no group. */
  public static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, Properties client) {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    properties.put("max.poll.records", "10000");
    properties.put("fetch.min.bytes", "1");
    // At the end of a log a fetch waits at the broker, and every later request behind it.
    properties.put("fetch.max.wait.ms", "20");
    properties.put("max.partition.fetch.bytes", Integer.toString(8 << 20));
    properties.put("default.api.timeout.ms", "10000");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Hands over the records from an offset on.
   *
   * @return the offset behind the last one
   */
  public static long toEnd(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, Handler handler)
      throws IOException {
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    long begin = Math.max(from, consumer.beginningOffsets(one).get(partition));
    long end = consumer.endOffsets(one).get(partition);
    between(consumer, partition, begin, end, handler);
    return Math.max(begin, end);
  }

  /** Hands over the records from an offset on to another one, which is not among them. */
  public static void between(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long begin,
      long end,
      Handler handler)
      throws IOException {
    consumer.assign(List.of(partition));
    consumer.seek(partition, begin);
    long position = begin;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (position < end) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(WAIT);
      for (ConsumerRecord<byte[], byte[]> in : records) {
        if (in.offset() < end) {
          handler.accept(in);
        }
      }
      long reached = consumer.position(partition);
      if (reached > position) {
        position = reached;
        deadline = System.nanoTime() + PATIENCE_NANOS;
      } else if (System.nanoTime() > deadline) {
        throw new IOException(
            partition + " gives nothing for 60 s, at offset " + position + " of " + end);
      }
    }
  }

  /**
   * Waits until the committed records reach an offset.
   *
   * @throws IOException if they do not within a minute
   */
  static void awaitEnd(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (consumer.endOffsets(List.of(partition)).get(partition) < offset) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            partition + " does not show what was committed, up to offset " + offset);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
