package io.alphaflow.execution;

import static io.alphaflow.execution.DeskOnSimulator.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalTarget;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.OrderStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Orders that are made smaller, on a real broker, a real Flink and the simulated exchange. */
@Timeout(120)
class AmendIT {

  private static final long NEVER_REACHED = Fixed8.of(50);

  @TempDir Path folder;

  private static OrderIntent buy(String id, String quantity, long limit) {
    return new OrderIntent(
        id, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, Fixed8.parse(quantity), limit);
  }

  private static OrderIntent resting(DeskOnSimulator desk, String id) throws InterruptedException {
    OrderIntent order = buy(id, "2", NEVER_REACHED);
    desk.decide(order);
    until("it rests", () -> desk.placed(id).isPresent());
    return order;
  }

  private static String size(DeskOnSimulator desk, String id) {
    return Fixed8.format(desk.placed(id).orElseThrow().quantity());
  }

  /** What was told that an order is for, {@code id quantity}. */
  private static List<String> told(DeskOnSimulator desk) {
    return DeskOnSimulator.reports(desk.journal()).stream()
        .filter(r -> r.executionType() == ExecutionType.AMENDED)
        .map(r -> r.clientOrderId() + " " + Fixed8.format(r.orderQuantity()))
        .distinct()
        .toList();
  }

  private static void end(DeskOnSimulator desk, String... ids) throws InterruptedException {
    desk.cancel(List.of(ids));
    desk.decide(
        new OrderIntent(
            "af-after", Side.BUY, OrderType.MARKET, TimeInForce.GTC, Fixed8.parse("0.1"), 0));
    until(
        "all have ended",
        () -> desk.ended().contains("af-after") && desk.ended().containsAll(List.of(ids)));
  }

  @Test
  void ordersBecomeSmallerHoweverTheVenueAnswers() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      List<OrderIntent> orders = new ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        orders.add(resting(desk, "af-" + i));
      }
      desk.exchange.faults(
          FaultScenario.parse(
              """
              faults:
                - {fault: server-error, on: cancels, atRequest: 1}
                - {fault: too-many-requests, on: cancels, atRequest: 2, retryAfter: 1s}
                - {fault: timeout, on: cancels, atRequest: 3, done: true}
                - {fault: server-error, on: cancels, atRequest: 4, done: true}
              """));
      for (OrderIntent order : orders) {
        desk.amend(order, Fixed8.parse("1.5"));
      }
      until("all are told to be smaller", () -> told(desk).size() == 5);
      assertThat(orders).allMatch(o -> size(desk, o.clientOrderId()).equals("1.5"));
      assertThat(told(desk))
          .containsExactlyInAnyOrder("af-1 1.5", "af-2 1.5", "af-3 1.5", "af-4 1.5", "af-5 1.5");
      end(desk, "af-1", "af-2", "af-3", "af-4", "af-5");
      cluster.cancel(job);

      assertThat(DeskOnSimulator.reports(desk.journal()))
          .filteredOn(ExecutionReport::last)
          .filteredOn(r -> !r.clientOrderId().equals("af-after"))
          .extracting(r -> Fixed8.format(r.orderQuantity()))
          .containsOnly("1.5");
      assertThat(desk.alerts()).contains("AMEND_LOST").doesNotContain("AMEND_REFUSED");
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  @Test
  void whatBecameOfItIsAskedForWhenTheConnectionIsCut() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      OrderIntent order = resting(desk, "af-cut");
      desk.userStream.cut();
      desk.rest.swallowAnswers();
      desk.amend(order, Fixed8.ONE);
      until("it is smaller", () -> size(desk, "af-cut").equals("1"));
      assertThat(told(desk)).isEmpty();
      desk.rest.cut();
      desk.rest.restore();
      until("that is known", () -> told(desk).equals(List.of("af-cut 1")));
      desk.userStream.restore();
      end(desk, "af-cut");
      cluster.cancel(job);

      assertThat(desk.alerts()).doesNotContain("AMEND_LOST", "AMEND_REFUSED");
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  @Test
  void survivesACrashBeforeAndAfterItWasTakenIn() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      OrderIntent first = resting(desk, "af-first");
      OrderIntent second = resting(desk, "af-second");
      until("they are accepted", () -> DeskOnSimulator.reports(desk.journal()).size() == 2);
      desk.rest.cut();
      desk.amend(first, Fixed8.ONE);
      Thread.sleep(1_000);
      String checkpoint = cluster.triggerCheckpoint(job);
      cluster.cancel(job);
      desk.amend(second, Fixed8.ONE);
      desk.rest.restore();
      job = desk.submit(cluster, checkpoint);
      until("both are told to be smaller", () -> told(desk).size() == 2);
      assertThat(size(desk, "af-first")).isEqualTo("1");
      assertThat(size(desk, "af-second")).isEqualTo("1");
      end(desk, "af-first", "af-second");
      cluster.cancel(job);
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  private static Signal signal(long sequence, String size, long limit, SignalTarget target) {
    return new Signal(
            "sma",
            "main",
            GateOnSimulator.BTC,
            sequence,
            DeskOnSimulator.START_MICROS,
            Side.BUY,
            SizingMode.BASE_QUANTITY,
            Fixed8.parse(size),
            limit == 0 ? OrderType.MARKET : OrderType.LIMIT,
            Fixed8.of(limit),
            1,
            "cross-up",
            1,
            Map.of())
        .about(target);
  }

  /** From the strategy's signal to the venue and back to what the gate holds back. */
  @Test
  void theGateHearsOfItAndLetsAnotherOrderHaveTheRest() throws Exception {
    try (GateOnSimulator gate = GateOnSimulator.start(folder)) {
      gate.desk.pauseAtAHighPrice();
      gate.mark(106);
      gate.desk.write(signal(1, "10", 101, SignalTarget.NONE));
      until("it rests", () -> gate.orders().size() == 1);
      until("that is told", () -> DeskOnSimulator.reports(gate.desk.journal()).size() == 1);
      gate.desk.write(signal(2, "4", 0, SignalTarget.amend(1)));
      until("it is told to be smaller", () -> told(gate.desk).size() == 1);
      gate.mark(106);
      gate.desk.write(signal(3, "0", 0, SignalTarget.cancel(1)));
      until("it has ended", () -> gate.ended() == 1);
      gate.stopJobs();

      OrderState order = gate.orders().get(0);
      assertThat(Fixed8.format(order.quantity())).isEqualTo("4");
      assertThat(order.status()).isEqualTo(OrderStatus.CANCELED);
      List<String> differences = new ArrayList<>();
      assertThat(gate.replayed(differences))
          .extracting(Decision::outcome)
          .containsExactly(Outcome.APPROVED, Outcome.AMEND, Outcome.CANCEL);
      assertThat(differences).isEmpty();
    }
  }
}
