package io.alphaflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KafkaBrokerIT {
  private static final long IN_2013 = Instant.parse("2013-11-25T00:00:00Z").toEpochMilli();

  @TempDir Path folder;

  @Test
  void keepsRecordsOf2013AndCommittedOffsetsOverRestart() throws Exception {
    Map<String, Integer> topics = Map.of("trades", 3);
    try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
      broker.createTopics(topics);
      send(broker, "trades", "BTC/USDT", "first");
      assertThat(poll(broker, "trades", 1)).extracting(ConsumerRecord::value).containsOnly("first");
    }
    try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
      broker.createTopics(topics);
      send(broker, "trades", "BTC/USDT", "second");
      List<ConsumerRecord<String, String>> rest = poll(broker, "trades", 1);
      assertThat(rest).extracting(ConsumerRecord::value).containsExactly("second");
      assertThat(rest.get(0).offset()).isEqualTo(1);
      assertThat(rest.get(0).timestamp()).isEqualTo(IN_2013);
    }
  }

  @Test
  void createsTopicsWithTheirOwnConfigurationAndRefusesOtherPartitionCount() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
      broker.createTopics(
          Map.of("controls", 1, "orders", 4),
          Map.of("controls", Map.of("cleanup.policy", "compact")));

      assertThat(cleanupPolicy(broker, "controls")).isEqualTo("compact");
      assertThat(cleanupPolicy(broker, "orders")).isEqualTo("delete");
      assertThatThrownBy(() -> broker.createTopics(Map.of("orders", 2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("orders exists with 4 partitions, not 2");
      assertThatThrownBy(() -> broker.createTopics(Map.of("bad topic", 1)))
          .hasMessageContaining("bad topic");
    }
  }

  @Test
  void committedTransactionsAreReadAndAbortedOnesAreNot() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
      broker.createTopics(Map.of("fills", 1));
      try (KafkaProducer<String, String> producer =
          producer(broker, Map.of("transactional.id", "it"))) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("fills", "k", "aborted")).get();
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("fills", "k", "committed"));
        producer.commitTransaction();
      }
      assertThat(poll(broker, "fills", 1))
          .extracting(ConsumerRecord::value)
          .containsExactly("committed");
    }
  }

  @Test
  void refusesTakenPort() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(0, 1, java.net.InetAddress.getByName(Ports.LOOPBACK))) {
      assertThatThrownBy(() -> KafkaBroker.start(folder, taken.getLocalPort()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  @Test
  void refusesFolderOfRunningBroker() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
      assertThatThrownBy(() -> KafkaBroker.start(folder, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(folder.toString());
      broker.createTopics(Map.of("still-works", 1));
    }
  }

  @Test
  void closesAndLeavesNoThreadThatKeepsTheProcessAlive() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    KafkaBroker broker = KafkaBroker.start(folder, 0);
    broker.createTopics(Map.of("trades", 2));
    broker.close();
    broker.close();
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.isAlive() && !t.isDaemon() && !before.contains(t))
                .map(Thread::getName)
                .collect(Collectors.toList()))
        .isEmpty();
  }

  private static KafkaProducer<String, String> producer(
      KafkaBroker broker, Map<String, Object> settings) {
    Map<String, Object> all = new java.util.HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  private static void send(KafkaBroker broker, String topic, String key, String value)
      throws Exception {
    try (KafkaProducer<String, String> producer = producer(broker, Map.of())) {
      producer.send(new ProducerRecord<>(topic, null, IN_2013, key, value)).get();
    }
  }

  /** Reads on from the group's committed offsets, commits, and fails if fewer arrive. */
  private static List<ConsumerRecord<String, String>> poll(
      KafkaBroker broker, String topic, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "group.id", "it",
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    List<ConsumerRecord<String, String>> found = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
      while (found.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
      consumer.commitSync();
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(count);
    return found;
  }

  private static String cleanupPolicy(KafkaBroker broker, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin
          .describeConfigs(List.of(resource))
          .all()
          .get()
          .get(resource)
          .get("cleanup.policy")
          .value();
    }
  }
}
