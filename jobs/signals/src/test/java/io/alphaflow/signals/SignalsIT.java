package io.alphaflow.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.state.HighWater;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.signals.instance.InstrumentMachine;
import io.alphaflow.signals.instance.SignalOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** The job on a real broker and a real cluster, with a crash after a checkpoint. */
@Timeout(120)
class SignalsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String ETH = "sim:ETH/USD";
  private static final int BARS = 600;
  private static final int CRASH_AT = 450;

  @TempDir Path work;

  private static DeskConfig config(String bootstrapServers) {
    return DeskConfig.parse(
        "test.yaml",
        """
        desk: test
        kafka: {bootstrapServers: "%s", topicPrefix: "t.", journalPartitions: 3, marketPartitions: 2}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [BTC/USD, ETH/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}]
        strategies:
          - {id: cross, type: ma-cross, account: main, symbols: [BTC/USD, ETH/USD], params: {fast: 3, slow: 8}}
          - {id: revert, type: rsi-reversion, account: main, symbols: [BTC/USD, ETH/USD], params: {period: 5}}
          - {id: squeeze, type: bollinger-squeeze, account: main, symbols: [BTC/USD], params: {period: 8, lookback: 20}}
          - {id: x-bad, type: scripted, account: main, symbols: [ETH/USD], params: {every: 1000000, fail-at: 100}}
          - {id: y-crash, type: scripted, account: main, symbols: [BTC/USD],
             params: {every: 1000000, fail-at: %d, failure: crash-once}}
        """
            .formatted(bootstrapServers, CRASH_AT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void theJournalHoldsTheSignalsOfThePlainRunAlthoughTheTaskCrashes(String backend)
      throws Exception {
    List<Bar> btc = Bars.walk(Bars.BTC, 21, BARS);
    List<Bar> eth = Bars.walk(ETH, 22, BARS);
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0);
        FlinkCluster cluster = FlinkCluster.start(work.resolve("flink"), 2, 0, settings(backend))) {
      DeskConfig config = config(broker.bootstrapServers());
      KafkaOptions kafka = config.kafka();
      broker.createTopics(
          Map.of(
              kafka.topic(Topics.BARS),
              kafka.marketPartitions(),
              kafka.topic(Topics.JOURNAL),
              kafka.journalPartitions(),
              kafka.topic(Topics.ALERTS),
              1,
              kafka.topic(Topics.DEAD_LETTERS),
              1));
      SignalsOptions options = SignalsOptions.read(config, Scripted.catalog());
      // The plain run shares the crash's flag: it must not be the one that crashes.
      Scripted.CRASHED.set(true);
      Map<String, List<Signal>> expected = plainRun(options, btc, eth);
      assertThat(expected.get(Bars.BTC)).hasSizeGreaterThan(50);
      assertThat(expected.get(ETH)).hasSizeGreaterThan(50);
      Scripted.CRASHED.set(false);

      JobID job = submit(cluster, kafka, options);
      cluster.awaitRunning(job, PATIENCE);
      produce(kafka, btc.subList(0, 300), eth.subList(0, 300));
      int half = count(plainRun(options, btc.subList(0, 300), eth.subList(0, 300)));
      awaitSignals(kafka, half);
      cluster.triggerCheckpoint(job);
      produceGarbage(kafka);
      produce(kafka, btc.subList(300, BARS), eth.subList(300, BARS));

      Map<String, List<Signal>> actual = awaitSignals(kafka, count(expected));
      assertThat(cluster.failureCause(job)).hasValueSatisfying(SignalsIT::isTheCrash);
      assertThat(actual).isEqualTo(expected);
      List<byte[]> alerts = read(kafka, kafka.topic(Topics.ALERTS), 0, all -> !all.isEmpty());
      Alert alert = Topics.ALERTS.codec().decode(alerts.get(0));
      assertThat(alert.code()).isEqualTo("STRATEGY_STOPPED");
      assertThat(alert.message()).contains("x-bad", ETH);
      List<byte[]> letters =
          read(kafka, kafka.topic(Topics.DEAD_LETTERS), 0, all -> !all.isEmpty());
      assertThat(Topics.DEAD_LETTERS.codec().decode(letters.get(0)).code())
          .isEqualTo("UNDECODABLE");
      cluster.cancel(job);
    }
  }

  private static Configuration settings(String backend) {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    return settings;
  }

  private static void isTheCrash(Throwable failure) {
    assertThat(failure).hasStackTraceContaining("injected crash");
  }

  private static JobID submit(FlinkCluster cluster, KafkaOptions kafka, SignalsOptions options) {
    StreamExecutionEnvironment env = cluster.environment(new Configuration());
    env.setParallelism(2);
    SignalsTopology.build(
        env,
        KafkaEndpoints.source(kafka, SignalsJob.NAME, Topics.BARS),
        KafkaEndpoints.journalSink(kafka),
        KafkaEndpoints.sink(kafka, Topics.ALERTS),
        KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS),
        options);
    return cluster.submit(env);
  }

  @SafeVarargs
  private static Map<String, List<Signal>> plainRun(SignalsOptions options, List<Bar>... series) {
    Map<String, List<Signal>> signals = new TreeMap<>();
    for (List<Bar> bars : series) {
      String instrument = bars.get(0).instrument();
      List<Signal> mine = new ArrayList<>();
      InstrumentMachine machine =
          InstrumentMachine.create(instrument, options.instances(), options.catalog());
      SignalOutput out =
          new SignalOutput() {
            @Override
            public void signal(Signal signal) {
              mine.add(signal);
            }

            @Override
            public void alert(Alert alert) {
              assertThat(alert.code()).isEqualTo("STRATEGY_STOPPED");
            }
          };
      bars.forEach(bar -> machine.onBar(bar, out));
      signals.put(instrument, mine);
    }
    return signals;
  }

  private static int count(Map<String, List<Signal>> signals) {
    return signals.values().stream().mapToInt(List::size).sum();
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaOptions kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @SafeVarargs
  private static void produce(KafkaOptions kafka, List<Bar>... series) {
    try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
      for (int i = 0; i < series[0].size(); i++) {
        for (List<Bar> bars : series) {
          Bar bar = bars.get(i);
          byte[] key = bar.instrument().getBytes(StandardCharsets.UTF_8);
          byte[] value = Topics.BARS.codec().encode(bar);
          producer.send(new ProducerRecord<>(kafka.topic(Topics.BARS), key, value));
        }
      }
    }
  }

  private static void produceGarbage(KafkaOptions kafka) {
    try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
      byte[] garbage = "no bar".getBytes(StandardCharsets.UTF_8);
      byte[] key = Bars.BTC.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(kafka.topic(Topics.BARS), key, garbage));
    }
  }

  /** The signals as a consumer of the journal takes them: what comes again is dropped. */
  private static Map<String, List<Signal>> awaitSignals(KafkaOptions kafka, int expected)
      throws Exception {
    int partition = Partitions.of("main", kafka.journalPartitions());
    List<byte[]> records =
        read(
            kafka, kafka.topic(Topics.JOURNAL), partition, all -> count(distinct(all)) >= expected);
    return distinct(records);
  }

  private static Map<String, List<Signal>> distinct(List<byte[]> records) {
    HighWater seen = new HighWater();
    Map<String, List<Signal>> signals = new TreeMap<>();
    for (byte[] record : records) {
      Signal signal = decode(record);
      HighWater.Verdict verdict =
          seen.observe(
              signal.producer(),
              signal.sequence(),
              new String(record, StandardCharsets.UTF_8).hashCode());
      assertThat(verdict).isIn(HighWater.Verdict.NEXT, HighWater.Verdict.DUPLICATE);
      if (verdict == HighWater.Verdict.NEXT) {
        signals.computeIfAbsent(signal.instrument(), name -> new ArrayList<>()).add(signal);
      }
    }
    return signals;
  }

  private static Signal decode(byte[] record) {
    try {
      return (Signal) Topics.JOURNAL.codec().decode(record);
    } catch (Exception e) {
      throw new AssertionError("not a signal: " + new String(record, StandardCharsets.UTF_8), e);
    }
  }

  private static List<byte[]> read(
      KafkaOptions kafka, String topic, int partition, Predicate<List<byte[]>> enough) {
    List<byte[]> records = new ArrayList<>();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("auto.offset.reset", "earliest");
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
