package io.alphaflow.bench;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskJob;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.RiskTopology;
import io.alphaflow.runtime.FlinkCluster;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How long the whole risk job takes from a journal record to its decision, and from a breach to its
 * alert, at a steady rate. Records are written when they are due, whatever the job does.
 */
final class GateLatency {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long MILLI_NANOS = 1_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * How fast, how long.
   *
   * @param rate entries a second
   * @param warmUp seconds that do not count
   * @param parallelism of the job
   * @param checkpoint seconds between checkpoints
   */
  record Plan(int rate, int warmUp, int parallelism, int checkpoint) {}

  /** An alert and when it was read. */
  private record Told(Alert alert, long nanos) {}

  private final GateLoad load;
  private final GateBreaches breaches;
  private final RiskOptions options;
  private final KafkaOptions kafka;
  private final Plan plan;
  private final JournalTimes due;
  private final JournalTimes read;
  private final JournalTimes appended;
  private final JournalTimes decisionRead;
  private final JournalTimes decisionAppended;
  private final Map<String, Long> burstsDue = new ConcurrentHashMap<>();
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();

  GateLatency(
      GateLoad load, GateBreaches breaches, RiskOptions options, KafkaOptions kafka, Plan plan) {
    this.load = load;
    this.breaches = breaches;
    this.options = options;
    this.kafka = kafka;
    this.plan = plan;
    this.due = times();
    this.read = times();
    this.appended = times();
    this.decisionRead = times();
    this.decisionAppended = times();
  }

  /** Room for all entries in one partition: breaches come on top of the load. */
  private JournalTimes times() {
    return new JournalTimes(load.partitions().size(), (int) load.entries());
  }

  /** Prints the table. */
  void measure(FlinkCluster cluster) throws Exception {
    JobID job = start(cluster);
    int written;
    long countFrom;
    try (TopicReader entries = new TopicReader(kafka, Topics.JOURNAL, this::entry);
        TopicReader decisions = new TopicReader(kafka, Topics.DECISIONS, this::decision);
        TopicReader alerts = new TopicReader(kafka, Topics.ALERTS, this::alert)) {
      countFrom = play() + plan.warmUp * SECOND_NANOS;
      awaitQuiet(entries, decisions, alerts);
      written = entries.count();
    }
    cluster.cancel(job);
    System.out.printf(
        Locale.ROOT,
        "%n%,d entries/s for %d s after %d s of warm-up, %,d on the journal, a checkpoint each %d s"
            + "%n%n| ms | number | p50 | p99 | p99.9 | max |%n|---|---|---|---|---|---|%n",
        plan.rate,
        load.entries() / plan.rate - plan.warmUp,
        plan.warmUp,
        written,
        plan.checkpoint);
    printDecisions(countFrom);
    printAlerts(countFrom);
  }

  private void entry(ConsumerRecord<byte[], byte[]> in, long nanos) {
    read.set(in.partition(), in.offset(), nanos);
    appended.set(in.partition(), in.offset(), in.timestamp());
  }

  private void decision(ConsumerRecord<byte[], byte[]> in, long nanos) {
    Decision decision = decode(Topics.DECISIONS.codec(), in.value());
    if (!breaches.isBurst(decision.account())) {
      decisionRead.set(decision.journalPartition(), decision.journalOffset(), nanos);
      decisionAppended.set(decision.journalPartition(), decision.journalOffset(), in.timestamp());
    }
  }

  private void alert(ConsumerRecord<byte[], byte[]> in, long nanos) {
    told.add(new Told(decode(Topics.ALERTS.codec(), in.value()), nanos));
  }

  private static <T> T decode(RecordCodec<T> codec, byte[] value) {
    try {
      return codec.decode(value);
    } catch (CodecException e) {
      throw new IllegalStateException(e);
    }
  }

  private JobID start(FlinkCluster cluster) {
    Configuration settings = RiskJob.settings();
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(plan.checkpoint));
    StreamExecutionEnvironment environment = cluster.environment(settings);
    environment.setParallelism(plan.parallelism);
    RiskTopology.build(
        environment,
        new RiskTopology.Endpoints(
            KafkaEndpoints.source(kafka, "bench", Topics.JOURNAL),
            KafkaEndpoints.sink(kafka, Topics.DECISIONS),
            KafkaEndpoints.sink(kafka, Topics.DECISION_READINGS),
            KafkaEndpoints.journalSink(kafka),
            KafkaEndpoints.sink(kafka, Topics.ALERTS),
            KafkaEndpoints.sink(kafka, Topics.DEAD_LETTERS)),
        options);
    JobID job = cluster.submit(environment);
    cluster.awaitRunning(job, PATIENCE);
    return job;
  }

  /**
   * Writes each entry when it is due, the partitions in turn.
   *
   * @return when the first was due
   */
  private long play() {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      int partitions = load.partitions().size();
      long began = System.nanoTime() + SECOND_NANOS;
      for (int i = 0; i < load.entries(); i++) {
        long at = began + i * SECOND_NANOS / plan.rate;
        LockSupport.parkNanos(at - System.nanoTime());
        int partition = i % partitions;
        byte[] value = load.partitions().get(partition).get(i / partitions);
        send(producer, new GateBreaches.Entry(partition, value, ""), at);
        for (GateBreaches.Entry breach : breaches.with(i)) {
          send(producer, breach, at);
        }
      }
      return began;
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "0"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private void send(KafkaProducer<byte[], byte[]> producer, GateBreaches.Entry entry, long at) {
    if (!entry.burst().isEmpty()) {
      burstsDue.put(entry.burst(), at);
    }
    producer.send(
        new ProducerRecord<>(kafka.topic(Topics.JOURNAL), entry.partition(), null, entry.value()),
        (place, failure) -> due.set(place.partition(), place.offset(), at));
  }

  /** Until nothing has come for two seconds. */
  private static void awaitQuiet(TopicReader... topics) throws InterruptedException {
    int before = -1;
    int now = 0;
    while (now != before) {
      Thread.sleep(2_000);
      before = now;
      now = 0;
      for (TopicReader topic : topics) {
        now += topic.count();
      }
    }
  }

  private void printDecisions(long countFrom) {
    Delays fromDue = new Delays("signal due → decision read");
    Delays fromRead = new Delays("signal read from the journal → decision read");
    Delays fromAppend = new Delays("signal appended → decision appended, broker's clock");
    for (int p = 0; p < load.partitions().size(); p++) {
      for (int i = 0; i < due.room(); i++) {
        if (decisionRead.has(p, i) && due.has(p, i) && due.get(p, i) >= countFrom) {
          fromDue.add(decisionRead.get(p, i) - due.get(p, i));
          fromRead.add(decisionRead.get(p, i) - read.get(p, i));
          fromAppend.add((decisionAppended.get(p, i) - appended.get(p, i)) * MILLI_NANOS);
        }
      }
    }
    fromDue.print();
    fromRead.print();
    fromAppend.print();
  }

  private void printAlerts(long countFrom) {
    Delays forged = new Delays("forged command due → alert read");
    Delays tripped = new Delays("last approval of a burst due → alert of the breaker read");
    for (Told of : told) {
      if (of.alert().code().equals("COMMAND_REFUSED")) {
        String[] entry = of.alert().correlation().split("/");
        add(forged, of, due.get(Integer.parseInt(entry[1]), Long.parseLong(entry[2])), countFrom);
      } else if (of.alert().code().equals("BREAKER_TRIPPED")) {
        Long burst = burstsDue.remove(of.alert().account());
        if (burst != null) {
          add(tripped, of, burst, countFrom);
        }
      }
    }
    forged.print();
    tripped.print();
  }

  private static void add(Delays delays, Told of, long breachDue, long countFrom) {
    if (breachDue >= countFrom) {
      delays.add(of.nanos() - breachDue);
    }
  }

  /** A row of the table. */
  private static final class Delays {
    private final String name;
    private final Histogram nanos = new Histogram(3);

    Delays(String name) {
      this.name = name;
    }

    void add(long delayNanos) {
      nanos.recordValue(Math.max(0, delayNanos));
    }

    void print() {
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %.1f | %.1f | %.1f | %.1f |%n",
          name,
          nanos.getTotalCount(),
          nanos.getValueAtPercentile(50) / 1e6,
          nanos.getValueAtPercentile(99) / 1e6,
          nanos.getValueAtPercentile(99.9) / 1e6,
          nanos.getMaxValue() / 1e6);
    }
  }
}
