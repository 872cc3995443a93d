package io.alphaflow.bench;

import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.FillRules;
import io.alphaflow.backtest.engine.Listing;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.backtest.sweep.ParameterRange;
import io.alphaflow.backtest.sweep.Shards;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.simulator.matching.FeeAsset;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Backtests as plain Java and as Flink jobs: bars and trades that lie in memory, one strategy, then
 * many parameter sets of it. CPU seconds are those of the process, its garbage collector included.
 */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = "Backtests: bars, trades, and parameter sets a second")
final class BacktestBench implements Callable<Integer> {

  private static final long MINUTE = 60_000_000L;
  private static final long DAY = 1_440 * MINUTE;
  private static final long TICK = Fixed8.parse("0.01");

  @Option(
      names = "--bars",
      defaultValue = "525600",
      description = "Bars of a minute (default: ${DEFAULT-VALUE}, a year)")
  int number;

  @Option(
      names = "--sets",
      defaultValue = "1000",
      description = "Parameter sets of the sweep (default: ${DEFAULT-VALUE})")
  int sets;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "Threads of the sweep; with 1 before that (default: ${DEFAULT-VALUE})")
  int threads;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Runs of one strategy, of which the fastest counts (default: ${DEFAULT-VALUE})")
  int rounds;

  @Option(
      names = "--trades-a-minute",
      defaultValue = "4",
      description =
          "Trades of each bar; the more, the fewer bars they are of (default: ${DEFAULT-VALUE})")
  int density;

  /** What is measured. */
  enum Part {
    /** One strategy on what is in memory. */
    MEMORY,
    /** One strategy on trades in a topic and in a Parquet file, and these only read. */
    SOURCES,
    /** Many parameter sets. */
    SWEEP,
    /** Of the other parts what they measure also as Flink jobs. */
    FLINK
  }

  @Option(
      names = "--part",
      defaultValue = "MEMORY,SOURCES,SWEEP,FLINK",
      split = ",",
      description = "What is measured: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  List<Part> parts;

  private final StrategyCatalog catalog = StrategyCatalog.onClassPath();

  /** Null when nothing is measured there. */
  private BacktestFlink flink;

  /** Does something and says how many signals there were. */
  private interface Work {
    long run() throws IOException, InterruptedException;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Bar> bars = MinuteBars.make(number, 11);
    BacktestOptions one = options(List.of(Map.of("fast", "50", "slow", "200")));
    System.out.println("| | events | sets | signals | s | CPU s | set-events/s | for a CPU s |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    List<Trade> trades = trades(bars.subList(0, Math.max(1, (int) (4L * number / density))));
    if (parts.contains(Part.FLINK)) {
      flink = new BacktestFlink(threads);
      best("Flink, nothing to do", 1, () -> onFlink(one, bars.subList(0, 1), 1));
    }
    try {
      measure(one, bars, trades);
    } finally {
      if (flink != null) {
        flink.close();
      }
    }
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "%nHeap in use at the end: %,d MB%n",
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    return 0;
  }

  private void measure(BacktestOptions one, List<Bar> bars, List<Trade> trades)
      throws IOException, InterruptedException {
    if (parts.contains(Part.MEMORY)) {
      best("one strategy, bars", bars.size(), () -> overBars(one, bars));
      tenTimes(one);
      best("one strategy, trades", trades.size(), () -> overTrades(one, trades));
      if (flink != null) {
        best(
            "one strategy, trades, Flink",
            trades.size(),
            () -> signals(flink.overTrades(one, trades).variants()));
      }
    }
    if (parts.contains(Part.SOURCES)) {
      sources(one, trades);
    }
    if (parts.contains(Part.SWEEP)) {
      sweeps(bars);
    }
  }

  private void sweeps(List<Bar> bars) throws IOException, InterruptedException {
    BacktestOptions all = options(grid());
    if (threads > 1) {
      row("sweep, 1 thread", bars.size(), sets / threads, () -> sweep(part(all), bars, 1));
    }
    row("sweep, " + threads + " threads", bars.size(), sets, () -> sweep(all, bars, threads));
    if (flink != null) {
      if (threads > 1) {
        row("sweep, Flink, 1 slot", bars.size(), sets / threads, () -> onFlink(part(all), bars, 1));
      }
      row(
          "sweep, Flink, " + threads + " slots",
          bars.size(),
          sets,
          () -> onFlink(all, bars, threads));
    }
  }

  private long onFlink(BacktestOptions options, List<Bar> bars, int slots) throws IOException {
    return signals(flink.overBars(options, bars, slots).variants());
  }

  private long onFlink(BacktestOptions options, EventSource source) throws IOException {
    return signals(flink.over(source.history(), options, source.bars(), 1).variants());
  }

  /** So many bars that what the compiler does in the beginning counts little. */
  private void tenTimes(BacktestOptions one) throws IOException, InterruptedException {
    List<Bar> bars = MinuteBars.make(10 * number, 12);
    best("one strategy, ten times the bars", bars.size(), () -> overBars(one, bars));
    if (flink != null) {
      best("ten times the bars, Flink", bars.size(), () -> onFlink(one, bars, 1));
    }
    // A fee in base leaves a rest that is a position for ever, and the ledger hears every price.
    BacktestOptions flat = inQuote(one);
    best("ten times, fees in quote", bars.size(), () -> overBars(flat, bars));
    if (flink != null) {
      best("ten times, fees in quote, Flink", bars.size(), () -> onFlink(flat, bars, 1));
    }
  }

  private static BacktestOptions inQuote(BacktestOptions options) {
    FillRules of = FillRules.DEFAULT;
    FillRules quote =
        new FillRules(
            of.mode(),
            of.timing(),
            of.makerFee(),
            of.takerFee(),
            FeeAsset.QUOTE,
            of.spreadTicks(),
            of.slippage(),
            of.entryLatency());
    Variant variant = options.variants().get(0);
    return options.withVariants(
        List.of(new Variant(variant.account(), variant.instances(), quote)));
  }

  private List<Map<String, String>> grid() {
    int slows = (int) Math.ceil(sets / 20.0);
    return ParameterRange.grid(
            List.of(
                ParameterRange.parse("fast=5..100/5"),
                ParameterRange.parse("slow=110.." + (110 + 10 * (slows - 1)) + "/10")),
            20 * slows)
        .subList(0, sets);
  }

  private BacktestOptions part(BacktestOptions all) {
    List<Variant> own = new ArrayList<>();
    for (int i = 0; i < sets / threads; i++) {
      own.add(all.variants().get(i * threads));
    }
    return all.withVariants(own);
  }

  private BacktestOptions options(List<Map<String, String>> grid) {
    StrategyDescriptor cross = catalog.find("ma-cross").orElseThrow();
    List<Variant> variants = new ArrayList<>();
    for (Map<String, String> set : grid) {
      String account = "v" + variants.size();
      Map<String, String> parameters = new TreeMap<>(set);
      parameters.putAll(Map.of("type", "sma", "sizing", "percent-of-equity", "size", "99"));
      variants.add(
          new Variant(
              account,
              List.of(
                  new StrategyInstance(
                      account + "-cross",
                      "ma-cross",
                      account,
                      List.of(MinuteBars.INSTRUMENT),
                      "1m",
                      true,
                      cross.resolve(parameters).texts())),
              FillRules.DEFAULT));
    }
    return new BacktestOptions(
        List.of(
            Listing.of(
                MinuteBars.INSTRUMENT, TICK, Fixed8.parse("0.000001"), Fixed8.of(10_000_000))),
        variants,
        "USD",
        Fixed8.of(100_000),
        BacktestOptions.noLimits(),
        false,
        false,
        Fixed8.parse("0.00001"),
        1_000_000,
        DAY,
        false);
  }

  /** So many trades of each bar, from its open to its low, its high and its close. */
  private List<Trade> trades(List<Bar> bars) {
    List<Trade> trades = new ArrayList<>();
    for (Bar bar : bars) {
      long[] way = {bar.open(), bar.low(), bar.high(), bar.close()};
      for (int i = 0; i < density; i++) {
        long time = bar.openTime() + i * MINUTE / density;
        trades.add(
            new Trade(
                bar.instrument(),
                trades.size() + 1L,
                price(way, i),
                Math.max(1, bar.volume() / density),
                false,
                time,
                time));
      }
    }
    return trades;
  }

  private long price(long[] way, int number) {
    int last = way.length - 1;
    int leg = density == 1 ? 0 : Math.min(last - 1, number * last / (density - 1));
    double on = density == 1 ? 0 : (double) number * last / (density - 1) - leg;
    long price = Math.round(way[leg] + on * (way[leg + 1] - way[leg]));
    return price - price % TICK;
  }

  private long overBars(BacktestOptions options, List<Bar> bars) {
    Backtest run = new Backtest(options, catalog, true);
    bars.forEach(run::bar);
    run.finish();
    return signals(run.results());
  }

  private long overTrades(BacktestOptions options, List<Trade> trades) {
    Backtest run = new Backtest(options, catalog, false);
    trades.forEach(run::trade);
    run.finish();
    return signals(run.results());
  }

  private void sources(BacktestOptions one, List<Trade> trades)
      throws IOException, InterruptedException {
    try (BacktestSources sources = new BacktestSources(trades)) {
      best("Parquet, only read", trades.size(), () -> count(sources.parquet()));
      best("one strategy, Parquet", trades.size(), () -> over(one, sources.parquet()));
      if (flink != null) {
        best("one strategy, Parquet, Flink", trades.size(), () -> onFlink(one, sources.parquet()));
      }
      best("JSON topic, only read", trades.size(), () -> count(sources.topic()));
      best("one strategy, JSON topic", trades.size(), () -> over(one, sources.topic()));
      if (flink != null) {
        best("one strategy, JSON topic, Flink", trades.size(), () -> onFlink(one, sources.topic()));
      }
    }
  }

  /** Reads everything; 0, as nobody signals. */
  private static long count(EventSource source) throws IOException {
    source.run(
        new EventSink() {
          @Override
          public void bar(Bar bar) {
            throw new IllegalStateException("a bar among trades");
          }

          @Override
          public void trade(Trade trade) {
            // Nothing is done with it.
          }
        });
    return 0;
  }

  private long over(BacktestOptions options, EventSource source) throws IOException {
    Backtest run = new Backtest(options, catalog, source.bars());
    source.run(run);
    run.finish();
    return signals(run.results());
  }

  private long sweep(BacktestOptions options, List<Bar> bars, int parts)
      throws InterruptedException {
    return signals(new Shards(options, catalog, (more, all) -> {}).run(bars, parts));
  }

  private static long signals(List<VariantResult> results) {
    return results.stream().mapToLong(result -> result.counts().signals()).sum();
  }

  private void best(String name, int events, Work work) throws IOException, InterruptedException {
    Measured best = null;
    for (int round = 0; round < rounds; round++) {
      Measured next = measure(work);
      best = best == null || next.seconds() < best.seconds() ? next : best;
    }
    print(name, events, 1, best);
  }

  private void row(String name, int events, int ofSets, Work work)
      throws IOException, InterruptedException {
    print(name, events, ofSets, measure(work));
  }

  private record Measured(double seconds, double cpuSeconds, long signals) {}

  private static Measured measure(Work work) throws IOException, InterruptedException {
    System.gc();
    ProcessMeter meter = new ProcessMeter(Map.of());
    meter.begin();
    long began = System.nanoTime();
    long signals = work.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Measured(seconds, meter.cpuSeconds(), signals);
  }

  private static void print(String name, long events, long ofSets, Measured of) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %.2f | %.2f | %,.0f | %,.0f |%n",
        name,
        events,
        ofSets,
        of.signals(),
        of.seconds(),
        of.cpuSeconds(),
        events * ofSets / of.seconds(),
        events * ofSets / of.cpuSeconds());
  }
}
