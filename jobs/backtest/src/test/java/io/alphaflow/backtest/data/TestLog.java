package io.alphaflow.backtest.data;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes logs as the desk does. */
public final class TestLog implements AutoCloseable {

  private final KafkaBroker broker;
  private final KafkaProducer<byte[], byte[]> producer;

  public TestLog(KafkaBroker broker) {
    this.broker = broker;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "linger.ms", "5",
                // A new topic may not have a leader yet: a later request could get in first.
                "max.in.flight.requests.per.connection", "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public KafkaOptions kafka() {
    return new KafkaOptions(broker.bootstrapServers(), "", 1, 2, new Properties());
  }

  public TestLog create(String name, int partitions) {
    broker.createTopics(Map.of(name, partitions));
    return this;
  }

  public <T> void write(String name, int partition, Topic<T> of, T value) {
    raw(name, partition, of.key().apply(value), of.codec().encode(value));
  }

  public void raw(String name, int partition, String key, byte[] value) {
    byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(name, partition, bytes, value));
  }

  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
