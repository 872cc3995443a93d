package io.alphaflow.cli;

import io.alphaflow.common.config.KafkaOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a person's few records to a log and waits until they are there. */
public final class LogSender {

  private LogSender() {}

  /**
   * Writes the records, one after the other.
   *
   * @return where each stands
   * @throws Exception when one was not acknowledged within ten seconds; those before it were
   */
  public static List<RecordMetadata> send(
      KafkaOptions kafka, List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("acks", "all");
    properties.put("max.block.ms", "5000");
    properties.put("delivery.timeout.ms", "10000");
    properties.put("request.timeout.ms", "5000");
    List<RecordMetadata> places = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        places.add(producer.send(record).get(10, TimeUnit.SECONDS));
      }
    }
    return places;
  }
}
