package io.alphaflow.history.kafka;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.history.FileImport;
import io.alphaflow.history.ImportTarget;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Imports files into the market log, each record once.
 *
 * <p>Records and the progress of their file are written in the same transactions, so an import that
 * was interrupted, in whatever way, goes on where it stopped. Only one import runs against a desk
 * at a time: another one that begins ends this one. Used by one thread.
 */
public final class KafkaImport implements ImportTarget {

  /** Name of the topic with the progress, without the configured prefix. */
  public static final String STATE_TOPIC = "imports";

  /** A transaction: at full speed about half a second. */
  private static final int ROWS_PER_TRANSACTION = 250_000;

  private final KafkaOptions kafka;
  private final int rowsPerTransaction;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ImportState state;
  private final Map<String, TopicDescription> topics = new HashMap<>();
  private final Set<TopicPartition> scanned = new HashSet<>();

  private KafkaImport(
      KafkaOptions kafka,
      int rowsPerTransaction,
      Admin admin,
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      ImportState state) {
    this.kafka = kafka;
    this.rowsPerTransaction = rowsPerTransaction;
    this.admin = admin;
    this.consumer = consumer;
    this.producer = producer;
    this.state = state;
  }

  /**
   * Connects and makes the topic of the progress if it is missing.
   *
   * @throws IOException when the brokers do not answer; the message says which
   */
  public static KafkaImport open(KafkaOptions kafka) throws IOException {
    return open(kafka, ROWS_PER_TRANSACTION);
  }

  static KafkaImport open(KafkaOptions kafka, int rowsPerTransaction) throws IOException {
    Properties client = new Properties();
    client.putAll(kafka.clientProperties());
    client.put("bootstrap.servers", kafka.bootstrapServers());
    client.put("default.api.timeout.ms", "10000");
    client.put("request.timeout.ms", "5000");
    Admin admin = Admin.create(client);
    KafkaConsumer<byte[], byte[]> consumer = null;
    KafkaProducer<byte[], byte[]> producer = null;
    try {
      String stateTopic = kafka.topicPrefix() + STATE_TOPIC;
      createStateTopic(admin, stateTopic);
      consumer = LogReading.consumer(kafka.bootstrapServers(), kafka.clientProperties());
      producer = new KafkaProducer<>(producerSettings(kafka));
      // Ends what a killed import left open, before the state is read.
      producer.initTransactions();
      return new KafkaImport(
          kafka,
          rowsPerTransaction,
          admin,
          consumer,
          producer,
          ImportState.read(consumer, stateTopic));
    } catch (KafkaException | IOException e) {
      close(admin, consumer, producer);
      throw new IOException(
          "no Kafka that can be imported into at "
              + kafka.bootstrapServers()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static Properties producerSettings(KafkaOptions kafka) {
    Properties p = new Properties();
    p.putAll(kafka.clientProperties());
    p.put("bootstrap.servers", kafka.bootstrapServers());
    p.put("key.serializer", ByteArraySerializer.class.getName());
    p.put("value.serializer", ByteArraySerializer.class.getName());
    p.put("transactional.id", kafka.topicPrefix() + "alphaflow-import");
    p.put("transaction.timeout.ms", "300000");
    p.put("max.block.ms", "60000");
    p.put("acks", "all");
    p.put("compression.type", "lz4");
    p.put("linger.ms", "50");
    p.put("batch.size", Integer.toString(512 << 10));
    p.put("buffer.memory", Integer.toString(64 << 20));
    return p;
  }

  private static void createStateTopic(Admin admin, String name) throws IOException {
    NewTopic topic =
        new NewTopic(name, Optional.of(1), Optional.empty())
            .configs(Map.of("cleanup.policy", "compact"));
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IOException(e.getCause().getMessage(), e.getCause());
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted", e);
  }

  @Override
  public FileImport<Bar> bars(PlannedFile file, Rejects rejects) throws IOException {
    return records(LogKind.BARS, file, rejects, 0);
  }

  @Override
  public FileImport<Trade> trades(PlannedFile file, Rejects rejects, long ingestTime)
      throws IOException {
    return records(LogKind.TRADES, file, rejects, ingestTime);
  }

  private <T> KafkaRecords<T> records(
      LogKind<T> kind, PlannedFile file, Rejects rejects, long ingestTime) throws IOException {
    TopicDescription topic = topic(kafka.topic(kind.topic()));
    int partition = Partitions.of(file.instrument().toString(), topic.partitions().size());
    TopicPartition target = new TopicPartition(topic.name(), partition);
    if (scanned.add(target)) {
      scan(kind, topic, target);
    }
    return new KafkaRecords<>(this, kind, file, identity(topic), target, rejects, ingestTime);
  }

  /** Name and id: a topic that was deleted and made again is another one. */
  private static String identity(TopicDescription topic) {
    return topic.name() + "@" + topic.topicId();
  }

  /** Up to where a partition of a log is known. */
  Reached reached(Topic<?> topic, int partition) throws IOException {
    return state.reached(identity(topic(kafka.topic(topic))), partition);
  }

  private TopicDescription topic(String name) throws IOException {
    TopicDescription known = topics.get(name);
    if (known != null) {
      return known;
    }
    try {
      TopicDescription found =
          admin.describeTopics(List.of(name)).topicNameValues().get(name).get();
      topics.put(name, found);
      return found;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IOException(
            "there is no topic "
                + name
                + " at "
                + kafka.bootstrapServers()
                + ": start the desk once, it makes its topics; or check --topic-prefix",
            e);
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Learns what was written to a partition since the last import, by whomever. */
  private void scan(LogKind<?> kind, TopicDescription topic, TopicPartition target)
      throws IOException {
    String id = identity(topic);
    PartitionScan scan = new PartitionScan(state, id, target.partition());
    long end =
        LogReading.toEnd(
            consumer,
            target,
            state.reached(id, target.partition()).offset(),
            in -> kind.visit(in, scan));
    scan.finish(end);
  }

  int rowsPerTransaction() {
    return rowsPerTransaction;
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    return consumer;
  }

  KafkaProducer<byte[], byte[]> producer() {
    return producer;
  }

  ImportState state() {
    return state;
  }

  @Override
  public void close() {
    close(admin, consumer, producer);
  }

  private static void close(
      Admin admin, KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer) {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
    if (consumer != null) {
      consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
    }
    admin.close(Duration.ofSeconds(2));
  }
}
