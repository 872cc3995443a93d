package io.alphaflow.bench;

import com.sun.management.OperatingSystemMXBean;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.JournalWrite;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.ingest.IngestOptions;
import io.alphaflow.ingest.bar.BarInterval;
import io.alphaflow.ingest.feed.FeedOptions;
import io.alphaflow.ingest.feed.MarketEvent;
import io.alphaflow.ingest.operator.IngestOutputs;
import io.alphaflow.ingest.operator.InstrumentOperator;
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
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
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

/**
 * Bounded replay: trades from a Kafka topic, as JSON, to bars, indicators and signals, through the
 * operators of the jobs.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Kafka → trades → bars → indicators → signals, in trades per second and core")
final class ReplayBench implements Callable<Integer> {

  private static final int INSTRUMENTS = 8;
  private static final String VENUE = "sim";

  @Option(
      names = "--trades",
      defaultValue = "2000000",
      description = "Trades on the topic (default: ${DEFAULT-VALUE})")
  int trades;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Slots of the job (default: ${DEFAULT-VALUE})")
  int parallelism;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs; the first warms up (default: ${DEFAULT-VALUE})")
  int runs;

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
          "%n| run | trades | seconds | trades/s | CPU s | trades/s and core |%n|---|---|---|---|---|---|%n");
      for (int run = 1; run <= runs; run++) {
        measure(cluster, kafka, run);
      }
    }
    return 0;
  }

  private void fill(KafkaOptions kafka) {
    JsonCodec<Trade> codec = Topics.TRADES.codec();
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

  private void measure(FlinkCluster cluster, KafkaOptions kafka, int run) {
    StreamExecutionEnvironment environment = cluster.environment(new Configuration());
    environment.setParallelism(parallelism);
    build(environment, kafka);
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
        "| %s | %,d | %.1f | %,.0f | %.1f | %,.0f |%n",
        run == 1 ? "1 (warm-up)" : Integer.toString(run),
        trades,
        seconds,
        trades / seconds,
        cpuSeconds,
        trades / cpuSeconds);
  }

  private void build(StreamExecutionEnvironment environment, KafkaOptions kafka) {
    IngestOptions ingest =
        new IngestOptions(
            1_000_000L,
            1_000_000L,
            1,
            BarInterval.of(Duration.ofMinutes(1)),
            new FeedOptions(false, 0));
    SignalsOptions signals = SignalsOptions.read(BenchDesk.config(INSTRUMENTS));
    SingleOutputStreamOperator<Trade> trades =
        environment
            .fromSource(
                KafkaEndpoints.boundedSource(kafka, "bench", Topics.TRADES),
                WatermarkStrategy.noWatermarks(),
                "trades")
            .map(new ToEvent())
            .returns(TypeInformation.of(MarketEvent.class))
            .keyBy(MarketEvent::instrument, Types.STRING)
            .transform(
                "bars", TypeInformation.of(Trade.class), new InstrumentOperator(VENUE, ingest, 1));
    trades.sinkTo(new DiscardingSink<>());
    trades.getSideOutput(IngestOutputs.JOURNAL).sinkTo(new DiscardingSink<>());
    trades
        .getSideOutput(IngestOutputs.BARS)
        .map(new ToRecord())
        .returns(TypeInformation.of(RawRecord.class))
        .keyBy(RawRecord::key, Types.STRING)
        .transform("signals", TypeInformation.of(JournalWrite.class), new StrategyOperator(signals))
        .sinkTo(new DiscardingSink<>());
  }

  /** Reads the JSON, as every job does. */
  private static final class ToEvent extends RichMapFunction<RawRecord, MarketEvent> {
    private static final long serialVersionUID = 1L;
    private transient JsonCodec<Trade> codec;

    @Override
    public void open(OpenContext context) {
      codec = Topics.TRADES.codec();
    }

    @Override
    public MarketEvent map(RawRecord in) throws Exception {
      Trade t = codec.decode(in.value());
      VenueTrade trade =
          new VenueTrade(
              t.instrument(),
              t.tradeId(),
              t.price(),
              t.quantity(),
              t.buyerIsMaker(),
              t.exchangeTime(),
              "");
      return MarketEvent.ofTrade(t.instrument(), trade, t.ingestTime());
    }
  }

  /** Bars as they stand on their topic. */
  private static final class ToRecord extends RichMapFunction<Bar, RawRecord> {
    private static final long serialVersionUID = 1L;
    private transient JsonCodec<Bar> codec;

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
