package io.alphaflow.bench;

import com.sun.management.OperatingSystemMXBean;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.PartitionKeys;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.TradeLogBars;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.operator.StrategyOperator;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bounded replay: trades from a Kafka topic, as JSON, to bars, and on to strategies. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Kafka → trades → bars, and Kafka → trades → bars → indicators → signals,",
      "in trades per second"
    })
final class ReplayBench implements Callable<Integer> {

  private static final int INSTRUMENTS = 8;
  private static final String VENUE = "sim";
  private static final int MAX_PARALLELISM = 128;

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

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("replay-bench");
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0);
        FlinkCluster cluster =
            FlinkCluster.start(work.resolve("flink"), parallelism, 0, new Configuration())) {
      KafkaOptions kafka =
          new KafkaOptions(broker.bootstrapServers(), "", 1, parallelism, new Properties());
      broker.createTopics(Map.of(Topics.TRADES.name(), parallelism));
      fill(kafka);
      System.out.printf(
          Locale.ROOT,
          "%n| | run | trades | bars | seconds | trades/s | CPU s | trades/s and core |%n"
              + "|---|---|---|---|---|---|---|---|%n");
      for (boolean strategies : new boolean[] {false, true}) {
        for (int run = 1; run <= runs; run++) {
          measure(cluster, kafka, strategies, run);
        }
      }
    }
    return 0;
  }

  private void fill(KafkaOptions kafka) {
    RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("linger.ms", "20");
    properties.put("batch.size", "262144");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < trades; i++) {
        int number = i % INSTRUMENTS;
        Trade trade = SyntheticTrades.trade(instrument(number), i / INSTRUMENTS);
        producer.send(
            new ProducerRecord<>(
                Topics.TRADES.name(),
                number % parallelism,
                trade.instrument().getBytes(StandardCharsets.UTF_8),
                codec.encode(trade)));
      }
    }
  }

  private static String instrument(int number) {
    return VENUE + ":C" + number + "/USD";
  }

  private void measure(FlinkCluster cluster, KafkaOptions kafka, boolean strategies, int run) {
    StreamExecutionEnvironment environment = cluster.environment(new Configuration());
    environment.setParallelism(parallelism);
    BARS.reset();
    build(environment, kafka, strategies);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long began = System.nanoTime();
    JobID job = cluster.submit(environment);
    cluster.awaitEnd(job, Duration.ofMinutes(10));
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %,d | %,d | %.1f | %,.0f | %.1f | %,.0f |%n",
        strategies ? "bars and strategies" : "bars",
        run == 1 ? "1 (warm-up)" : Integer.toString(run),
        trades,
        BARS.sum(),
        seconds,
        trades / seconds,
        cpuSeconds,
        trades / cpuSeconds);
  }

  private void build(
      StreamExecutionEnvironment environment, KafkaOptions kafka, boolean strategies) {
    PartitionKeys keys = new PartitionKeys(parallelism, MAX_PARALLELISM);
    SingleOutputStreamOperator<Bar> built =
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
            .setMaxParallelism(MAX_PARALLELISM)
            .map(new CountBars())
            .returns(TypeInformation.of(Bar.class));
    if (!strategies) {
      built.sinkTo(new DiscardingSink<>());
      return;
    }
    SignalsOptions signals = SignalsOptions.read(BenchDesk.config(INSTRUMENTS));
    built
        .map(new ToRecord())
        .returns(TypeInformation.of(RawRecord.class))
        .keyBy(RawRecord::key, Types.STRING)
        .transform("signals", TypeInformation.of(LogWrite.class), new StrategyOperator(signals))
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

  /** Bars as they stand on their topic. */
  private static final class ToRecord extends RichMapFunction<Bar, RawRecord> {
    private static final long serialVersionUID = 1L;
    private transient RecordCodec<Bar> codec;

    @Override
    public void open(OpenContext context) {
      codec = Topics.BARS.codec();
    }

    @Override
    public RawRecord map(Bar bar) {
      return new RawRecord(
          Topics.BARS.name(), 0, bar.sequence(), 0, bar.instrument(), codec.encode(bar));
    }
  }
}
