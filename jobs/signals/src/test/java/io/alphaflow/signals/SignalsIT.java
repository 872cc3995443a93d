package io.alphaflow.signals;

import static io.alphaflow.signals.Fixture.change;
import static io.alphaflow.signals.Fixture.instance;
import static io.alphaflow.signals.Fixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import io.alphaflow.common.state.HighWater;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.signals.replay.TradeLogReplay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job on a real broker and a real cluster, with changes on the way and a crash. */
@Timeout(180)
class SignalsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 2;
  private static final int ENTRIES = 1_500;
  private static final String FIRST = instrumentOf(0);
  private static final String SECOND = instrumentOf(1);
  private static final List<String> BOTH = List.of(FIRST, SECOND);

  @TempDir Path work;

  private static String instrumentOf(int partition) {
    for (int i = 0; ; i++) {
      String instrument = "sim:C" + i + "/USD";
      if (Partitions.of(instrument, PARTITIONS) == partition) {
        return instrument;
      }
    }
  }

  private static SignalsOptions options() {
    return Fixture.options(
        PARTITIONS,
        instance("a", "scripted", "1m", BOTH, "period", "3"),
        instance("t", "scripted", "1m", BOTH, "on", "trades", "every", "5"),
        instance("pair", "pair", "1m", BOTH, "period", "2"),
        instance("bad", "scripted", "1m", List.of(SECOND), "fail-at", "30"),
        instance(
            "crash",
            "scripted",
            "1m",
            List.of(FIRST),
            "on",
            "trades",
            "every",
            "1000000",
            "fail-at",
            "900",
            "failure",
            "crash-once"));
  }

  private static List<List<MarketEntry>> logs() {
    StrategyInstance x = instance("x", "scripted", "1m", BOTH, "period", "2");
    StrategyInstance pair = instance("pair", "pair", "1m", BOTH, "period", "2");
    StrategyChange[] changes = {
      change(Action.RUN, x, 1),
      change(Action.RUN, with(pair, "period", "4"), 1),
      change(Action.PAUSE, x, 2),
      change(Action.RUN, x, 3),
      change(Action.RUN, with(x, "period", "3"), 4),
      change(Action.REMOVE, x, 5)
    };
    List<List<MarketEntry>> logs = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      List<MarketEntry> log = new ArrayList<>(TestLog.random(21 + p, ENTRIES, BOTH.get(p)));
      for (int i = 0; i < changes.length; i++) {
        log.add(200 * (i + 1) + 17 * p, changes[i]);
      }
      logs.add(log);
    }
    return logs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void theJournalHoldsTheSignalsOfAReplayAlthoughTheTaskCrashes(String backend) throws Exception {
    List<List<MarketEntry>> logs = logs();
    // The replay shares the crash's flag: it must not be the one that crashes.
    Scripted.CRASHED.set(true);
    SortedMap<String, List<String>> expected = replay(logs);
    Scripted.CRASHED.set(false);
    assertThat(expected.keySet())
        .contains("signal/x/" + FIRST, "signal/x/" + SECOND, "signal/pair/" + FIRST);

    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0);
        FlinkCluster cluster = FlinkCluster.start(work.resolve("flink"), 2, 0, settings)) {
      KafkaOptions kafka =
          new KafkaOptions(broker.bootstrapServers(), "t.", 5, PARTITIONS, new Properties());
      broker.createTopics(
          Map.of(
              kafka.topic(Topics.TRADES),
              PARTITIONS,
              kafka.topic(Topics.JOURNAL),
              kafka.journalPartitions(),
              kafka.topic(Topics.ALERTS),
              1,
              kafka.topic(Topics.DEAD_LETTERS),
              1));
      JobID job = submit(cluster, kafka);
      cluster.awaitRunning(job, PATIENCE);
      List<List<MarketEntry>> half = logs.stream().map(log -> log.subList(0, 700)).toList();
      produce(kafka, half);
      Scripted.CRASHED.set(true);
      int before = count(replay(half));
      Scripted.CRASHED.set(false);
      awaitSignals(kafka, before);
      cluster.triggerCheckpoint(job);
      produce(kafka, logs.stream().map(log -> log.subList(700, log.size())).toList());

      SortedMap<String, List<String>> actual = awaitSignals(kafka, count(expected));
      assertThat(cluster.failureCause(job))
          .hasValueSatisfying(
              failure -> assertThat(failure).hasStackTraceContaining("injected crash"));
      assertThat(actual).isEqualTo(expected);
      List<byte[]> alerts =
          read(
              kafka,
              kafka.topic(Topics.ALERTS),
              0,
              all -> all.stream().anyMatch(SignalsIT::isOfTheBadOne));
      assertThat(alerts).anyMatch(SignalsIT::isOfTheBadOne);
      cluster.cancel(job);
    }
  }

  private static boolean isOfTheBadOne(byte[] record) {
    try {
      Alert alert = Topics.ALERTS.codec().decode(record);
      return alert.code().equals("STRATEGY_STOPPED") && alert.message().contains("bad");
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  private static JobID submit(FlinkCluster cluster, KafkaOptions kafka) {
    StreamExecutionEnvironment env = cluster.environment(new Configuration());
    env.setParallelism(2);
    SignalsTopology.build(
        env,
        KafkaEndpoints.log(kafka, SignalsJob.NAME, Topics.TRADES),
        KafkaEndpoints.journalSink(kafka),
        KafkaEndpoints.sink(kafka, Topics.ALERTS),
        KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS),
        options());
    return cluster.submit(env);
  }

  /** The signals of each producer, as they are written. */
  private static SortedMap<String, List<String>> replay(List<List<MarketEntry>> logs) {
    SortedMap<String, List<String>> signals = new TreeMap<>();
    TradeLogReplay replay =
        new TradeLogReplay(
            options(),
            new TradeLogReplay.Output() {
              @Override
              public void signal(Signal signal) {
                signals
                    .computeIfAbsent(signal.producer(), p -> new ArrayList<>())
                    .add(new String(Topics.JOURNAL.codec().encode(signal), StandardCharsets.UTF_8));
              }

              @Override
              public void alert(Alert alert) {
                assertThat(alert.code()).startsWith("STRATEGY_");
              }

              @Override
              public void refused(int partition, long offset, String code, String reason) {
                throw new AssertionError(code + " " + reason);
              }
            });
    for (int p = 0; p < logs.size(); p++) {
      for (int i = 0; i < logs.get(p).size(); i++) {
        replay.feed(p, i, Topics.TRADES.codec().encode(logs.get(p).get(i)));
      }
    }
    return signals;
  }

  private static int count(Map<String, List<String>> signals) {
    return signals.values().stream().mapToInt(List::size).sum();
  }

  private static void produce(KafkaOptions kafka, List<List<MarketEntry>> logs) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int p = 0; p < logs.size(); p++) {
        for (MarketEntry entry : logs.get(p)) {
          byte[] key = entry.key().getBytes(StandardCharsets.UTF_8);
          byte[] value = Topics.TRADES.codec().encode(entry);
          producer.send(new ProducerRecord<>(kafka.topic(Topics.TRADES), p, key, value));
        }
      }
    }
  }

  /** The signals as a consumer of the journal takes them: what comes again is dropped. */
  private static SortedMap<String, List<String>> awaitSignals(KafkaOptions kafka, int expected) {
    int partition = Partitions.of("main", kafka.journalPartitions());
    String topic = kafka.topic(Topics.JOURNAL);
    return distinct(read(kafka, topic, partition, all -> count(distinct(all)) >= expected));
  }

  private static SortedMap<String, List<String>> distinct(List<byte[]> records) {
    HighWater seen = new HighWater();
    SortedMap<String, List<String>> signals = new TreeMap<>();
    for (byte[] record : records) {
      String text = new String(record, StandardCharsets.UTF_8);
      Signal signal;
      try {
        signal = (Signal) Topics.JOURNAL.codec().decode(record);
      } catch (CodecException e) {
        throw new AssertionError("not a signal: " + text, e);
      }
      Verdict verdict = seen.observe(signal.producer(), signal.sequence(), text.hashCode());
      assertThat(verdict).isIn(Verdict.NEXT, Verdict.DUPLICATE);
      if (verdict == Verdict.NEXT) {
        signals.computeIfAbsent(signal.producer(), p -> new ArrayList<>()).add(text);
      }
    }
    return signals;
  }

  private static List<byte[]> read(
      KafkaOptions kafka, String topic, int partition, Predicate<List<byte[]>> enough) {
    List<byte[]> records = new ArrayList<>();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("auto.offset.reset", "earliest");
    settings.put("fetch.max.wait.ms", "20");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, partition)));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!enough.test(records) && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          records.add(record.value());
        }
      }
    }
    return records;
  }
}
