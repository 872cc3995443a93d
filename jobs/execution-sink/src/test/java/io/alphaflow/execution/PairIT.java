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
import io.alphaflow.common.model.StopLeg;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.simulator.matching.OrderStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two orders of which one cancels the other, on a real broker, a real Flink and the simulated
 * exchange, whose price swings between 90 and 110.
 */
@Timeout(120)
class PairIT {

  @TempDir Path folder;

  /** A purchase at a limit, or from a trigger on. */
  private static OrderIntent pair(String id, long limit, long trigger) {
    return new OrderIntent(
            id, Side.BUY, OrderType.LIMIT_MAKER, TimeInForce.GTC, Fixed8.of(2), Fixed8.of(limit))
        .with(new StopLeg(Fixed8.of(trigger), 0));
  }

  private static long filled(DeskOnSimulator desk, String id) {
    return desk.placed(id).orElseThrow().executedQuantity();
  }

  private static ExecutionType end(DeskOnSimulator desk, String id) {
    return DeskOnSimulator.reports(desk.journal()).stream()
        .filter(r -> r.clientOrderId().equals(id) && r.last())
        .map(ExecutionReport::executionType)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void oneTradesAndTheOtherEndsWhicheverThePriceMeets() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      desk.pauseAtAHighPrice();
      desk.decide(pair("af-limit", 95, 200));
      desk.decide(pair("af-stop", 50, 110));
      until(
          "they work",
          () -> desk.placed("af-limit-s").isPresent() && desk.placed("af-stop-s").isPresent());
      desk.exchange.play();
      List<String> all = List.of("af-limit", "af-limit-s", "af-stop", "af-stop-s");
      until("all have ended", () -> desk.ended().containsAll(all));
      cluster.cancel(job);

      assertThat(end(desk, "af-limit")).isEqualTo(ExecutionType.FILL);
      assertThat(end(desk, "af-limit-s")).isEqualTo(ExecutionType.EXPIRED);
      assertThat(end(desk, "af-stop")).isEqualTo(ExecutionType.EXPIRED);
      assertThat(end(desk, "af-stop-s")).isEqualTo(ExecutionType.FILL);
      assertThat(filled(desk, "af-limit") + filled(desk, "af-limit-s")).isEqualTo(Fixed8.of(2));
      assertThat(filled(desk, "af-stop") + filled(desk, "af-stop-s")).isEqualTo(Fixed8.of(2));
      assertThat(desk.exchange.ledger().orders()).hasSize(4);
      assertThat(desk.alerts()).doesNotContain("OVERFILL", "ILLEGAL_TRANSITION");
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  @Test
  void bothAreAskedForWhenTheConnectionIsCut() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      desk.pauseAtAHighPrice();
      desk.userStream.cut();
      desk.rest.swallowAnswers();
      desk.decide(pair("af-cut", 95, 200));
      until("it is at the venue", () -> desk.placed("af-cut-s").isPresent());
      desk.exchange.play();
      until("one has traded", () -> filled(desk, "af-cut") > 0);
      assertThat(desk.ended()).isEmpty();
      desk.rest.cut();
      desk.rest.restore();
      desk.userStream.restore();
      until("that is known", () -> desk.ended().containsAll(List.of("af-cut", "af-cut-s")));
      cluster.cancel(job);

      assertThat(end(desk, "af-cut")).isEqualTo(ExecutionType.FILL);
      assertThat(end(desk, "af-cut-s")).isEqualTo(ExecutionType.EXPIRED);
      assertThat(desk.exchange.ledger().orders()).hasSize(2);
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  @Test
  void aPairThatNeverArrivedIsNotPlacedAndNotSentAgain() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      desk.rest.cut();
      desk.decide(pair("af-lost", 95, 200));
      until("its answer is missed", () -> desk.alerts().contains("ORDER_UNKNOWN"));
      desk.rest.restore();
      until("both are given up", () -> desk.ended().containsAll(List.of("af-lost", "af-lost-s")));
      desk.decide(
          new OrderIntent(
              "af-after", Side.BUY, OrderType.MARKET, TimeInForce.GTC, Fixed8.parse("0.1"), 0));
      until("another is filled", () -> desk.ended().contains("af-after"));
      cluster.cancel(job);

      assertThat(end(desk, "af-lost")).isEqualTo(ExecutionType.NOT_PLACED);
      assertThat(end(desk, "af-lost-s")).isEqualTo(ExecutionType.NOT_PLACED);
      assertThat(desk.exchange.ledger().orders()).hasSize(1);
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  private static Signal signal(long sequence, SignalTarget target) {
    return new Signal(
            "sma",
            "main",
            GateOnSimulator.BTC,
            sequence,
            DeskOnSimulator.START_MICROS,
            Side.SELL,
            SizingMode.BASE_QUANTITY,
            Fixed8.of(2),
            OrderType.LIMIT_MAKER,
            Fixed8.of(111),
            1,
            "leave",
            1,
            Map.of())
        .about(target);
  }

  /** From the strategy's signal to the venue and back. */
  @Test
  void aStrategyAsksForAPairAndTakesItBack() throws Exception {
    try (GateOnSimulator gate = GateOnSimulator.start(folder)) {
      gate.desk.pauseAtAHighPrice();
      gate.mark(106);
      gate.desk.write(signal(1, SignalTarget.NONE).with(new StopLeg(Fixed8.of(80), 0)));
      until("both work", () -> gate.orders().size() == 2);
      until("that is told", () -> DeskOnSimulator.reports(gate.desk.journal()).size() == 2);
      gate.desk.write(signal(2, SignalTarget.cancel(1)));
      until("both have ended", () -> gate.ended() == 2);
      gate.stopJobs();

      assertThat(gate.orders()).allMatch(order -> order.status() == OrderStatus.CANCELED);
      List<String> differences = new ArrayList<>();
      List<Decision> decisions = gate.replayed(differences);
      assertThat(decisions)
          .extracting(Decision::outcome)
          .containsExactly(Outcome.APPROVED, Outcome.CANCEL);
      assertThat(decisions.get(1).cancels())
          .containsExactly(
              decisions.get(0).order().clientOrderId(),
              decisions.get(0).order().second().orElseThrow().clientOrderId());
      assertThat(differences).isEmpty();
    }
  }
}
