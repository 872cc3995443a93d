package io.alphaflow.history.replay;

import io.alphaflow.common.topic.Partitions;
import io.alphaflow.history.kafka.LogReading;
import io.alphaflow.history.kafka.LogSlice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Copies the records of a log between two times into another topic, at a chosen speed, to drive
 * jobs with history. Key, value and headers stay as they are. A record goes into the partition of
 * its own number when both topics have as many, else into that of its key. Within a partition the
 * order stays.
 *
 * <p>Records and the offsets that were copied are written in the same transactions, twice a second:
 * a replay that was interrupted, in whatever way, goes on where it stopped, and for a reader of
 * committed records each copy is there once. Another replay between the same topics that begins
 * ends this one.
 */
public final class LogReplay {

  private static final long COMMIT_NANOS = 500_000_000L;
  private static final long NAP_NANOS = 20_000_000L;
  private static final int RECORDS_PER_COMMIT = 50_000;
  private static final int CHECK = 256;

  private final ReplayOptions options;
  private final ReplayProgress progress;
  private final BooleanSupplier stop;
  private final Map<Integer, Long> next = new HashMap<>();
  private final Map<Integer, Long> copied = new HashMap<>();
  private KafkaProducer<byte[], byte[]> producer;
  private ConsumerGroupMetadata group;
  private int targetPartitions;
  private boolean samePartitions;
  private boolean open;
  private int inTransaction;
  private long begunAt;
  private long total;

  private LogReplay(ReplayOptions options, ReplayProgress progress, BooleanSupplier stop) {
    this.options = options;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Copies.
   *
   * @param stop asked often; true ends it cleanly
   * @throws IllegalArgumentException when the topics are the same, or an earlier replay between
   *     them was of something else
   * @throws IOException when the brokers do not do what they should
   */
  public static ReplaySummary run(
      ReplayOptions options, ReplayProgress progress, BooleanSupplier stop) throws IOException {
    if (options.source().equals(options.target())) {
      throw new IllegalArgumentException(
          options.source()
              + " is read and would be written too, without end: choose another topic");
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(options)) {
      return new LogReplay(options, progress, stop).run(consumer);
    } catch (KafkaException e) {
      throw new IOException(
          "the replay at " + options.kafka().bootstrapServers() + " failed: " + e.getMessage(), e);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(ReplayOptions options) {
    Properties client = new Properties();
    client.putAll(options.kafka().clientProperties());
    client.put("group.id", options.name());
    return LogReading.consumer(options.kafka().bootstrapServers(), client);
  }

  private ReplaySummary run(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
    List<LogSlice> slices =
        LogSlice.from(options.kafka(), options.source(), options.from(), options.offsets());
    targetPartitions = ReplayTarget.partitions(options.kafka(), options.target(), slices);
    samePartitions = targetPartitions == slices.size();
    group = consumer.groupMetadata();
    try (KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(producerSettings())) {
      producer = opened;
      // Ends what a killed replay left open, before its offsets are read.
      producer.initTransactions();
      List<LogSlice> left = left(consumer, slices);
      left.forEach(slice -> next.put(slice.partition(), slice.begin()));
      boolean complete = copy(new MergedLog(consumer, left, options.from(), options.to(), stop));
      commit();
      if (complete) {
        left.forEach(slice -> next.put(slice.partition(), Math.max(slice.begin(), slice.end())));
      }
      // Of offsets only. It can begin when readers see all of the one before, not a moment earlier.
      begin();
      commit();
      return new ReplaySummary(
          left.stream()
              .map(
                  slice ->
                      new ReplaySummary.Part(
                          slice.partition(),
                          slice.begin(),
                          next.get(slice.partition()),
                          copied.getOrDefault(slice.partition(), 0L)))
              .toList(),
          complete);
    }
  }

  private Properties producerSettings() {
    Properties p = new Properties();
    p.putAll(options.kafka().clientProperties());
    p.put("bootstrap.servers", options.kafka().bootstrapServers());
    p.put("key.serializer", ByteArraySerializer.class.getName());
    p.put("value.serializer", ByteArraySerializer.class.getName());
    p.put("transactional.id", options.name());
    p.put("acks", "all");
    p.put("compression.type", "lz4");
    p.put("linger.ms", Double.isInfinite(options.speed()) ? "20" : "0");
    p.put("batch.size", Integer.toString(256 << 10));
    p.put("max.block.ms", "60000");
    // A partition of a new topic may not have its leader yet: a later request could get in first.
    p.put("max.in.flight.requests.per.connection", "1");
    return p;
  }

  /** What an earlier run has not copied. */
  private List<LogSlice> left(KafkaConsumer<byte[], byte[]> consumer, List<LogSlice> slices) {
    if (options.again()) {
      return slices;
    }
    Map<TopicPartition, OffsetAndMetadata> before =
        consumer.committed(Set.copyOf(slices.stream().map(LogSlice::place).toList()));
    List<LogSlice> left = new ArrayList<>();
    long reached = 0;
    for (LogSlice slice : slices) {
      OffsetAndMetadata done = before.get(slice.place());
      if (done == null) {
        left.add(slice);
        continue;
      }
      if (!done.metadata().equals(options.extent())) {
        throw new IllegalArgumentException(
            "another part of %s was replayed into %s before: --again copies this one behind it"
                .formatted(options.source(), options.target()));
      }
      reached += done.offset();
      left.add(
          new LogSlice(
              slice.topic(),
              slice.partition(),
              Math.max(slice.begin(), done.offset()),
              slice.end()));
    }
    if (reached > 0) {
      progress.continues(reached);
    }
    return left;
  }

  /** Whether it came to the end. */
  private boolean copy(MergedLog log) throws IOException {
    Pace pace = new Pace(options.speed());
    while (!stop.getAsBoolean()) {
      Optional<MergedLog.Timed> record = log.next();
      if (record.isEmpty()) {
        return !stop.getAsBoolean();
      }
      if (!await(pace, record.get().time())) {
        return false;
      }
      send(record.get().in());
      if (++total % CHECK == 0 || !Double.isInfinite(options.speed())) {
        commitInTime();
        progress.copied(total, record.get().time());
      }
    }
    return false;
  }

  /** Waits until a record is due; false when it should stop. */
  private boolean await(Pace pace, long time) {
    long wait = pace.untilDue(time, System.nanoTime());
    while (wait > 0) {
      if (stop.getAsBoolean()) {
        return false;
      }
      commitInTime();
      LockSupport.parkNanos(Math.min(wait, NAP_NANOS));
      wait = pace.untilDue(time, System.nanoTime());
    }
    return true;
  }

  private void send(ConsumerRecord<byte[], byte[]> in) {
    begin();
    producer.send(
        new ProducerRecord<>(
            options.target(),
            partition(in),
            options.keepTimestamps() && in.timestamp() >= 0 ? in.timestamp() : null,
            in.key(),
            in.value(),
            in.headers()));
    inTransaction++;
    next.put(in.partition(), in.offset() + 1);
    copied.merge(in.partition(), 1L, Long::sum);
  }

  private int partition(ConsumerRecord<byte[], byte[]> in) {
    if (samePartitions || in.key() == null) {
      return in.partition() % targetPartitions;
    }
    return Partitions.of(new String(in.key(), StandardCharsets.UTF_8), targetPartitions);
  }

  private void begin() {
    if (!open) {
      producer.beginTransaction();
      open = true;
      begunAt = System.nanoTime();
    }
  }

  private void commitInTime() {
    if (open
        && (inTransaction >= RECORDS_PER_COMMIT || System.nanoTime() - begunAt > COMMIT_NANOS)) {
      commit();
    }
  }

  private void commit() {
    if (!open) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    next.forEach(
        (partition, offset) ->
            offsets.put(
                new TopicPartition(options.source(), partition),
                new OffsetAndMetadata(offset, options.extent())));
    producer.sendOffsetsToTransaction(offsets, group);
    producer.commitTransaction();
    open = false;
    inTransaction = 0;
  }
}
