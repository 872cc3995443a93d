package io.alphaflow.bench;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.PartitionKeys;
import io.alphaflow.common.flink.TradeLogBars;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.operator.TradeLogOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bounded replay: trades from a Kafka topic, as JSON, to bars, and to bars and strategies. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Kafka → trades → bars, and Kafka → trades → bars → indicators → signals,",
      "in trades per second"
    })
final class ReplayBench implements Callable<Integer> {

  private static final int MAX_PARALLELISM = 128;

  /** What is measured. */
  enum Part {
    /** Bars alone. */
    BARS,
    /** Bars and strategies. */
    STRATEGIES
  }

  @Option(
      names = "--trades",
      defaultValue = "10000000",
      description = "Trades on the topic (default: ${DEFAULT-VALUE})")
  int trades;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Slots of the job, partitions of the topic (default: ${DEFAULT-VALUE})")
  int parallelism;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs of each; the first warms up (default: ${DEFAULT-VALUE})")
  int runs;

  @Option(
      names = "--bars",
      defaultValue = "1s,1m,5m,15m,1h,4h,1d",
      split = ",",
      description = "Bars that are built (default: ${DEFAULT-VALUE})")
  List<String> bars;

  @Option(
      names = "--part",
      defaultValue = "BARS,STRATEGIES",
      split = ",",
      description = "What is measured: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  List<Part> parts;

  @Option(
      names = "--backend",
      defaultValue = "hashmap",
      split = ",",
      description = "State backends, hashmap and rocksdb (default: ${DEFAULT-VALUE})")
  List<String> backends;

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("replay-bench");
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0);
        FlinkCluster cluster =
            FlinkCluster.start(work.resolve("flink"), parallelism, 0, new Configuration())) {
      measure(cluster, broker);
    }
    return 0;
  }

  /** Fills a topic, replays it as often as wanted, and prints the table. */
  void measure(FlinkCluster cluster, KafkaBroker broker) {
    KafkaOptions kafka =
        new KafkaOptions(broker.bootstrapServers(), "", 1, parallelism, new Properties());
    broker.createTopics(Map.of(Topics.TRADES.name(), parallelism));
    TradeLog.fill(kafka, trades, parallelism);
    System.out.printf(
        Locale.ROOT,
        "%n| | state | run | trades | bars | seconds | trades/s | CPU s | trades/s and core |%n"
            + "|---|---|---|---|---|---|---|---|---|%n");
    for (Part part : parts) {
      for (String backend : backends) {
        for (int run = 1; run <= runs; run++) {
          measure(cluster, kafka, part, backend, run);
        }
      }
    }
  }

  private void measure(
      FlinkCluster cluster, KafkaOptions kafka, Part part, String backend, int run) {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    // Nobody waits for a single record of a replay.
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(100));
    StreamExecutionEnvironment environment = cluster.environment(settings);
    environment.setParallelism(parallelism);
    environment.setMaxParallelism(MAX_PARALLELISM);
    BARS.reset();
    if (part == Part.BARS) {
      buildBars(environment, kafka);
    } else {
      buildStrategies(environment, kafka);
    }
    ProcessMeter meter = new ProcessMeter(Map.of());
    meter.begin();
    long began = System.nanoTime();
    JobID job = cluster.submit(environment);
    cluster.awaitEnd(job, Duration.ofMinutes(10));
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpuSeconds = meter.cpuSeconds();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %,d | %s | %.1f | %,.0f | %.1f | %,.0f |%n",
        part == Part.STRATEGIES ? "bars and strategies" : "bars",
        backend,
        run == 1 ? "1 (warm-up)" : Integer.toString(run),
        trades,
        part == Part.BARS ? String.format(Locale.ROOT, "%,d", BARS.sum()) : "the same",
        seconds,
        trades / seconds,
        cpuSeconds,
        trades / cpuSeconds);
  }

  private void buildBars(StreamExecutionEnvironment environment, KafkaOptions kafka) {
    PartitionKeys keys = new PartitionKeys(parallelism, MAX_PARALLELISM);
    environment
        .fromSource(
            KafkaEndpoints.boundedValues(kafka, "bench", Topics.TRADES),
            WatermarkStrategy.noWatermarks(),
            "trades")
        .keyBy(record -> keys.ofPartition(record.f0), Types.INT)
        .transform(
            "bars",
            TypeInformation.of(Bar.class),
            new TradeLogBars(bars.stream().map(BarSpec::parse).toList()))
        .map(new CountBars())
        .returns(TypeInformation.of(Bar.class))
        .sinkTo(new DiscardingSink<>());
  }

  /** As the signals job does it; the bars are built by the machines of the instruments. */
  private void buildStrategies(StreamExecutionEnvironment environment, KafkaOptions kafka) {
    SignalsOptions signals =
        SignalsOptions.read(
            BenchDesk.config(TradeLog.INSTRUMENTS, parallelism, String.join(", ", bars)));
    PartitionKeys keys = signals.keys();
    environment
        .fromSource(
            KafkaEndpoints.boundedLog(kafka, "bench", Topics.TRADES),
            WatermarkStrategy.noWatermarks(),
            "trades")
        .keyBy(record -> keys.ofPartition(record.f0), Types.INT)
        .transform("strategies", TypeInformation.of(LogWrite.class), new TradeLogOperator(signals))
        .sinkTo(new DiscardingSink<>());
  }

  /** All tasks run in this process. */
  private static final LongAdder BARS = new LongAdder();

  private static final class CountBars implements MapFunction<Bar, Bar> {
    private static final long serialVersionUID = 1L;

    @Override
    public Bar map(Bar bar) {
      BARS.increment();
      return bar;
    }
  }
}
