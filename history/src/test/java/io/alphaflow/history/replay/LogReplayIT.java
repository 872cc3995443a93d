package io.alphaflow.history.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.history.kafka.LogReading;
import io.alphaflow.history.kafka.OffsetRange;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LogReplayIT {

  private static final String SOURCE = "market.trades";
  private static final int TRADES = 4_000;
  private static final long START = 1_700_000_040_000_000L;
  private static final double MAX = Double.POSITIVE_INFINITY;

  @TempDir static Path folder;
  private static KafkaBroker broker;

  @BeforeAll
  static void fill() throws IOException {
    broker = KafkaBroker.start(folder, 0);
    broker.createTopics(Map.of(SOURCE, 2));
    try (KafkaProducer<byte[], byte[]> out =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "max.in.flight.requests.per.connection",
                "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < TRADES; i++) {
        Trade trade = new Trade("sim:S" + i % 5 + "/USD", i, 1, 1, true, START + i * 1_000_000L, 0);
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                SOURCE,
                i % 5 % 2,
                START / 1_000 + i * 1_000L + 7,
                trade.instrument().getBytes(StandardCharsets.UTF_8),
                Topics.TRADES.codec().encode(trade));
        record.headers().add("number", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        out.send(record);
      }
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static KafkaOptions kafka() {
    return new KafkaOptions(broker.bootstrapServers(), "", 1, 2, new Properties());
  }

  private static ReplayOptions into(String target, double speed, boolean again) {
    return between(target, Long.MIN_VALUE, Long.MAX_VALUE, speed, true, again);
  }

  private static ReplayOptions between(
      String target, long from, long to, double speed, boolean keep, boolean again) {
    return new ReplayOptions(
        kafka(), SOURCE, target, from, to, OffsetRange.EVERYTHING, speed, keep, again);
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int partitions)
      throws IOException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        LogReading.consumer(broker.bootstrapServers(), new Properties())) {
      for (int i = 0; i < partitions; i++) {
        LogReading.toEnd(consumer, new TopicPartition(topic, i), 0, records::add);
      }
    }
    return records;
  }

  private static List<String> contents(
      List<ConsumerRecord<byte[], byte[]>> records, boolean placeAndTime) {
    return records.stream()
        .map(
            in ->
                new String(in.key(), StandardCharsets.UTF_8)
                    + new String(in.value(), StandardCharsets.UTF_8)
                    + new String(in.headers().lastHeader("number").value(), StandardCharsets.UTF_8)
                    + (placeAndTime ? in.partition() + "@" + in.timestamp() : ""))
        .toList();
  }

  @Test
  void aCopyIsTheSameInEveryRespect() throws IOException {
    ReplaySummary done =
        LogReplay.run(into("same.trades", MAX, false), ReplayProgress.QUIET, () -> false);
    assertThat(done.complete()).isTrue();
    assertThat(done.copied()).isEqualTo(TRADES);
    assertThat(done.partitions())
        .containsExactly(
            new ReplaySummary.Part(0, 0, TRADES * 3 / 5, TRADES * 3 / 5),
            new ReplaySummary.Part(1, 0, TRADES * 2 / 5, TRADES * 2 / 5));
    assertThat(contents(read("same.trades", 2), true)).isEqualTo(contents(read(SOURCE, 2), true));
    // It was finished, so there is nothing left.
    ReplaySummary more =
        LogReplay.run(into("same.trades", MAX, false), ReplayProgress.QUIET, () -> false);
    assertThat(more.copied()).isZero();
    assertThat(
            LogReplay.run(into("same.trades", MAX, true), ReplayProgress.QUIET, () -> false)
                .copied())
        .isEqualTo(TRADES);
    assertThat(read("same.trades", 2)).hasSize(2 * TRADES);
  }

  @Test
  void withAnotherNumberOfPartitionsTheKeyDecides() throws IOException {
    broker.createTopics(Map.of("three.trades", 3));
    LogReplay.run(
        between("three.trades", Long.MIN_VALUE, Long.MAX_VALUE, MAX, false, false),
        ReplayProgress.QUIET,
        () -> false);
    List<ConsumerRecord<byte[], byte[]>> copies = read("three.trades", 3);
    assertThat(contents(copies, false))
        .containsExactlyInAnyOrderElementsOf(contents(read(SOURCE, 2), false));
    for (ConsumerRecord<byte[], byte[]> copy : copies) {
      assertThat(copy.partition())
          .isEqualTo(Partitions.of(new String(copy.key(), StandardCharsets.UTF_8), 3));
      assertThat(copy.timestamp()).isGreaterThan(START / 1_000 + TRADES * 1_000L);
    }
  }

  @Test
  void onlyWhatLiesBetweenTheTimesAtTheSpeedThatIsWanted() throws IOException {
    long from = START + 100_000_000L;
    long to = START + 160_000_000L;
    AtomicLong last = new AtomicLong();
    long began = System.nanoTime();
    ReplaySummary done =
        LogReplay.run(
            between("minute.trades", from, to, 60, true, false),
            new ReplayProgress() {
              @Override
              public void continues(long copiedTo) {
                throw new AssertionError();
              }

              @Override
              public void copied(long records, long time) {
                // At 60 times the speed; a copy is never early.
                assertThat(System.nanoTime() - began)
                    .isGreaterThanOrEqualTo((time - from) * 1_000 / 60);
                last.set(time);
              }
            },
            () -> false);
    assertThat(done.copied()).isEqualTo(60);
    assertThat(last.get()).isEqualTo(to - 1_000_000L);
    assertThat(read("minute.trades", 2)).hasSize(60);
    assertThatThrownBy(
            () ->
                LogReplay.run(into("minute.trades", MAX, false), ReplayProgress.QUIET, () -> false))
        .hasMessageContaining("another part of market.trades")
        .hasMessageContaining("--again");
  }

  @Test
  void whatWasStoppedOrKilledGoesOnAndEachCopyIsThereOnce() throws IOException {
    AtomicLong copied = new AtomicLong();
    ReplayProgress counting = counting(copied, Long.MAX_VALUE);
    ReplaySummary stopped =
        LogReplay.run(into("again.trades", MAX, false), counting, () -> copied.get() >= 1_000);
    assertThat(stopped.complete()).isFalse();
    assertThat(stopped.copied()).isBetween(1_000L, (long) TRADES - 1);
    assertThat(read("again.trades", 2)).hasSize((int) stopped.copied());
    // In the middle of a transaction.
    assertThatThrownBy(
            () ->
                LogReplay.run(into("again.trades", MAX, false), counting(copied, 300), () -> false))
        .isInstanceOf(IllegalStateException.class);
    ReplaySummary rest = LogReplay.run(into("again.trades", MAX, false), counting, () -> false);
    assertThat(rest.complete()).isTrue();
    assertThat(contents(read("again.trades", 2), true)).isEqualTo(contents(read(SOURCE, 2), true));
  }

  private static ReplayProgress counting(AtomicLong copied, long failAt) {
    return new ReplayProgress() {
      @Override
      public void continues(long copiedTo) {
        assertThat(copiedTo).isPositive();
      }

      @Override
      public void copied(long records, long time) {
        copied.set(records);
        if (records >= failAt) {
          throw new IllegalStateException("on purpose");
        }
      }
    };
  }

  @Test
  void refusesToWriteWhatItReads() {
    assertThatThrownBy(
            () -> LogReplay.run(into(SOURCE, MAX, false), ReplayProgress.QUIET, () -> false))
        .hasMessageContaining("is read and would be written too");
  }
}
