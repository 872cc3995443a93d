package io.alphaflow.ingest.operator;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.MarketSubscription;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configured instruments, less and more what operators wish in {@link Topics#SUBSCRIPTIONS}, of
 * which the last wish for an instrument counts. Wishes for another venue and records that cannot be
 * read are logged and passed over.
 */
public final class SubscribedInstruments implements InstrumentSet {

  private static final Logger LOG = LoggerFactory.getLogger(SubscribedInstruments.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaOptions kafka;
  private final String venue;
  private final SortedSet<String> configured;
  private final RecordCodec<MarketSubscription> codec = Topics.SUBSCRIPTIONS.codec();
  private final Map<String, Boolean> wishes = new TreeMap<>();
  private KafkaConsumer<byte[], byte[]> consumer;
  private boolean closed;

  private SubscribedInstruments(KafkaOptions kafka, String venue, Collection<String> configured) {
    this.kafka = kafka;
    this.venue = venue;
    this.configured = new TreeSet<>(configured);
  }

  /**
   * A set that follows the topic.
   *
   * @param venue whose instruments
   * @param configured what is wanted where nobody said otherwise
   */
  public static Factory following(KafkaOptions kafka, String venue, Collection<String> configured) {
    List<String> copy = List.copyOf(configured);
    return () -> new SubscribedInstruments(kafka, venue, copy);
  }

  @Override
  public synchronized SortedSet<String> current() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (consumer == null) {
      consumer = new KafkaConsumer<>(properties());
    }
    String topic = kafka.topic(Topics.SUBSCRIPTIONS);
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
    }
    if (!consumer.assignment().isEmpty()) {
      readToEnd();
    }
    SortedSet<String> wanted = new TreeSet<>(configured);
    wishes.forEach(
        (instrument, subscribed) -> {
          if (subscribed) {
            wanted.add(instrument);
          } else {
            wanted.remove(instrument);
          }
        });
    return wanted;
  }

  private void readToEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(this::take);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the end of " + kafka.topic(Topics.SUBSCRIPTIONS) + " is not reached in " + PATIENCE);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      // Nobody wishes anything of it any more.
      wishes.remove(new String(message.key(), StandardCharsets.UTF_8));
      return;
    }
    try {
      MarketSubscription wish = codec.decode(message.value());
      InstrumentId id = InstrumentId.parse(wish.instrument());
      if (id.venue().equals(venue)) {
        wishes.put(id.toString(), wish.subscribed());
        return;
      }
      LOG.warn("subscription of another venue passed over, instrument={} venue={}", id, venue);
    } catch (CodecException | IllegalArgumentException e) {
      LOG.warn(
          "subscription passed over, partition={} offset={} reason={}",
          message.partition(),
          message.offset(),
          e.getMessage());
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(kafka.clientProperties());
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
    properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("fetch.max.wait.ms", "20");
    return properties;
  }

  @Override
  public boolean isConfigured(String instrument) {
    return configured.contains(instrument);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
