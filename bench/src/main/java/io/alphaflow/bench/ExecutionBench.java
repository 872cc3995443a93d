package io.alphaflow.bench;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionInputs;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.simulator.VenueLimits;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The last step of an order: from the moment at which its decision is due to be handed to Kafka
 * until the exchange has received its HTTP request. Decisions are written when they are due,
 * whatever the job does, so nothing is omitted when it stalls.
 */
@Command(
    name = "execution",
    mixinStandardHelpOptions = true,
    description = "From an approved decision to the HTTP request at the venue, at steady rates")
final class ExecutionBench implements Callable<Integer> {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long SECOND_MICROS = 1_000_000L;

  /** The venue's own limits are far below what is measured here. */
  private static final VenueLimits LIMITS =
      new VenueLimits(10_000_000, 100_000, 10_000_000, 100_000);

  @Option(
      names = "--rates",
      defaultValue = "10,100",
      split = ",",
      description = "Orders per second (default: ${DEFAULT-VALUE})")
  List<Integer> rates;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long each (default: ${DEFAULT-VALUE})")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description =
          "Seconds at the beginning of each that do not count (default: ${DEFAULT-VALUE})")
  int warmUp;

  private final Map<String, Long> due = new HashMap<>();
  private long sequence;

  @Override
  public Integer call() throws Exception {
    boolean whole = true;
    try (VenueDesk desk =
        new VenueDesk(Files.createTempDirectory("execution-bench"), "", LIMITS, 1)) {
      desk.startExecution();
      System.out.printf(
          Locale.ROOT,
          "%n%d s at each rate after %d s of warm-up%n%n"
              + "| ms, decision due → request received | orders | p50 | p99 | p99.9 | max |%n"
              + "|---|---|---|---|---|---|%n",
          seconds,
          warmUp);
      for (int rate : rates) {
        whole &= measure(desk, rate);
      }
    }
    return whole ? 0 : 1;
  }

  /** Prints a row; false when an order did not arrive or arrived twice. */
  private boolean measure(VenueDesk desk, int rate) throws Exception {
    due.clear();
    int before = desk.orders().size();
    int orders = rate * (warmUp + seconds);
    long beganMicros = VenueDesk.wallMicros();
    long began = System.nanoTime();
    for (int i = 0; i < orders; i++) {
      long at = began + i * SECOND_NANOS / rate;
      long left = at - System.nanoTime();
      while (left > 0) {
        LockSupport.parkNanos(left);
        left = at - System.nanoTime();
      }
      String id = "x" + ++sequence;
      due.put(id, beganMicros + i * SECOND_MICROS / rate);
      send(desk, id);
    }
    VenueDesk.await("all arrived", () -> desk.orders().size() - before >= orders);
    long countFrom = beganMicros + warmUp * SECOND_MICROS;
    Histogram delays = new Histogram(3);
    desk.orders().stream()
        .filter(order -> due.getOrDefault(order.clientOrderId(), 0L) >= countFrom)
        .forEach(
            order ->
                delays.recordValue(
                    Math.max(
                        0, order.request().receivedWallMicros() - due.get(order.clientOrderId()))));
    System.out.printf(
        Locale.ROOT,
        "| %d orders/s | %,d | %.1f | %.1f | %.1f | %.1f |%n",
        rate,
        delays.getTotalCount(),
        delays.getValueAtPercentile(50) / 1e3,
        delays.getValueAtPercentile(99) / 1e3,
        delays.getValueAtPercentile(99.9) / 1e3,
        delays.getMaxValue() / 1e3);
    return desk.orders().size() - before == orders;
  }

  /** Approves an order that ends at once: the market is not there, and what is left expires. */
  private void send(VenueDesk desk, String id) {
    OrderIntent order =
        new OrderIntent(
            id, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, Fixed8.of(1), VenueDesk.FAR_PRICE);
    Decision decision =
        new Decision(
            VenueDesk.ACCOUNT,
            sequence,
            0,
            sequence,
            0,
            "bench",
            VenueDesk.INSTRUMENT,
            SignalOrigin.STRATEGY,
            sequence,
            0,
            Outcome.APPROVED,
            order,
            List.of(),
            new DecisionInputs(0, -1, 0, 0, 0, 0, 0, 0, 1, "bench"));
    desk.producer()
        .send(
            new ProducerRecord<>(
                Topics.DECISIONS.name(),
                VenueDesk.ACCOUNT,
                Topics.DECISIONS.codec().encode(decision)));
  }
}
