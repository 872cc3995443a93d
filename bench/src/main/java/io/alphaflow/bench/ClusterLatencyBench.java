package io.alphaflow.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.journal.JournalEntry;
import io.alphaflow.simulator.journal.JournalFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tick to order on the standalone cluster, stage by stage. The exchange makes trades at a steady
 * rate whatever the desk does; what counts from when a trade was due counts from the exchange's
 * schedule, so nothing is omitted when the desk, or the exchange itself, stalls.
 */
@Command(
    name = "cluster-latency",
    mixinStandardHelpOptions = true,
    description = "Tick to order on a standalone cluster at a steady rate of trades, by stage")
final class ClusterLatencyBench implements Callable<Integer> {

  private static final double SPEED = 600;
  // Twenty a second by the wall clock, as of twenty symbols.
  private static final String MARKS = "30s";
  private static final int MOST_COLD = 1_000;
  private static final long SECOND_MICROS = 1_000_000L;
  private static final long STILL_NANOS = 3_000_000_000L;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Trades per second of wall clock (default: ${DEFAULT-VALUE})")
  int rate;

  @Option(
      names = "--seconds",
      defaultValue = "120",
      description = "How long (default: ${DEFAULT-VALUE})")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "30",
      description = {
        "Seconds at the beginning that do not count, with at most 1,000 trades a second",
        "(default: ${DEFAULT-VALUE})"
      })
  int warmUp;

  @Option(
      names = "--patience",
      defaultValue = "180",
      description = "Seconds to wait for the rest after the last trade (default: ${DEFAULT-VALUE})")
  int patience;

  @Option(
      names = "--database",
      defaultValue = "auto",
      description = "auto, docker, timescaledb or embedded (default: ${DEFAULT-VALUE})")
  String database;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private AlphaflowCommand alphaflow;
  private Path cluster;
  private String exchange;

  @Override
  public Integer call() throws Exception {
    Path home = DeskFolder.home().resolve("cluster-latency").toAbsolutePath();
    cluster = home.resolve("cluster");
    alphaflow = new AlphaflowCommand(Path.of(System.getProperty("alphaflow.command")), home);
    alphaflow.run("cluster", "down", "--now");
    Recording trades = trades();
    int code;
    try {
      up(home, trades);
      code = measure(trades) ? 0 : 1;
    } catch (IOException | InterruptedException | RuntimeException e) {
      try {
        alphaflow.run("cluster", "down", "--now");
      } catch (IOException | RuntimeException also) {
        e.addSuppressed(also);
      }
      throw e;
    }
    alphaflow.run("cluster", "down", "--now");
    return code;
  }

  private Recording trades() {
    return SyntheticTrades.recording(
        "BTCUSD", warmUpTrades(), step(warmUpRate()), rate * seconds, step(rate));
  }

  private static long step(int tradesPerSecond) {
    return Math.round(SPEED * SECOND_MICROS / tradesPerSecond);
  }

  private int warmUpRate() {
    return Math.min(rate, MOST_COLD);
  }

  private int warmUpTrades() {
    return warmUpRate() * warmUp;
  }

  private void up(Path home, Recording trades) throws IOException, InterruptedException {
    Path data = write(trades, home.resolve("trades.csv"));
    Path desk = Files.writeString(home.resolve("desk.yaml"), BenchDesk.latencyConfiguration(MARKS));
    List<String> up = new ArrayList<>(List.of("cluster", "up", "--free-ports", "--json"));
    up.addAll(List.of("--desk", desk.toString(), "--data", data.toString()));
    up.addAll(List.of("--speed", Double.toString(SPEED), "--cash", "1000000"));
    up.addAll(List.of("--database", database));
    exchange = JSON.readTree(alphaflow.run(up.toArray(String[]::new))).path("exchange").asText();
    alphaflow.run("submit", "all");
  }

  private static Path write(Recording trades, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("timestamp,price,amount\n");
      for (int i = 0; i < trades.size(); i++) {
        MarketTrade t = trades.at(i);
        out.write(t.timeMicros() + "," + Fixed8.format(t.price()));
        out.write("," + Fixed8.format(t.quantity()) + "\n");
      }
    }
    return file;
  }

  private boolean measure(Recording trades) throws IOException, InterruptedException {
    JsonNode status = JSON.readTree(alphaflow.run("cluster", "status", "--json"));
    alphaflow.run("cluster", "play");
    while (ask("/admin/playback").path("tradesSent").asLong() < warmUpTrades()) {
      Thread.sleep(20);
    }
    ClusterCpu cpu = new ClusterCpu(status, cluster);
    Map<String, Double> before = cpu.seconds();
    long began = System.nanoTime();
    while (!ask("/admin/playback").path("finished").asBoolean()) {
      Thread.sleep(100);
    }
    double played = (System.nanoTime() - began) / 1e9;
    Map<String, Double> after = cpu.seconds();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    long due = begun();
    OrderTimes times = rest(trades.size());
    JsonNode ledger = ask("/admin/ledger").path("orders");
    StageTimes stages =
        new StageTimes(times, ledger, id -> due + dueMicros(trades, id), warmUpTrades());
    say(
        "%,d trades at %,d/s, %,d of them on the trade log; %,d orders counted, %,d approved orders"
            + " never received, %,d without the venue's yes; the gate's noes: %s; load of the"
            + " machine at the end %.1f",
        trades.size(),
        rate,
        times.tradesOnLog(),
        stages.counted(),
        stages.neverReceived(),
        stages.neverAcknowledged(),
        times.refused(),
        load);
    say(
        "The exchange made %,.0f trades/s. The last trade was on the trade log %.1f s after it was"
            + " due, the last order at the exchange %.1f s after its trade was due",
        (trades.size() - warmUpTrades()) / played,
        (times.lastTradeWritten() - due - dueMicros(trades, trades.size())) / 1e6,
        stages.lastBehindMicros() / 1e6);
    System.out.println();
    stages.print(System.out);
    System.out.println("\n| process | cores |\n|---|---|");
    after.forEach((name, total) -> say("| %s | %.2f |", name, (total - before.get(name)) / played));
    return stages.neverReceived() == 0 && times.tradesOnLog() >= trades.size();
  }

  /** After the play of the market began, µs. */
  private static long dueMicros(Recording trades, long tradeId) {
    return Math.round((trades.timeMicros(tradeId) - trades.timeAt(0)) / SPEED);
  }

  /** When the market began to play, by the exchange's own journal. */
  private long begun() throws IOException {
    List<Long> begun = new ArrayList<>();
    Path copy = cluster.resolveSibling("exchange.journal");
    Files.copy(cluster.resolve("exchange.journal"), copy, StandardCopyOption.REPLACE_EXISTING);
    try (JournalFile journal = JournalFile.open(copy, 0)) {
      journal.replay(
          entry -> {
            if (entry instanceof JournalEntry.Playing playing && playing.playing()) {
              begun.add(playing.wallMicros());
            }
          });
    }
    return begun.get(0);
  }

  /** What is on the logs when all trades are there and no decision has come for a while. */
  private OrderTimes rest(int trades) {
    KafkaOptions kafka = DeskConfig.load(cluster.resolve("desk.yaml")).kafka();
    long end = System.nanoTime() + SECONDS.toNanos(patience);
    AtomicLong tradesLeft = new AtomicLong(trades);
    AtomicLong lastDecision = new AtomicLong(System.nanoTime());
    try (LogReader logs = new LogReader(kafka, List.of(Topics.TRADES, Topics.DECISIONS))) {
      for (long now = lastDecision.get();
          now < end && (tradesLeft.get() > 0 || now < lastDecision.get() + STILL_NANOS);
          now = System.nanoTime()) {
        logs.poll(
            POLL,
            in -> {
              if (in.topic().equals(Topics.DECISIONS.name())) {
                lastDecision.set(System.nanoTime());
              } else {
                tradesLeft.decrementAndGet();
              }
            });
      }
    }
    return OrderTimes.read(kafka);
  }

  private JsonNode ask(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(exchange + path)).build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
