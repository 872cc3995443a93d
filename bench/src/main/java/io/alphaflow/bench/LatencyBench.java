package io.alphaflow.bench;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.local.LocalDesk;
import io.alphaflow.cli.local.LocalDeskOptions;
import io.alphaflow.cli.local.Shutdown;
import io.alphaflow.cli.local.StartUp;
import io.alphaflow.cli.view.DeskSnapshot;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.Recording;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tick to order through the whole running desk. Each order is traced back to the trade that closed
 * the bar that led to its signal. The exchange keeps to its schedule whatever the desk does, and
 * the first column counts from the moment a trade was due: so nothing is omitted when the desk
 * stalls.
 */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = "Tick to order through the running desk at a steady rate of trades")
final class LatencyBench implements Callable<Integer> {

  private static final InstrumentId SYMBOL = InstrumentId.parse("sim:BTC/USD");
  private static final double SPEED = 600;
  private static final long SECOND_MICROS = 1_000_000L;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Trades per second of wall clock (default: ${DEFAULT-VALUE})")
  int rate;

  @Option(
      names = "--seconds",
      defaultValue = "300",
      description = "How long (default: ${DEFAULT-VALUE})")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds at the beginning that do not count (default: ${DEFAULT-VALUE})")
  int warmUp;

  @Option(
      names = "--database",
      defaultValue = "EMBEDDED",
      description = "AUTO, DOCKER, TIMESCALEDB or EMBEDDED (default: ${DEFAULT-VALUE})")
  DatabaseOptions.Preference database;

  @Override
  public Integer call() throws Exception {
    Shutdown shutdown = new Shutdown();
    shutdown.onSignal(System.err);
    try {
      DeskFolder folder = new DeskFolder(DeskFolder.home().resolve("bench"));
      int count = rate * (seconds + warmUp);
      Recording recording =
          SyntheticTrades.recording("BTCUSD", count, Math.round(SPEED * SECOND_MICROS / rate));
      LocalDesk desk =
          LocalDesk.start(
              new LocalDeskOptions(
                  folder,
                  BenchDesk.latencyConfiguration("1s"),
                  SYMBOL,
                  recording,
                  SPEED,
                  Fixed8.of(1_000_000),
                  DatabaseOptions.in(folder.database()).withPreference(database).withFresh(true),
                  0),
              new StartUp(System.err),
              shutdown);
      desk.exchange().play();
      play(desk);
      return report(desk, count) ? 0 : 1;
    } finally {
      shutdown.close();
    }
  }

  private static void play(LocalDesk desk) throws InterruptedException {
    long quietSince = System.nanoTime();
    long lastFills = -1;
    while (!desk.exchange().finished() || System.nanoTime() - quietSince < 3_000_000_000L) {
      desk.jobs().check();
      DeskSnapshot now = desk.monitor().snapshot();
      if (now.fills() != lastFills) {
        lastFills = now.fills();
        quietSince = System.nanoTime();
      }
      Thread.sleep(500);
    }
  }

  /** Prints the table; false when an approved order never reached the exchange. */
  private boolean report(LocalDesk desk, int count) {
    Map<String, Long> triggers = new HashMap<>();
    RecordCodec<Decision> decisions = Topics.DECISIONS.codec();
    LogReader.readAll(
        desk.config().kafka(),
        in -> {
          Decision decision = decode(decisions, in);
          decision
              .approvedOrder()
              .ifPresent(o -> triggers.put(o.clientOrderId(), decision.triggerTradeId()));
        },
        Topics.DECISIONS);
    Map<Long, Long> accepted = acceptTimes(desk, new HashSet<>(triggers.values()));
    Histogram fromSchedule = new Histogram(3);
    Histogram fromIngest = new Histogram(3);
    Ledger ledger = desk.exchange().ledger();
    ledger
        .orders()
        .forEach(
            order -> {
              long trigger = triggers.get(order.clientOrderId());
              if (trigger > (long) rate * warmUp) {
                long received = order.request().receivedWallMicros();
                fromSchedule.recordValue(
                    Math.max(0, received - desk.exchange().scheduledWallMicros(trigger)));
                fromIngest.recordValue(Math.max(0, received - accepted.get(trigger)));
              }
            });
    DeskSnapshot end = desk.monitor().snapshot();
    System.out.printf(
        Locale.ROOT,
        "%n%,d trades at %,d/s, %,d of them on the market log; %,d orders counted, %,d approved"
            + " orders never received, %,d dead letters%n%n",
        count,
        rate,
        end.trades(),
        fromIngest.getTotalCount(),
        triggers.size() - ledger.orders().size(),
        end.deadLetters());
    System.out.println("| ms | p50 | p99 | p99.9 | max |\n|---|---|---|---|---|");
    row("trade due at the exchange → order received", fromSchedule);
    row("trade accepted by ingest → order received", fromIngest);
    return triggers.size() == ledger.orders().size();
  }

  private static Map<Long, Long> acceptTimes(LocalDesk desk, Set<Long> wanted) {
    Map<Long, Long> times = new HashMap<>();
    RecordCodec<MarketEntry> trades = Topics.TRADES.codec();
    LogReader.readAll(
        desk.config().kafka(),
        in -> {
          if (decode(trades, in) instanceof Trade trade && wanted.contains(trade.tradeId())) {
            times.putIfAbsent(trade.tradeId(), trade.ingestTime());
          }
        },
        Topics.TRADES);
    return times;
  }

  private static <T> T decode(RecordCodec<T> codec, RawRecord in) {
    try {
      return codec.decode(in.value());
    } catch (CodecException e) {
      throw new IllegalStateException(in.topic() + "@" + in.offset() + ": " + e.getMessage(), e);
    }
  }

  private static void row(String name, Histogram histogram) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.1f |%n",
        name,
        histogram.getValueAtPercentile(50) / 1e3,
        histogram.getValueAtPercentile(99) / 1e3,
        histogram.getValueAtPercentile(99.9) / 1e3,
        histogram.getMaxValue() / 1e3);
  }
}
