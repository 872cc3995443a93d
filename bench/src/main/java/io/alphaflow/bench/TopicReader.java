package io.alphaflow.bench;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic as it grows, in a thread of its own. */
final class TopicReader implements AutoCloseable {

  /** Gets the records. */
  interface Listener {
    /**
     * A record.
     *
     * @param nanos {@code System.nanoTime()} when it was read
     */
    void read(ConsumerRecord<byte[], byte[]> in, long nanos);
  }

  private final AtomicInteger count = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closed;

  TopicReader(KafkaOptions kafka, Topic<?> topic, Listener listener) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(kafka.topic(topic)).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(() -> read(consumer, listener), "reader-" + topic.name());
    thread.start();
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer, Listener listener) {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> in : consumer.poll(Duration.ofMillis(100))) {
          listener.read(in, System.nanoTime());
          count.incrementAndGet();
        }
      }
    }
  }

  /** How many records came so far. */
  int count() {
    return count.get();
  }

  /** Stops reading; what came was given to the listener. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a reader ends", e);
    }
  }
}
