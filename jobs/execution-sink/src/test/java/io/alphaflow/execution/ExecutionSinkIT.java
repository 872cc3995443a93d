package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.simulator.matching.OrderState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job on a real broker, a real Flink and the simulated exchange. */
@Timeout(120)
class ExecutionSinkIT {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionSinkIT.class);

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

  @Test
  void everyDecisionGivesAtMostOneOrderAndReportsAddUpToTheVenuesLedgerOverARestart()
      throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      for (int number = 1; number <= 15; number++) {
        desk.decide(order(number));
        Thread.sleep(20);
      }
      String checkpoint = cluster.triggerCheckpoint(job);
      for (int number = 16; number <= 25; number++) {
        desk.decide(order(number));
        Thread.sleep(20);
      }
      DeskOnSimulator.until(
          "25 orders are at the venue", () -> desk.exchange.ledger().orders().size() == 25);
      for (int number = 26; number <= 30; number++) {
        desk.decide(order(number));
      }
      cluster.cancel(job);
      desk.decide(order(31));
      int snapshotsBefore = desk.snapshots();
      job = desk.submit(cluster, checkpoint);
      DeskOnSimulator.until(
          "the balances are written again", () -> desk.snapshots() > snapshotsBefore);
      for (int number = 32; number <= 50; number++) {
        desk.decide(order(number));
        Thread.sleep(20);
      }
      DeskOnSimulator.until("all orders have ended", () -> desk.ended().size() == 50);
      cluster.cancel(job);

      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
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
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      desk.decide(order(5));
      DeskOnSimulator.until("the order rests", () -> desk.exchange.ledger().orders().size() == 1);
      desk.userStream.cut();
      for (int number = 3; number <= 4; number++) {
        int before = desk.exchange.ledger().orders().size();
        desk.rest.swallowAnswers();
        desk.decide(order(number));
        DeskOnSimulator.until(
            "the order is placed", () -> desk.exchange.ledger().orders().size() == before + 1);
        desk.rest.cut();
        desk.rest.restore();
        // Until then its strategy sends no other order of the instrument.
        String id = "af-order-" + number;
        DeskOnSimulator.until(
            "it is known that it was placed",
            () ->
                DeskOnSimulator.reports(desk.journal()).stream()
                    .anyMatch(report -> report.clientOrderId().equals(id)));
      }
      DeskOnSimulator.until("answers are missed", () -> desk.alerts().contains("ORDER_UNKNOWN"));
      DeskOnSimulator.until("the resting order is filled", () -> filled(desk, "af-order-5"));
      desk.userStream.restore();
      DeskOnSimulator.until("all orders have ended", () -> desk.ended().size() == 3);
      cluster.cancel(job);

      assertThat(desk.exchange.ledger().orders()).hasSize(3);
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
      assertThat(desk.alerts()).contains("USER_STREAM_INTERRUPTED");
      checkSecrets(desk);
    }
  }

  private static boolean filled(DeskOnSimulator desk, String id) {
    return desk.exchange.ledger().orders().stream()
        .anyMatch(o -> o.clientOrderId().equals(id) && !o.status().isOpen());
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
