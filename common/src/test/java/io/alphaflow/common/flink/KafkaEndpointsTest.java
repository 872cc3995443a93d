package io.alphaflow.common.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.KafkaOptions;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaEndpointsTest {

  @Test
  void recordsWaitForABrokerThatIsAway() {
    ProducerConfig config = config(KafkaEndpoints.producer(kafka(new Properties())));
    assertThat(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(config.getInt(ProducerConfig.RETRIES_CONFIG)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aDeskMayHaveItsOwnPatienceButNotItsOwnGuarantees() {
    Properties own = new Properties();
    own.setProperty("delivery.timeout.ms", "60000");
    own.setProperty("enable.idempotence", "false");
    own.setProperty("max.in.flight.requests.per.connection", "5");

    ProducerConfig config = config(KafkaEndpoints.producer(kafka(own)));

    assertThat(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)).isEqualTo(60_000);
    assertThat(config.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
    assertThat(config.getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION)).isEqualTo(1);
  }

  private static KafkaOptions kafka(Properties client) {
    return new KafkaOptions("127.0.0.1:9092", "", 2, 2, client);
  }

  private static ProducerConfig config(Properties properties) {
    properties.setProperty("bootstrap.servers", "127.0.0.1:9092");
    properties.setProperty("key.serializer", ByteArraySerializer.class.getName());
    properties.setProperty("value.serializer", ByteArraySerializer.class.getName());
    return new ProducerConfig(properties);
  }
}
