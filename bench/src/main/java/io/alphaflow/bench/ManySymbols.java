package io.alphaflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.operator.TradeLogOperator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Three strategies on each of many symbols: how large the state is, how long a checkpoint takes,
 * and how long it takes until the job goes on from it.
 */
final class ManySymbols {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** All tasks run in this process. */
  private static final LongAdder READ = new LongAdder();

  private static final LongAdder ALERTS = new LongAdder();

  private final int symbols;
  private final int minutes;
  private final int parallelism;
  private final SignalsOptions options;
  private final FlinkCluster cluster;
  private final KafkaOptions kafka;
  private long written;
  private String checkpoint = "";

  ManySymbols(int symbols, int minutes, int parallelism, FlinkCluster cluster, KafkaBroker broker) {
    this.symbols = symbols;
    this.minutes = minutes;
    this.parallelism = parallelism;
    this.options = SignalsOptions.read(BenchDesk.config(symbols, parallelism, "1m"));
    this.cluster = cluster;
    this.kafka =
        new KafkaOptions(broker.bootstrapServers(), "many-", 1, parallelism, new Properties());
    broker.createTopics(Map.of(kafka.topic(Topics.TRADES), parallelism));
  }

  /** Prints the table. */
  void measure() throws Exception {
    READ.reset();
    ALERTS.reset();
    write(0, minutes);
    System.out.printf(
        Locale.ROOT,
        "%n%,d symbols, three strategies on each, warmed up by %d bars each; RocksDB, %d slots%n%n"
            + "| | |%n|---|---|%n",
        symbols,
        minutes,
        parallelism);
    long began = System.nanoTime();
    JobID job = cluster.submit(job());
    awaitRead();
    row("%,d trades read from the beginning, s".formatted(written), seconds(began));
    row("first checkpoint, all symbols", checkpoint(job));
    row("checkpoint, nothing traded since", checkpoint(job));
    write(minutes, minutes + 1);
    awaitRead();
    row("checkpoint, all symbols traded since", checkpoint(job));
    cluster.cancel(job);
    sendMarkers();
    began = System.nanoTime();
    JobID again = cluster.submit(job(), checkpoint);
    cluster.awaitRunning(again, PATIENCE);
    row("recovery: all tasks run after, s", seconds(began));
    while (ALERTS.sum() < parallelism) {
      Thread.sleep(5);
    }
    row("recovery: all partitions have answered after, s", seconds(began));
    cluster.cancel(again);
  }

  private static void row(String name, String value) {
    System.out.println("| " + name + " | " + value + " |");
  }

  private static String seconds(long began) {
    return String.format(Locale.ROOT, "%.2f", (System.nanoTime() - began) / 1e9);
  }

  private void write(int from, int to) {
    RecordCodec<MarketEntry> codec = Topics.TRADES.codec();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int minute = from; minute < to; minute++) {
        for (int i = 0; i < symbols; i++) {
          String instrument = BenchDesk.instrument(i);
          producer.send(
              new ProducerRecord<>(
                  kafka.topic(Topics.TRADES),
                  i % parallelism,
                  instrument.getBytes(StandardCharsets.UTF_8),
                  codec.encode(MinuteTrades.trade(instrument, i, minute))));
          written++;
        }
      }
    }
  }

  /** A change that nobody may make: it is answered by an alert, once the state is there. */
  private void sendMarkers() {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int partition = 0; partition < parallelism; partition++) {
        StrategyChange change =
            new StrategyChange(
                "marker",
                1,
                StrategyChange.Action.REMOVE,
                "",
                "",
                List.of(),
                "1m",
                new TreeMap<>(),
                0,
                "nobody",
                0,
                List.of(),
                "");
        producer.send(
            new ProducerRecord<>(
                kafka.topic(Topics.TRADES),
                partition,
                change.key().getBytes(StandardCharsets.UTF_8),
                Topics.TRADES.codec().encode(change)));
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "linger.ms",
            "20",
            "batch.size",
            "262144");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void awaitRead() throws InterruptedException {
    while (READ.sum() < written) {
      Thread.sleep(5);
    }
  }

  private StreamExecutionEnvironment job() {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    // Only those that are asked for.
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    StreamExecutionEnvironment environment = cluster.environment(settings);
    environment.setParallelism(parallelism);
    environment.setMaxParallelism(options.maxParallelism());
    var keys = options.keys();
    SingleOutputStreamOperator<LogWrite> signals =
        environment
            .fromSource(
                KafkaEndpoints.log(kafka, "bench", Topics.TRADES),
                WatermarkStrategy.noWatermarks(),
                "trades")
            .uid("trades")
            .map(new CountRead())
            .returns(
                Types.TUPLE(
                    Types.INT, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO))
            .uid("count")
            .keyBy(record -> keys.ofPartition(record.f0), Types.INT)
            .transform(
                "strategies", TypeInformation.of(LogWrite.class), new TradeLogOperator(options))
            .uid("strategies");
    signals.sinkTo(new DiscardingSink<>()).uid("signals");
    signals
        .getSideOutput(SideOutputs.ALERTS)
        .map(new CountAlerts())
        .returns(TypeInformation.of(Alert.class))
        .uid("count-alerts")
        .sinkTo(new DiscardingSink<>())
        .uid("alerts");
    return environment;
  }

  /** Takes one and tells what Flink's own REST says of it, which it does some seconds later. */
  private String checkpoint(JobID job) throws IOException, InterruptedException {
    checkpoint = cluster.triggerCheckpoint(job);
    JsonNode last = latest(job);
    String number = checkpoint.substring(checkpoint.lastIndexOf('-') + 1);
    while (!last.path("id").asText().equals(number)) {
      Thread.sleep(200);
      last = latest(job);
    }
    long size = last.path("state_size").asLong();
    return String.format(
        Locale.ROOT,
        "%,d kB (%,d kB written), %,d bytes for each symbol, %,d ms",
        size >> 10,
        last.path("checkpointed_size").asLong() >> 10,
        size / symbols,
        last.path("end_to_end_duration").asLong());
  }

  private JsonNode latest(JobID job) throws IOException, InterruptedException {
    return FlinkRest.checkpoints(cluster, job).path("latest").path("completed");
  }

  private static final class CountRead
      implements MapFunction<Tuple3<Integer, Long, byte[]>, Tuple3<Integer, Long, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Tuple3<Integer, Long, byte[]> map(Tuple3<Integer, Long, byte[]> record) {
      READ.increment();
      return record;
    }
  }

  private static final class CountAlerts implements MapFunction<Alert, Alert> {
    private static final long serialVersionUID = 1L;

    @Override
    public Alert map(Alert alert) {
      ALERTS.increment();
      return alert;
    }
  }
}
