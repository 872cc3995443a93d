package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.matching.OrderState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job on a real broker, a real Flink and the simulated exchange. */
@Timeout(120)
class ExecutionSinkIT {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionSinkIT.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static OrderIntent order(int number) {
    String id = "af-order-" + number;
    long quantity = Fixed8.parse("1.5");
    Side side = number % 2 == 0 ? Side.BUY : Side.SELL;
    return switch (number % 5) {
      case 0 ->
          new OrderIntent(
              id, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, quantity, DeskOnSimulator.LOW);
      case 1 ->
          new OrderIntent(
              id, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, quantity, DeskOnSimulator.LOW);
      case 2 ->
          new OrderIntent(
              id, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, Fixed8.of(1_000), Fixed8.of(90));
      default -> new OrderIntent(id, side, OrderType.MARKET, TimeInForce.GTC, quantity, 0);
    };
  }

  private static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting until " + what).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static Set<String> ended(DeskOnSimulator desk) {
    return reports(desk.journal()).stream()
        .filter(ExecutionReport::last)
        .map(ExecutionReport::clientOrderId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<ExecutionReport> reports(List<JournalEntry> journal) {
    return journal.stream()
        .filter(ExecutionReport.class::isInstance)
        .map(ExecutionReport.class::cast)
        .toList();
  }

  private static boolean hasSnapshots(DeskOnSimulator desk, int count) {
    return desk.journal().stream().filter(AccountSnapshot.class::isInstance).count() >= count;
  }

  private JobID submit(FlinkCluster cluster, DeskOnSimulator desk, String checkpoint) {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    StreamExecutionEnvironment env = cluster.environment(settings);
    env.setParallelism(1);
    ExecutionSinkJob.configure(env, desk.config);
    JobID job = checkpoint == null ? cluster.submit(env) : cluster.submit(env, checkpoint);
    cluster.awaitRunning(job, PATIENCE);
    return job;
  }

  @Test
  void everyDecisionGivesAtMostOneOrderAndReportsAddUpToTheVenuesLedgerOverARestart()
      throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster =
            FlinkCluster.start(folder.resolve("flink"), 2, 0, new Configuration())) {
      JobID job = submit(cluster, desk, null);
      until("the balances are written", () -> hasSnapshots(desk, 1));
      for (int number = 1; number <= 15; number++) {
        desk.decide(order(number));
        Thread.sleep(20);
      }
      String checkpoint = cluster.triggerCheckpoint(job);
      for (int number = 16; number <= 25; number++) {
        desk.decide(order(number));
        Thread.sleep(20);
      }
      until("25 orders are at the venue", () -> desk.exchange.ledger().orders().size() == 25);
      for (int number = 26; number <= 30; number++) {
        desk.decide(order(number));
      }
      cluster.cancel(job);
      desk.decide(order(31));
      int snapshotsBefore = hasSnapshots(desk, 2) ? 2 : 1;
      job = submit(cluster, desk, checkpoint);
      until("the balances are written again", () -> hasSnapshots(desk, snapshotsBefore + 1));
      for (int number = 32; number <= 50; number++) {
        desk.decide(order(number));
        Thread.sleep(20);
      }
      until("all orders have ended", () -> ended(desk).size() == 50);
      cluster.cancel(job);

      check(desk.journal(), desk.exchange.ledger());
      assertThat(desk.exchange.ledger().orders())
          .hasSizeBetween(44, 49)
          .extracting(OrderState::clientOrderId)
          .doesNotContain("af-order-31");
      List<Long> latencies = desk.latenciesMicros();
      LOG.warn(
          "decision to request at the venue, microseconds: p50={} p90={} max={} of {}",
          latencies.get(latencies.size() / 2),
          latencies.get(latencies.size() * 9 / 10),
          latencies.get(latencies.size() - 1),
          latencies.size());
      checkSecrets(desk);
    }
  }

  @Test
  void lostAnswersAndLostEventsNeitherLoseNorRepeatAnOrder() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster =
            FlinkCluster.start(folder.resolve("flink"), 2, 0, new Configuration())) {
      JobID job = submit(cluster, desk, null);
      until("the balances are written", () -> hasSnapshots(desk, 1));
      desk.decide(order(5));
      until("the order rests", () -> desk.exchange.ledger().orders().size() == 1);
      desk.userStream.cut();
      for (int number = 3; number <= 4; number++) {
        int before = desk.exchange.ledger().orders().size();
        desk.rest.swallowAnswers();
        desk.decide(order(number));
        until("the order is placed", () -> desk.exchange.ledger().orders().size() == before + 1);
        desk.rest.cut();
        desk.rest.restore();
      }
      until("answers are missed", () -> alerts(desk).contains("ORDER_UNKNOWN"));
      until("the resting order is filled", () -> filled(desk, "af-order-5"));
      desk.userStream.restore();
      until("all orders have ended", () -> ended(desk).size() == 3);
      cluster.cancel(job);

      assertThat(desk.exchange.ledger().orders()).hasSize(3);
      check(desk.journal(), desk.exchange.ledger());
      assertThat(alerts(desk)).contains("USER_STREAM_INTERRUPTED");
      checkSecrets(desk);
    }
  }

  private static boolean filled(DeskOnSimulator desk, String id) {
    return desk.exchange.ledger().orders().stream()
        .anyMatch(o -> o.clientOrderId().equals(id) && !o.status().isOpen());
  }

  private static Set<String> alerts(DeskOnSimulator desk) {
    Set<String> codes = new TreeSet<>();
    RecordCodec<Alert> codec = Topics.ALERTS.codec();
    for (RawRecord record : desk.read("alerts")) {
      try {
        codes.add(codec.decode(record.value()).code());
      } catch (CodecException e) {
        throw new IllegalStateException(e);
      }
    }
    return codes;
  }

  private static void check(List<JournalEntry> journal, Ledger ledger) {
    assertThat(journal.get(0)).isInstanceOf(AccountSnapshot.class);
    assertThat(((AccountSnapshot) journal.get(0)).sequence()).isEqualTo(1);

    List<String> placed = ledger.orders().stream().map(OrderState::clientOrderId).toList();
    assertThat(placed).as("orders at the venue").doesNotHaveDuplicates();

    Map<String, Map<Long, ExecutionReport>> byOrder = new TreeMap<>();
    for (ExecutionReport report : reports(journal)) {
      ExecutionReport before =
          byOrder
              .computeIfAbsent(report.clientOrderId(), id -> new TreeMap<>())
              .putIfAbsent(report.sequence(), report);
      if (before != null) {
        assertThat(report).as("a report that was written again").isEqualTo(before);
      }
    }
    LOG.warn("{} orders at the venue, {} reports", placed.size(), reports(journal).size());
    List<String> told = new ArrayList<>();
    byOrder.forEach(
        (id, reports) -> {
          assertThat(reports.keySet()).first().isEqualTo(1L);
          assertThat(reports.keySet()).last().isEqualTo((long) reports.size());
          boolean absent = reports.get(1L).executionType() == ExecutionType.NOT_PLACED;
          assertThat(absent).as(id + " is not placed").isEqualTo(!placed.contains(id));
          reports.values().stream()
              .filter(r -> r.executionType() == ExecutionType.FILL)
              .map(
                  r ->
                      List.of(
                          r.venueTradeId(),
                          r.lastQuantity(),
                          r.lastPrice(),
                          r.fee(),
                          r.feeAsset(),
                          r.maker(),
                          r.time(),
                          r.venueOrderId()))
              .forEach(fill -> told.add(fill.toString()));
        });
    List<String> happened =
        ledger.fills().stream()
            .map(
                f ->
                    List.of(
                        f.tradeId(),
                        f.quantity(),
                        f.price(),
                        f.commission(),
                        f.commissionAsset(),
                        f.maker(),
                        f.timeMicros(),
                        Long.toString(f.orderId())))
            .map(List::toString)
            .toList();
    assertThat(told).isNotEmpty().containsExactlyInAnyOrderElementsOf(happened);
  }

  private static void checkSecrets(DeskOnSimulator desk) {
    for (String topic : List.of("decisions", "journal", "alerts", "dead-letters")) {
      desk.read(topic)
          .forEach(
              record ->
                  assertThat(new String(record.value(), StandardCharsets.UTF_8))
                      .doesNotContain(DeskOnSimulator.API_KEY, DeskOnSimulator.SECRET));
    }
  }
}
