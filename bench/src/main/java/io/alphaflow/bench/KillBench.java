package io.alphaflow.bench;

import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.OrderStatus;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The kill switch's way from a decision to the exchange: many limit orders work, one decision wants
 * them all cancelled. It counts from the moment before the decision is handed to Kafka to the
 * moment at which the exchange has cancelled the last of them.
 */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = "From a decision to cancel on its topic to the last order cancelled at the venue")
final class KillBench implements Callable<Integer> {

  private static final long LOOK_MILLIS = 100;
  private static final long QUIET_MILLIS = 500;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @Option(
      names = "--orders",
      defaultValue = "200",
      description = "Working orders (default: ${DEFAULT-VALUE})")
  int orders;

  @Option(
      names = "--in-front",
      defaultValue = "0,300",
      split = ",",
      description =
          "Further orders approved right before the cancel, which names them as well: the lane is"
              + " full (default: ${DEFAULT-VALUE})")
  List<Integer> inFront;

  @Option(
      names = "--rounds",
      defaultValue = "100",
      description = "How often it is done (default: ${DEFAULT-VALUE})")
  int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "5",
      description = "Rounds at the beginning that do not count (default: ${DEFAULT-VALUE})")
  int warmUp;

  private int round;

  @Override
  public Integer call() throws Exception {
    boolean whole = true;
    try (KillDesk desk = new KillDesk(Files.createTempDirectory("kill-bench"))) {
      System.out.printf(
          Locale.ROOT,
          "%n%d working limit orders, %d rounds%n%n"
              + "| ms, decision → last order cancelled | p50 | p99 | max | of all cancels p50 | never sent |%n"
              + "|---|---|---|---|---|---|%n",
          orders,
          rounds);
      for (int front : inFront) {
        whole &= measure(desk, front);
      }
    }
    return whole ? 0 : 1;
  }

  /** Prints a row; false when an order was left working. */
  private boolean measure(KillDesk desk, int front) throws Exception {
    Histogram last = new Histogram(3);
    Histogram all = new Histogram(3);
    long unsent = 0;
    for (int i = 0; i < warmUp + rounds; i++) {
      String prefix = "k" + ++round + "-";
      List<String> working = ids(prefix + "w", orders);
      desk.approve(working);
      await("they work", () -> of(desk, prefix).size() == orders);
      Thread.sleep(QUIET_MILLIS);
      List<String> late = ids(prefix + "f", front);
      desk.approve(late);
      long begin = desk.cancel(Stream.concat(working.stream(), late.stream()).toList());
      await("none works", () -> of(desk, prefix).stream().noneMatch(o -> o.status().isOpen()));
      Thread.sleep(QUIET_MILLIS);
      List<OrderState> ended = of(desk, prefix);
      if (!ended.stream().allMatch(o -> o.status() == OrderStatus.CANCELED)) {
        System.out.println("orders of round " + prefix + " were left working");
        return false;
      }
      if (i >= warmUp) {
        ended.forEach(o -> all.recordValue(o.cancelledWallMicros() - begin));
        last.recordValue(
            ended.stream().mapToLong(OrderState::cancelledWallMicros).max().orElseThrow() - begin);
        unsent += orders + front - ended.size();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f | %.0f | %,d of %,d |%n",
        front == 0 ? "nothing in front" : front + " orders approved right before",
        last.getValueAtPercentile(50) / 1e3,
        last.getValueAtPercentile(99) / 1e3,
        last.getMaxValue() / 1e3,
        all.getValueAtPercentile(50) / 1e3,
        unsent,
        (long) front * rounds);
    return true;
  }

  private static List<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private static List<OrderState> of(KillDesk desk, String prefix) {
    List<OrderState> found = new ArrayList<>(desk.orders());
    found.removeIf(order -> !order.clientOrderId().startsWith(prefix));
    return found;
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long begin = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new IllegalStateException("waited in vain until " + what);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
