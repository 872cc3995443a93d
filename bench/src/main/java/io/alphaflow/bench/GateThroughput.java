package io.alphaflow.bench;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import io.alphaflow.risk.operator.GateOperator;
import io.alphaflow.runtime.FlinkCluster;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How many journal entries the gate reads in a second: as plain Java, and as a Flink job. */
final class GateThroughput {

  /** Entries of a partition that are decoded at once. */
  private static final int CHUNK = 32;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final GateLoad load;
  private final RiskOptions options;

  GateThroughput(GateLoad load, RiskOptions options) {
    this.load = load;
    this.options = options;
  }

  /**
   * What one run took.
   *
   * @param seconds by the clock
   * @param cpuSeconds processor time
   */
  record Result(long decisions, double seconds, double cpuSeconds) {}

  /** Something that reads all entries once and says how many decisions there were. */
  interface Job {
    /** Runs once. */
    long run() throws Exception;
  }

  /** Measures the whole process: garbage collection, compiler and broker included. */
  static Result process(Job job) throws Exception {
    ProcessMeter meter = new ProcessMeter(Map.of());
    System.gc();
    meter.begin();
    long began = System.nanoTime();
    long decisions = job.run();
    return new Result(decisions, (System.nanoTime() - began) / 1e9, meter.cpuSeconds());
  }

  /** Prints a row of the table. */
  void row(String name, int run, Result result) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.2f | %,.0f | %,d | %.2f | %,.0f |%n",
        name,
        run == 1 ? "1 (warm-up)" : Integer.toString(run),
        result.seconds,
        load.entries() / result.seconds,
        result.decisions,
        result.cpuSeconds,
        load.entries() / result.cpuSeconds);
  }

  private static final class Count implements GateOutput {
    private long decisions;

    @Override
    public void decision(Decision decision) {
      decisions++;
    }

    @Override
    public void signal(Signal signal) {}

    @Override
    public void alert(Alert alert) {
      throw new IllegalStateException(alert.toString());
    }

    @Override
    public void breakerEvent(BreakerEvent event) {}

    @Override
    public void refused(String code, String reason) {
      throw new IllegalStateException(reason);
    }
  }

  private List<Gate> gates() {
    List<Gate> gates = new ArrayList<>();
    for (int p = 0; p < load.partitions().size(); p++) {
      gates.add(new Gate(options));
    }
    return gates;
  }

  /**
   * The entries of all partitions in turn, decoded a moment before, as in a job. Measures the
   * thread while it applies them.
   */
  Result decoded() throws CodecException {
    RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
    List<Gate> gates = gates();
    JournalEntry[] entries = new JournalEntry[CHUNK * gates.size()];
    int[] hashes = new int[entries.length];
    Count out = new Count();
    long nanos = 0;
    long cpuNanos = 0;
    int count = load.partitions().get(0).size();
    for (int from = 0; from < count; from += CHUNK) {
      int decoded = 0;
      for (int i = from; i < Math.min(count, from + CHUNK); i++) {
        for (List<byte[]> partition : load.partitions()) {
          hashes[decoded] = Arrays.hashCode(partition.get(i));
          entries[decoded++] = codec.decode(partition.get(i));
        }
      }
      long began = System.nanoTime();
      long cpuBegan = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < decoded; i++) {
        int partition = i % gates.size();
        long offset = from + i / gates.size();
        gates.get(partition).apply(entries[i], partition, offset, hashes[i], out);
      }
      cpuNanos += THREADS.getCurrentThreadCpuTime() - cpuBegan;
      nanos += System.nanoTime() - began;
    }
    return new Result(out.decisions, nanos / 1e9, cpuNanos / 1e9);
  }

  /** The entries of all partitions in turn, from their bytes. */
  long fromJson() {
    List<Gate> gates = gates();
    Count out = new Count();
    int count = load.partitions().get(0).size();
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < gates.size(); p++) {
        gates.get(p).read(load.partitions().get(p).get(i), p, i, out);
      }
    }
    return out.decisions;
  }

  /** All tasks run in this process. */
  private static final LongAdder DECISIONS = new LongAdder();

  /** The journal, for the source in memory. */
  private static volatile GateLoad inMemory;

  /** A job that reads the journal from memory, a share of the partitions in each slot. */
  long jobFromMemory(FlinkCluster cluster, int parallelism) {
    inMemory = load;
    StreamExecutionEnvironment environment = environment(cluster, parallelism);
    DataStream<RawRecord> journal =
        environment
            .fromSource(
                new NumberSequenceSource(0, load.entries() - 1),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .map(new ToRecord(GateDesk.PARTITIONS / parallelism, load.entries() / parallelism))
            .returns(TypeInformation.of(RawRecord.class));
    return run(cluster, environment, journal);
  }

  /** Writes the journal to its topic. */
  void fill(KafkaOptions kafka) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "linger.ms", "20",
            "batch.size", "262144");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < load.partitions().get(0).size(); i++) {
        for (int p = 0; p < load.partitions().size(); p++) {
          byte[] value = load.partitions().get(p).get(i);
          producer.send(new ProducerRecord<>(kafka.topic(Topics.JOURNAL), p, null, value));
        }
      }
    }
  }

  /** A job that reads the journal from its topic. */
  long jobFromKafka(FlinkCluster cluster, int parallelism, KafkaOptions kafka) {
    StreamExecutionEnvironment environment = environment(cluster, parallelism);
    DataStream<RawRecord> journal =
        environment.fromSource(
            KafkaEndpoints.boundedSource(kafka, "bench", Topics.JOURNAL),
            WatermarkStrategy.noWatermarks(),
            "journal");
    return run(cluster, environment, journal);
  }

  private static StreamExecutionEnvironment environment(FlinkCluster cluster, int parallelism) {
    Configuration settings = new Configuration();
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(100));
    settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    return cluster.environment(settings).setParallelism(parallelism);
  }

  /** Journal → gate → nothing. */
  private long run(
      FlinkCluster cluster, StreamExecutionEnvironment environment, DataStream<RawRecord> journal) {
    DECISIONS.reset();
    journal
        .keyBy(RawRecord::partition, Types.INT)
        .transform("gate", TypeInformation.of(Decision.class), new GateOperator(options))
        .map(new CountDecisions())
        .returns(TypeInformation.of(Decision.class))
        .sinkTo(new DiscardingSink<>());
    JobID job = cluster.submit(environment);
    cluster.awaitEnd(job, Duration.ofMinutes(10));
    return DECISIONS.sum();
  }

  private static final class CountDecisions implements MapFunction<Decision, Decision> {
    private static final long serialVersionUID = 1L;

    @Override
    public Decision map(Decision decision) {
      DECISIONS.increment();
      return decision;
    }
  }

  /** Each range of numbers that the source hands out as a whole is some partitions, in turn. */
  private static final class ToRecord implements MapFunction<Long, RawRecord> {
    private static final long serialVersionUID = 1L;

    private final int partitions;
    private final long entries;

    /**
     * @param partitions of a range
     * @param entries of a range
     */
    ToRecord(int partitions, long entries) {
      this.partitions = partitions;
      this.entries = entries;
    }

    @Override
    public RawRecord map(Long number) {
      long within = number % entries;
      int partition = (int) (number / entries * partitions + within % partitions);
      int offset = (int) (within / partitions);
      byte[] value = inMemory.partitions().get(partition).get(offset);
      return new RawRecord(Topics.JOURNAL.name(), partition, offset, 0, "", value);
    }
  }
}
