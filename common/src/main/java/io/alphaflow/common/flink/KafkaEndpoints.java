package io.alphaflow.common.flink;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The only place that makes Kafka sources and sinks, so that their guarantees are stated once:
 * sources start at the checkpoint's offsets, else at the earliest record, because a job without
 * state must read its log from the start or its state would be wrong; sinks are idempotent
 * producers with at-least-once delivery, in order, and no linger, because every record carries its
 * identity and every reader drops what it has seen.
 */
public final class KafkaEndpoints {

  private KafkaEndpoints() {}

  /** An unbounded source of undecoded records. */
  public static KafkaSource<RawRecord> source(
      KafkaOptions kafka, String group, Topic<?>... topics) {
    return builder(kafka, group, topics).build();
  }

  /** A source that ends at the offsets that the topics have when the job starts. */
  public static KafkaSource<RawRecord> boundedSource(
      KafkaOptions kafka, String group, Topic<?>... topics) {
    return builder(kafka, group, topics).setBounded(OffsetsInitializer.latest()).build();
  }

  /**
   * A source of partition and value only, for a log that is read from end to end as fast as can be.
   * It ends at the offsets that the topic has when the job starts.
   */
  public static KafkaSource<Tuple2<Integer, byte[]>> boundedValues(
      KafkaOptions kafka, String group, Topic<?> topic) {
    return builder(kafka, group, new ValueDeserializer(), topic)
        .setBounded(OffsetsInitializer.latest())
        .setProperty("max.poll.records", "5000")
        .setProperty("max.partition.fetch.bytes", "8388608")
        .build();
  }

  /**
   * An unbounded source of partition, offset and value only, for a log that is read as fast as can
   * be after a restart.
   */
  public static KafkaSource<Tuple3<Integer, Long, byte[]>> log(
      KafkaOptions kafka, String group, Topic<?> topic) {
    return logBuilder(kafka, group, topic).build();
  }

  /** The same, ending at the offsets that the topic has when the job starts. */
  public static KafkaSource<Tuple3<Integer, Long, byte[]>> boundedLog(
      KafkaOptions kafka, String group, Topic<?> topic) {
    return logBuilder(kafka, group, topic).setBounded(OffsetsInitializer.latest()).build();
  }

  private static KafkaSourceBuilder<Tuple3<Integer, Long, byte[]>> logBuilder(
      KafkaOptions kafka, String group, Topic<?> topic) {
    return builder(kafka, group, new LogDeserializer(), topic)
        .setProperty("max.poll.records", "5000")
        .setProperty("max.partition.fetch.bytes", "8388608");
  }

  private static KafkaSourceBuilder<RawRecord> builder(
      KafkaOptions kafka, String group, Topic<?>... topics) {
    return builder(kafka, group, new RawDeserializer(kafka.topicPrefix()), topics);
  }

  private static <T> KafkaSourceBuilder<T> builder(
      KafkaOptions kafka,
      String group,
      KafkaRecordDeserializationSchema<T> deserializer,
      Topic<?>... topics) {
    List<String> names = Arrays.stream(topics).map(t -> kafka.topic(t)).toList();
    return KafkaSource.<T>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setGroupId(kafka.topicPrefix() + group)
        .setClientIdPrefix(kafka.topicPrefix() + group + "-" + String.join("-", names))
        .setTopics(names)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty("register.consumer.metrics", "false")
        .setProperty("fetch.max.wait.ms", "100")
        .setProperties(kafka.clientProperties())
        .setDeserializer(deserializer);
  }

  /** A sink of one topic. */
  public static <T> KafkaSink<T> sink(KafkaOptions kafka, Topic<T> topic) {
    return sink(kafka, new TopicSerializer<>(kafka.topic(topic), topic));
  }

  /** A sink of the trade log. */
  public static KafkaSink<LogWrite> tradeSink(KafkaOptions kafka) {
    return sink(kafka, new LogSerializer(kafka.topic(Topics.TRADES)));
  }

  /** A sink of the journal. */
  public static KafkaSink<LogWrite> journalSink(KafkaOptions kafka) {
    return sink(kafka, new LogSerializer(kafka.topic(Topics.JOURNAL)));
  }

  private static <T> KafkaSink<T> sink(
      KafkaOptions kafka, KafkaRecordSerializationSchema<T> serializer) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setKafkaProducerConfig(producer(kafka))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(serializer)
        .build();
  }

  /** Settings of every producer. */
  static Properties producer(KafkaOptions kafka) {
    Properties producer = new Properties();
    // While the broker is away a record waits; the next checkpoint waits for it. If it were given
    // up after two minutes, as is Kafka's default, the writer would throw that when its task is put
    // away, which Flink takes for a fatal error: it ends the TaskManager, with all its jobs.
    producer.setProperty("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE));
    producer.putAll(kafka.clientProperties());
    producer.setProperty("linger.ms", "0");
    producer.setProperty("acks", "all");
    producer.setProperty("enable.idempotence", "true");
    // A broker that does not know the producer takes whatever sequence number comes first. With
    // more requests in flight the second can get in when the first meets a partition without a
    // leader: the log would begin in the middle, and its readers drop what then comes too late.
    producer.setProperty("max.in.flight.requests.per.connection", "1");
    producer.setProperty("register.producer.metrics", "false");
    return producer;
  }

  private static final class RawDeserializer
      implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1L;
    private final String prefix;

    RawDeserializer(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<RawRecord> out) {
      byte[] key = in.key();
      byte[] value = in.value();
      out.collect(
          new RawRecord(
              in.topic().substring(prefix.length()),
              in.partition(),
              in.offset(),
              in.timestamp(),
              key == null ? "" : new String(key, StandardCharsets.UTF_8),
              value == null ? new byte[0] : value));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
      return TypeInformation.of(RawRecord.class);
    }
  }

  private static final class ValueDeserializer
      implements KafkaRecordDeserializationSchema<Tuple2<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> in, Collector<Tuple2<Integer, byte[]>> out) {
      out.collect(Tuple2.of(in.partition(), in.value()));
    }

    @Override
    public TypeInformation<Tuple2<Integer, byte[]>> getProducedType() {
      return Types.TUPLE(Types.INT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }
  }

  private static final class LogDeserializer
      implements KafkaRecordDeserializationSchema<Tuple3<Integer, Long, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> in, Collector<Tuple3<Integer, Long, byte[]>> out) {
      byte[] value = in.value();
      out.collect(Tuple3.of(in.partition(), in.offset(), value == null ? new byte[0] : value));
    }

    @Override
    public TypeInformation<Tuple3<Integer, Long, byte[]>> getProducedType() {
      return Types.TUPLE(
          Types.INT, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }
  }

  private static final class TopicSerializer<T> implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final Topic<T> topic;
    private transient RecordCodec<T> codec;

    TopicSerializer(String name, Topic<T> topic) {
      this.name = name;
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        T element, KafkaSinkContext context, Long timestamp) {
      if (codec == null) {
        codec = topic.codec();
      }
      byte[] key = topic.key().apply(element).getBytes(StandardCharsets.UTF_8);
      return new ProducerRecord<>(name, null, null, key, codec.encode(element));
    }
  }

  private static final class LogSerializer implements KafkaRecordSerializationSchema<LogWrite> {
    private static final long serialVersionUID = 1L;
    private final String name;

    LogSerializer(String name) {
      this.name = name;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        LogWrite element, KafkaSinkContext context, Long timestamp) {
      byte[] key = element.key().getBytes(StandardCharsets.UTF_8);
      return new ProducerRecord<>(name, element.partition(), null, key, element.value());
    }
  }
}
