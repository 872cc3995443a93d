package io.alphaflow.bench;

import io.alphaflow.simulator.matching.book.FastOrderBook;
import io.alphaflow.simulator.matching.book.NaiveOrderBook;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The matching engine as plain Java on one thread: commands as fast as they are done, and then, in
 * a run of its own, the time of each. No network, no file, no other thread of ours.
 */
@Command(
    name = "matching",
    mixinStandardHelpOptions = true,
    description = "Matching engine: commands per second on one core, and percentiles")
final class MatchingBench implements Callable<Integer> {

  private static final double SECOND_NANOS = 1e9;
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final int NAIVE_DIVISOR = 500;
  private static final int VENUE_DIVISOR = 10;

  @Option(
      names = "--commands",
      defaultValue = "5000000",
      description = "Commands of a run (default: ${DEFAULT-VALUE})")
  int commands;

  @Option(
      names = "--standing",
      defaultValue = "10000",
      description = "Orders that work before it begins (default: ${DEFAULT-VALUE})")
  int standing;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Runs that count, after one that does not (default: ${DEFAULT-VALUE})")
  int rounds;

  @Option(names = "--seed", defaultValue = "7", description = "Of the commands")
  long seed;

  @Override
  public Integer call() {
    OrderCommands day = OrderCommands.make(standing, commands, seed);
    System.out.println(
        "| | commands/s | orders/s | orders per CPU second | trades | working"
            + " | ns p50 | p99 | p99.9 | max |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    measure("order book, fast", day, () -> new BookRun(day, new FastOrderBook()));
    // The venue keeps the story of every order, so there are fewer of them.
    OrderCommands shorter = OrderCommands.make(standing, commands / VENUE_DIVISOR, seed);
    measure("whole venue", shorter, () -> new EngineRun(shorter));
    OrderCommands few = OrderCommands.make(standing, commands / NAIVE_DIVISOR, seed);
    measure("order book, naive", few, () -> new BookRun(few, new NaiveOrderBook()));
    return 0;
  }

  private void measure(String name, OrderCommands day, Supplier<MatchingRun> fresh) {
    // Both loops are compiled before they count.
    fullSpeed(day, fresh.get());
    timed(day, fresh.get());
    double seconds = Double.MAX_VALUE;
    double cpuSeconds = Double.MAX_VALUE;
    MatchingRun run = fresh.get();
    for (int round = 0; round < rounds; round++) {
      run = fresh.get();
      ProcessMeter meter = new ProcessMeter(Map.of());
      System.gc();
      meter.begin();
      seconds = Math.min(seconds, fullSpeed(day, run));
      cpuSeconds = Math.min(cpuSeconds, meter.cpuSeconds());
    }
    int measured = day.size() - day.standing();
    System.gc();
    Histogram nanos = timed(day, fresh.get());
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %,.0f | %,.0f | %,.0f | %,d | %,d | %,d | %,d | %,d | %,d |",
            name,
            measured / seconds,
            orders(day) / seconds,
            orders(day) / cpuSeconds,
            run.trades(),
            run.working(),
            nanos.getValueAtPercentile(50),
            nanos.getValueAtPercentile(99),
            nanos.getValueAtPercentile(99.9),
            nanos.getMaxValue()));
  }

  private static long orders(OrderCommands day) {
    long orders = 0;
    for (int i = day.standing(); i < day.size(); i++) {
      orders += day.isCancel(i) ? 0 : 1;
    }
    return orders;
  }

  private static double fullSpeed(OrderCommands day, MatchingRun run) {
    stand(day, run);
    long start = System.nanoTime();
    for (int i = day.standing(); i < day.size(); i++) {
      run.apply(i);
    }
    return (System.nanoTime() - start) / SECOND_NANOS;
  }

  private static Histogram timed(OrderCommands day, MatchingRun run) {
    stand(day, run);
    Histogram nanos = new Histogram(LONGEST_NANOS, 3);
    for (int i = day.standing(); i < day.size(); i++) {
      long start = System.nanoTime();
      run.apply(i);
      nanos.recordValue(System.nanoTime() - start);
    }
    return nanos;
  }

  private static void stand(OrderCommands day, MatchingRun run) {
    for (int i = 0; i < day.standing(); i++) {
      run.apply(i);
    }
  }
}
