package io.alphaflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.operator.Breakers;
import io.alphaflow.runtime.FlinkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * All circuit breakers of a busy desk: events in a second, state, and the time from the event that
 * completes a pattern to the trip. In the last, events keep to a schedule whatever the breakers do
 * and time counts from the moment an event was due, so nothing is omitted when they stall.
 */
@Command(
    name = "breakers",
    mixinStandardHelpOptions = true,
    description = "Circuit breakers: events per second, state, and latency of a trip")
final class BreakerBench implements Callable<Integer> {

  private static final int READERS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** So that there are many trips to measure. */
  private static final int LATENCY_VELOCITY = 3;

  @Option(
      names = "--accounts",
      defaultValue = "1000",
      description = "Accounts (default: ${DEFAULT-VALUE})")
  int accounts;

  @Option(
      names = "--partitions",
      defaultValue = "8",
      description = "Partitions of the journal, an even number (default: ${DEFAULT-VALUE})")
  int partitions;

  @Option(
      names = "--velocity",
      defaultValue = "20",
      description = "Count of the order velocity (default: ${DEFAULT-VALUE})")
  int velocity;

  @Option(
      names = "--events",
      defaultValue = "200000",
      description = "Events at full speed (default: ${DEFAULT-VALUE})")
  int events;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Events per second of the latency part (default: ${DEFAULT-VALUE})")
  int rate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long the latency part is (default: ${DEFAULT-VALUE})")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds of it that do not count (default: ${DEFAULT-VALUE})")
  int warmUp;

  @Option(
      names = "--checkpoint",
      defaultValue = "1",
      description = "Seconds between checkpoints (default: ${DEFAULT-VALUE})")
  int checkpoint;

  @Option(
      names = "--runs",
      defaultValue = "2",
      description = "Runs at full speed; the first warms up (default: ${DEFAULT-VALUE})")
  int runs;

  @Option(
      names = "--backend",
      defaultValue = "hashmap,rocksdb",
      split = ",",
      description = "State backends (default: ${DEFAULT-VALUE})")
  List<String> backends;

  @Override
  public Integer call() throws Exception {
    try (FlinkCluster cluster =
        FlinkCluster.start(
            Files.createTempDirectory("breaker-bench"), READERS, 0, new Configuration())) {
      throughput(cluster);
      latency(cluster);
    }
    return 0;
  }

  private void throughput(FlinkCluster cluster) throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%n%,d events, %,d accounts, %d partitions, all breakers, order velocity of %d%n%n"
            + "| state | run | seconds | events/s | trips | CPU s | events/s and core"
            + " | checkpoint p50, max, kB | bytes for each account | checkpoint p50, max, ms |%n"
            + "|---|---|---|---|---|---|---|---|---|---|%n",
        events,
        accounts,
        partitions,
        velocity);
    for (String backend : backends) {
      for (int run = 1; run <= runs; run++) {
        ProcessMeter meter = new ProcessMeter(Map.of());
        meter.begin();
        long began = System.nanoTime();
        JobID job = run(cluster, backend, velocity, events, 0);
        double took = (System.nanoTime() - began) / 1e9;
        double cpu = meter.cpuSeconds();
        JsonNode checkpoints = FlinkRest.checkpoints(cluster, job).path("summary");
        JsonNode size = checkpoints.path("state_size");
        JsonNode duration = checkpoints.path("end_to_end_duration");
        System.out.printf(
            Locale.ROOT,
            "| %s | %s | %.1f | %,.0f | %,d | %.1f | %,.0f | %,d, %,d | %,d | %,d, %,d |%n",
            backend,
            run == 1 ? "1 (warm-up)" : Integer.toString(run),
            took,
            events / took,
            TRIPS.sum(),
            cpu,
            events / cpu,
            size.path("p50").asLong() >> 10,
            size.path("max").asLong() >> 10,
            size.path("p50").asLong() / accounts,
            duration.path("p50").asLong(),
            duration.path("max").asLong());
      }
    }
  }

  private void latency(FlinkCluster cluster) {
    System.out.printf(
        Locale.ROOT,
        "%n%,d events a second for %d s, order velocity of %d: event due → trip out, ms%n%n"
            + "| state | trips | p50 | p99 | p99.9 | max |%n|---|---|---|---|---|---|%n",
        rate,
        seconds,
        LATENCY_VELOCITY);
    for (String backend : backends) {
      run(cluster, backend, LATENCY_VELOCITY, rate * (seconds + warmUp), rate);
      Histogram took = LATENCY;
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %.1f | %.1f | %.1f | %.1f |%n",
          backend,
          took.getTotalCount(),
          took.getValueAtPercentile(50) / 1e6,
          took.getValueAtPercentile(99) / 1e6,
          took.getValueAtPercentile(99.9) / 1e6,
          took.getMaxValue() / 1e6);
    }
  }

  /**
   * Runs the breakers as the risk job has them.
   *
   * @param tripsAt count of the order velocity
   * @param perSecond events in a second; 0 for as many as it can
   */
  private JobID run(FlinkCluster cluster, String backend, int tripsAt, int count, int perSecond) {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(checkpoint));
    StreamExecutionEnvironment environment = cluster.environment(settings);
    environment.setParallelism(READERS);
    TRIPS.reset();
    LATENCY.reset();
    int each = count / partitions;
    DataStream<BreakerEvent> stream =
        environment
            .fromSource(
                new NumberSequenceSource(0, (long) each * partitions - 1),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .map(new ToEvent(accounts, partitions, each, perSecond))
            .returns(BreakerEvent.class)
            .uid("events");
    Breakers.watch(stream, new BreakerLoad(accounts, partitions).options(tripsAt))
        .trips()
        .map(new Arrival(each, partitions, perSecond, (long) warmUp * rate / partitions))
        .returns(TypeInformation.of(LogWrite.class))
        .uid("arrival")
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .uid("trips");
    JobID job = cluster.submit(environment);
    JobStatus end = cluster.awaitEnd(job, PATIENCE);
    if (end != JobStatus.FINISHED) {
      throw new IllegalStateException("the job is " + end);
    }
    return job;
  }

  /** All tasks run in this process. */
  private static final LongAdder TRIPS = new LongAdder();

  private static final Histogram LATENCY = new ConcurrentHistogram(3);

  /** When the first event was due; that of all readers, which begin at once. */
  private static volatile long began;

  /** Moment at which an event is due, by its number in the partition. */
  private static long due(int number, int partitions, int perSecond) {
    return began + (long) number * partitions * 1_000_000_000L / perSecond;
  }

  /** Each reader has half of the partitions and takes an event of each in turn. */
  private static final class ToEvent extends RichMapFunction<Long, BreakerEvent> {
    private static final long serialVersionUID = 1L;

    private final int accounts;
    private final int partitions;
    private final int each;
    private final int perSecond;
    private transient BreakerLoad load;

    ToEvent(int accounts, int partitions, int each, int perSecond) {
      this.accounts = accounts;
      this.partitions = partitions;
      this.each = each;
      this.perSecond = perSecond;
    }

    @Override
    public void open(OpenContext context) {
      load = new BreakerLoad(accounts, partitions);
      began = System.nanoTime() + 2_000_000_000L;
    }

    @Override
    public BreakerEvent map(Long index) {
      int ofReader = partitions / READERS;
      int reader = (int) (index / ((long) ofReader * each));
      int inReader = (int) (index % ((long) ofReader * each));
      int number = inReader / ofReader;
      if (perSecond > 0) {
        long wait = due(number, partitions, perSecond) - System.nanoTime();
        while (wait > 0) {
          LockSupport.parkNanos(wait);
          wait = due(number, partitions, perSecond) - System.nanoTime();
        }
      }
      return load.event(reader * ofReader + inReader % ofReader, number);
    }
  }

  private static final class Arrival extends RichMapFunction<LogWrite, LogWrite> {
    private static final long serialVersionUID = 1L;

    private final int each;
    private final int partitions;
    private final int perSecond;
    private final long warmUp;
    private transient RecordCodec<JournalEntry> codec;

    Arrival(int each, int partitions, int perSecond, long warmUp) {
      this.each = each;
      this.partitions = partitions;
      this.perSecond = perSecond;
      this.warmUp = warmUp;
    }

    @Override
    public void open(OpenContext context) {
      codec = Topics.JOURNAL.codec();
    }

    @Override
    public LogWrite map(LogWrite write) throws CodecException {
      long now = System.nanoTime();
      TRIPS.increment();
      int number = BreakerLoad.number(((BreakerTrip) codec.decode(write.value())).time());
      if (perSecond > 0 && number >= warmUp && number < each) {
        LATENCY.recordValue(now - due(number, partitions, perSecond));
      }
      return write;
    }
  }
}
