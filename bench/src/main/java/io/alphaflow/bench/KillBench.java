package io.alphaflow.bench;

import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.OrderStatus;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The kill switch's way from a person to the exchange: many limit orders work, somebody types
 * {@code alphaflow cancel-all}. The command runs as it does when it is typed, in this process, so
 * the start of a Java machine is not in it. From its signature it goes through the journal, the
 * gate, the decisions topic and the lane.
 */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description =
        "From the command 'alphaflow cancel-all' to the last order cancelled at the venue")
final class KillBench implements Callable<Integer> {

  private static final long QUIET_MILLIS = 500;
  private static final double MICROS_PER_MILLI = 1e3;

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
          "Further orders that a strategy wants right before the command is typed"
              + " (default: ${DEFAULT-VALUE})")
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

  @Override
  public Integer call() throws Exception {
    boolean whole = true;
    try (KillDesk desk = new KillDesk(Files.createTempDirectory("kill-bench"))) {
      System.out.printf(
          Locale.ROOT,
          "%n%d working limit orders, %d rounds%n%n"
              + "| ms to the last order cancelled, p50 / p99 / max | from the command typed |"
              + " from its signature | from the decision | orders | never sent |%n"
              + "|---|---|---|---|---|---|%n",
          orders,
          rounds);
      for (int front : inFront) {
        whole &= new Row(desk, front).measure();
      }
    }
    return whole ? 0 : 1;
  }

  /** So many orders right before the command. */
  private final class Row {
    private final KillDesk desk;
    private final int front;
    private final Histogram typed = new Histogram(3);
    private final Histogram signed = new Histogram(3);
    private final Histogram decided = new Histogram(3);
    private long all;
    private long placed;

    Row(KillDesk desk, int front) {
      this.desk = desk;
      this.front = front;
    }

    /** Prints it; false when an order was left working. */
    boolean measure() throws Exception {
      for (int i = 0; i < warmUp + rounds; i++) {
        if (!round(i >= warmUp)) {
          return false;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s | %,d | %,d |%n",
          front == 0 ? "nothing in front" : front + " orders wanted right before",
          text(typed),
          text(signed),
          text(decided),
          all,
          all - placed);
      return true;
    }

    private boolean round(boolean counts) throws Exception {
      desk.forget();
      desk.want(orders);
      VenueDesk.await("they work", () -> working() == orders);
      Thread.sleep(QUIET_MILLIS);
      desk.want(front);
      long typedAt = VenueDesk.wallMicros();
      long signedAt = desk.cancelAll();
      VenueDesk.await("all is decided", () -> desk.approved().size() == orders + front);
      VenueDesk.await("none works", () -> working() == 0);
      Thread.sleep(QUIET_MILLIS);
      List<OrderState> ended = ofRound();
      if (!ended.stream().allMatch(o -> o.status() == OrderStatus.CANCELED)) {
        System.out.println("orders were left working");
        return false;
      }
      if (counts) {
        long last = ended.stream().mapToLong(OrderState::cancelledWallMicros).max().orElseThrow();
        typed.recordValue(last - typedAt);
        signed.recordValue(last - signedAt);
        decided.recordValue(Math.max(0, last - desk.cancelDecidedMillis() * 1_000));
        all += orders + front;
        placed += ended.size();
      }
      desk.resume();
      return true;
    }

    private long working() {
      return ofRound().stream().filter(order -> order.status().isOpen()).count();
    }

    private List<OrderState> ofRound() {
      Set<String> ids = desk.approved();
      return desk.orders().stream().filter(order -> ids.contains(order.clientOrderId())).toList();
    }
  }

  private static String text(Histogram micros) {
    return String.format(
        Locale.ROOT,
        "%.0f / %.0f / %.0f",
        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
        micros.getMaxValue() / MICROS_PER_MILLI);
  }
}
