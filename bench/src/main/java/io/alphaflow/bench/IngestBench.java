package io.alphaflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.ingest.IngestJob;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import io.alphaflow.simulator.SimulatedExchange;
import io.alphaflow.simulator.SimulatorOptions;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Load on ingest: the simulated exchange makes trades of many symbols at a steady rate, whatever
 * the job does; each is looked for on the trade log, and its delay counts from when it was due. So
 * nothing is omitted when the job stalls.
 */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Exchange → WebSocket → ingest → Kafka at a steady rate of messages")
final class IngestBench implements Callable<Integer> {

  private static final String VENUE = "sim";
  private static final String TICKER = "bookTicker";
  private static final int PARTITIONS = 2;
  private static final long SECOND_MICROS = 1_000_000L;
  private static final long TO_BEGIN_MILLIS = 5_000;
  private static final long AFTER_MILLIS = 2_000;

  /** Kinds of threads by the beginning of their names. */
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("vert.x-eventloop", "exchange");
    KINDS.put("HttpClient-", "WebSocket client");
    KINDS.put("Source: market", "source and validation");
    KINDS.put("market-log", "market log, bars, sinks");
    KINDS.put("kafka-producer-network", "Kafka producers");
    KINDS.put("data-plane-kafka", "Kafka broker");
  }

  @Option(
      names = "--symbols",
      defaultValue = "1000",
      description = "How many symbols trade, in turn (default: ${DEFAULT-VALUE})")
  int symbols;

  @Option(
      names = "--rate",
      defaultValue = "20000",
      description = "Messages per second, of all symbols together (default: ${DEFAULT-VALUE})")
  int rate;

  @Option(
      names = "--seconds",
      defaultValue = "120",
      description = "How long (default: ${DEFAULT-VALUE})")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds at the beginning that do not count (default: ${DEFAULT-VALUE})")
  int warmUp;

  @Option(
      names = "--streams",
      defaultValue = "trade",
      split = ",",
      description =
          "trade, or trade,bookTicker: each trade moves the best price, so that each stream brings"
              + " half (default: ${DEFAULT-VALUE})")
  List<String> streams;

  @Option(
      names = "--parallelism",
      defaultValue = "1",
      description =
          "Of the job; each reader has connections of its own (default: ${DEFAULT-VALUE})")
  int parallelism;

  private final Map<String, String> rows = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("ingest-bench");
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0);
        FlinkCluster cluster =
            FlinkCluster.start(work.resolve("flink"), parallelism, 0, new Configuration())) {
      Map<String, Integer> topics = new LinkedHashMap<>();
      Topics.ALL.forEach(topic -> topics.put(topic.name(), PARTITIONS));
      broker.createTopics(
          topics, Map.of(Topics.TRADES.name(), Map.of("message.timestamp.type", "LogAppendTime")));
      // The exchange tells the time of this machine's clock, so its trades must be of now.
      long start = (System.currentTimeMillis() + TO_BEGIN_MILLIS) * 1_000;
      int trades = streams.contains(TICKER) ? rate / 2 : rate;
      IngestLoad load = new IngestLoad(symbols, trades, seconds + warmUp, start);
      SimulatorOptions options = SimulatorOptions.of(load.specs().toArray(SymbolSpec[]::new));
      try (SimulatedExchange exchange = SimulatedExchange.start(options, load.recordings())) {
        return run(broker, cluster, exchange, load) ? 0 : 1;
      }
    }
  }

  private boolean run(
      KafkaBroker broker, FlinkCluster cluster, SimulatedExchange exchange, IngestLoad load)
      throws Exception {
    DeskConfig config = config(broker, exchange, load);
    StreamExecutionEnvironment env = cluster.environment(new Configuration());
    env.setParallelism(parallelism);
    IngestJob.configure(env, config);
    long early = load.startMicros() / 1_000 - System.currentTimeMillis();
    if (early < 0) {
      throw new IllegalStateException("the exchange was not ready in " + TO_BEGIN_MILLIS + " ms");
    }
    Thread.sleep(early);
    exchange.play();
    JobID job = cluster.submit(env);
    awaitSubscribed(cluster, job, exchange);
    play(cluster, job, exchange, load);
    ArrivalCheck log = readLog(config, exchange, load);
    row("bars, journal, quotes, dead letters, alerts on their logs", others(config));
    cluster.cancel(job);
    return report(log, load);
  }

  private DeskConfig config(KafkaBroker broker, SimulatedExchange exchange, IngestLoad load) {
    return DeskConfig.parse(
        "bench",
        """
        desk: bench
        kafka: {bootstrapServers: "%s", journalPartitions: %d, marketPartitions: %d}
        venue: {name: %s, restUrl: "%s", streamUrl: "%s", wsApiUrl: "%s", symbols: [%s]}
        accounts: [{id: main, currency: USD, apiKey: "${env:NONE}", secret: "${env:NONE}"}]
        ingest: {klines: false, quotes: %s}
        """
            .formatted(
                broker.bootstrapServers(),
                PARTITIONS,
                PARTITIONS,
                VENUE,
                exchange.restUrl(),
                exchange.streamUrl(),
                exchange.wsApiUrl(),
                IntStream.range(0, load.symbols())
                    .mapToObj(load::symbol)
                    .collect(Collectors.joining(", ")),
                streams.contains(TICKER) ? "ticker" : "off"));
  }

  private void awaitSubscribed(FlinkCluster cluster, JobID job, SimulatedExchange exchange)
      throws Exception {
    int wanted = symbols * streams.size();
    List<Integer> subscribed = List.of();
    while (subscribed.stream().mapToInt(n -> n).sum() < wanted) {
      check(cluster, job);
      if (exchange.progress().tradesSent() > 1) {
        throw new IllegalStateException(
            "trades began before the job had subscribed: " + subscribed);
      }
      Thread.sleep(100);
      subscribed = exchange.subscribedStreams();
    }
    row("connections, streams of each", subscribed.size() + ", " + subscribed);
  }

  /** Waits for the end of the load, and measures meanwhile. */
  private void play(FlinkCluster cluster, JobID job, SimulatedExchange exchange, IngestLoad load)
      throws Exception {
    ProcessMeter meter = new ProcessMeter(KINDS);
    long from = load.firstMicros() + warmUp * SECOND_MICROS;
    awaitMarket(cluster, job, exchange, from);
    String start = mega(ProcessMeter.liveHeap());
    meter.begin();
    awaitMarket(cluster, job, exchange, from + seconds * SECOND_MICROS / 2);
    long before = System.nanoTime();
    String middle = mega(ProcessMeter.liveHeap());
    long paused = (System.nanoTime() - before) / 1_000_000;
    awaitMarket(cluster, job, exchange, load.lastMicros());
    row("CPU s, all of the process", "%.1f".formatted(meter.cpuSeconds()));
    meter.cpuSecondsByKind().forEach((kind, used) -> row("… " + kind, "%.1f".formatted(used)));
    checkpoints(cluster, job);
    while (!exchange.progress().finished()) {
      Thread.sleep(20);
    }
    Thread.sleep(AFTER_MILLIS);
    // Sinks send all that they have.
    cluster.triggerCheckpoint(job);
    row(
        "heap after a collection at the start, in the middle, at the end, MB",
        start + ", " + middle + ", " + mega(ProcessMeter.liveHeap()));
    row("the collection in the middle stopped everything for, ms", Long.toString(paused));
  }

  private static void awaitMarket(
      FlinkCluster cluster, JobID job, SimulatedExchange exchange, long time) throws Exception {
    // Seldom: the job's state is costly to ask for.
    while (exchange.progress().marketTimeMicros() < time - SECOND_MICROS) {
      check(cluster, job);
      Thread.sleep(1_000);
    }
    while (exchange.progress().marketTimeMicros() < time) {
      Thread.sleep(5);
    }
  }

  private static void check(FlinkCluster cluster, JobID job) {
    cluster
        .failureCause(job)
        .ifPresent(
            cause -> {
              throw new IllegalStateException("the job failed", cause);
            });
  }

  private static String mega(long bytes) {
    return Long.toString(bytes >> 20);
  }

  /** What Flink's own REST says of the checkpoints so far. */
  private void checkpoints(FlinkCluster cluster, JobID job)
      throws IOException, InterruptedException {
    URI uri = URI.create(cluster.webUrl() + "/jobs/" + job + "/checkpoints");
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    JsonNode answer = new ObjectMapper().readTree(body);
    JsonNode counts = answer.path("counts");
    JsonNode millis = answer.path("summary").path("end_to_end_duration");
    row(
        "checkpoints done, failed",
        counts.path("completed").asText() + ", " + counts.path("failed").asText());
    row(
        "their duration p50, p99, max, ms",
        "%.0f, %.0f, %d"
            .formatted(
                millis.path("p50").asDouble(),
                millis.path("p99").asDouble(),
                millis.path("max").asLong()));
    row(
        "their size, average, kB",
        Long.toString(answer.path("summary").path("checkpointed_size").path("avg").asLong() >> 10));
  }

  private ArrivalCheck readLog(DeskConfig config, SimulatedExchange exchange, IngestLoad load) {
    long wallMinusMarket =
        exchange.scheduledWallMicros(load.idleSymbol(), 1).orElseThrow() - load.startMicros();
    ArrivalCheck check =
        new ArrivalCheck(load, VENUE, wallMinusMarket, load.firstMicros() + warmUp * SECOND_MICROS);
    LogReader.readAll(config.kafka(), check::take, Topics.TRADES);
    return check;
  }

  private static String others(DeskConfig config) {
    StringBuilder counts = new StringBuilder();
    for (Topic<?> topic :
        List.of(Topics.BARS, Topics.JOURNAL, Topics.QUOTES, Topics.DEAD_LETTERS, Topics.ALERTS)) {
      LongAdder count = new LongAdder();
      LogReader.readAll(config.kafka(), in -> count.increment(), topic);
      counts.append(counts.isEmpty() ? "" : ", ").append("%,d".formatted(count.sum()));
    }
    return counts.toString();
  }

  private boolean report(ArrivalCheck log, IngestLoad load) {
    Histogram delay = log.delay();
    row("messages a second", "%,d".formatted(load.rate() * streams.size()));
    row("trades made by the exchange", "%,d".formatted(load.trades()));
    row("trades on the log", "%,d".formatted(log.arrived()));
    row("lost, duplicated", "%,d, %,d".formatted(log.lost(), log.duplicated()));
    row("behind when the last was due", "%,d".formatted(log.behindAtEnd()));
    row(
        "trade due at the exchange → on the log p50, p99, p99.9, max, ms",
        "%.1f, %.1f, %.1f, %.1f"
            .formatted(
                delay.getValueAtPercentile(50) / 1e3,
                delay.getValueAtPercentile(99) / 1e3,
                delay.getValueAtPercentile(99.9) / 1e3,
                delay.getMaxValue() / 1e3));
    System.out.println("\n| | |\n|---|---|");
    rows.forEach((what, value) -> System.out.println("| " + what + " | " + value + " |"));
    return log.lost() == 0 && log.duplicated() == 0 && log.behindAtEnd() < load.rate();
  }

  private void row(String what, String value) {
    rows.put(what, value);
  }
}
