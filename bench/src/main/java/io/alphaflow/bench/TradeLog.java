package io.alphaflow.bench;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A trade log of made-up trades. */
final class TradeLog {

  /** Instruments whose trades take turns. */
  static final int INSTRUMENTS = 8;

  private TradeLog() {}

  /** Writes so many trades; an instrument's stand in one partition. */
  static void fill(KafkaOptions kafka, int trades, int partitions) {
    RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("linger.ms", "20");
    properties.put("batch.size", "262144");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < trades; i++) {
        int number = i % INSTRUMENTS;
        Trade trade = SyntheticTrades.trade(BenchDesk.instrument(number), i / INSTRUMENTS);
        producer.send(
            new ProducerRecord<>(
                Topics.TRADES.name(),
                number % partitions,
                trade.instrument().getBytes(StandardCharsets.UTF_8),
                codec.encode(trade)));
      }
    }
  }
}
