package io.alphaflow.ingest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.model.MarketSubscription;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The set of wanted instruments on a real broker. */
@Timeout(60)
class SubscribedInstrumentsIT {

  @TempDir Path work;

  @Test
  void theLastWishOfAnInstrumentCountsMoreThanTheConfiguration() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0)) {
      broker.createTopics(Map.of("test." + Topics.SUBSCRIPTIONS.name(), 2));
      KafkaOptions kafka = kafka(broker.bootstrapServers());
      try (KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrapServers());
          InstrumentSet set =
              SubscribedInstruments.following(kafka, "sim", List.of("sim:A/USD", "sim:B/USD"))
                  .open()) {
        assertThat(set.current()).containsExactly("sim:A/USD", "sim:B/USD");
        wish(producer, "sim:C/USD", true);
        wish(producer, "sim:A/USD", false);
        wish(producer, "other:D/USD", true);
        wish(producer, "nonsense", true);
        send(producer, "sim:E/USD", "not JSON");
        assertThat(set.current()).containsExactly("sim:B/USD", "sim:C/USD");
        wish(producer, "sim:A/USD", true);
        wish(producer, "sim:C/USD", false);
        assertThat(set.current()).containsExactly("sim:A/USD", "sim:B/USD");
        wish(producer, "sim:B/USD", false);
        send(producer, "sim:B/USD", null);
        assertThat(set.current()).as("without a wish").containsExactly("sim:A/USD", "sim:B/USD");
        assertThat(set.isConfigured("sim:A/USD")).isTrue();
        assertThat(set.isConfigured("sim:C/USD")).isFalse();
      }
    }
  }

  private static void wish(
      KafkaProducer<byte[], byte[]> producer, String instrument, boolean subscribed)
      throws Exception {
    MarketSubscription wish = new MarketSubscription(instrument, subscribed, "ann", 1);
    String text = new String(Topics.SUBSCRIPTIONS.codec().encode(wish), StandardCharsets.UTF_8);
    send(producer, instrument, text);
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String key, String value)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                "test." + Topics.SUBSCRIPTIONS.name(),
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8)))
        .get();
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static KafkaOptions kafka(String servers) {
    return DeskConfig.parse(
            "test",
            """
            desk: test
            kafka: {bootstrapServers: "%s", topicPrefix: "test."}
            venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [A/USD]}
            accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
            """
                .formatted(servers))
        .kafka();
  }
}
