package io.alphaflow.execution;

import static io.alphaflow.execution.DeskOnSimulator.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gate and the execution job on the simulated exchange: parents are worked by orders at the
 * venue that together are never more.
 */
@Timeout(120)
class AlgorithmIT {

  @TempDir Path folder;

  private static Signal buy(String size, OrderType type, long limit, Execution how) {
    return new Signal(
            "sma",
            "main",
            GateOnSimulator.BTC,
            1,
            DeskOnSimulator.START_MICROS,
            Side.BUY,
            SizingMode.BASE_QUANTITY,
            Fixed8.parse(size),
            type,
            Fixed8.of(limit),
            1,
            "cross-up",
            1,
            Map.of())
        .worked(how);
  }

  private static List<String> sizes(GateOnSimulator gate) {
    return gate.orders().stream()
        .map(order -> order.side() + " " + Fixed8.format(order.quantity()))
        .toList();
  }

  @Test
  void slicesAreBoughtOnceEachAlthoughTheGateWasDownWhenTheSecondWasDue() throws Exception {
    try (GateOnSimulator gate = GateOnSimulator.start(folder)) {
      gate.mark(100);
      gate.desk.write(buy("3", OrderType.MARKET, 0, new Execution.Twap(30_000_000, 3)));
      until("the first is bought", () -> gate.ended() == 1);
      gate.mark(100, 9);
      gate.withoutGate(() -> gate.mark(100, 1));
      until("the second is bought", () -> gate.ended() == 2);
      gate.mark(100, 10);
      until("the third is bought", () -> gate.ended() == 3);
      gate.mark(100, 10);
      until("its end is told", () -> gate.desk.alerts().contains("PARENT_FILLED"));
      gate.stopJobs();

      assertThat(sizes(gate)).containsExactly("BUY 1", "BUY 1", "BUY 1");
      List<String> differences = new ArrayList<>();
      assertThat(gate.replayed(differences))
          .extracting(Decision::outcome, Decision::signalOrigin)
          .containsExactly(
              tuple(Outcome.WORKING, SignalOrigin.STRATEGY),
              tuple(Outcome.APPROVED, SignalOrigin.ALGORITHM),
              tuple(Outcome.APPROVED, SignalOrigin.ALGORITHM),
              tuple(Outcome.APPROVED, SignalOrigin.ALGORITHM));
      assertThat(differences).isEmpty();
    }
  }

  @Test
  void aStrategyAsksForSlicesAndTheVenueTradesThem() throws Exception {
    try (GateOnSimulator gate = GateOnSimulator.start(folder)) {
      gate.startSignals();
      gate.mark(100);
      gate.desk.trade(
          new Trade(
              GateOnSimulator.BTC,
              1,
              Fixed8.of(100),
              Fixed8.ONE,
              false,
              DeskOnSimulator.START_MICROS,
              DeskOnSimulator.START_MICROS));
      until("the first is bought", () -> gate.ended() == 1);
      gate.mark(100, 10);
      until("the second is bought", () -> gate.ended() == 2);
      gate.mark(100, 10);
      until("the third is bought", () -> gate.ended() == 3);
      until("its end is told", () -> gate.desk.alerts().contains("PARENT_FILLED"));
      gate.stopJobs();

      assertThat(sizes(gate)).containsExactly("BUY 1", "BUY 1", "BUY 1");
      List<String> differences = new ArrayList<>();
      assertThat(gate.replayed(differences).get(0).outcome()).isEqualTo(Outcome.WORKING);
      assertThat(differences).isEmpty();
    }
  }

  @Test
  void anIcebergShowsAPartAtATimeAndAHaltCancelsItAtTheVenue() throws Exception {
    try (GateOnSimulator gate = GateOnSimulator.start(folder)) {
      gate.desk.pauseAtAHighPrice();
      gate.mark(106);
      gate.desk.write(buy("1", OrderType.LIMIT, 101, new Execution.Iceberg(Fixed8.parse("0.1"))));
      until("the first part works", () -> gate.orders().size() == 1);
      gate.desk.swingOnce();
      until("the second part rests", () -> gate.ended() == 1 && gate.orders().size() == 2);
      gate.desk.write(
          new BreakerTrip(
              Level.account("main"), "order-velocity", 1, 1, StopKind.HALTED, 0, false, "drill"));
      until("its end is told", () -> gate.desk.alerts().contains("PARENT_ENDED"));
      gate.desk.exchange.play();
      Thread.sleep(1_000);
      gate.stopJobs();

      assertThat(sizes(gate)).containsExactly("BUY 0.1", "BUY 0.1");
      assertThat(gate.orders()).noneMatch(order -> order.status().isOpen());
      assertThat(gate.orders())
          .extracting(order -> order.remaining() == 0)
          .containsExactly(true, false);
      List<String> differences = new ArrayList<>();
      List<Decision> decisions = gate.replayed(differences);
      assertThat(decisions.get(0).outcome()).isEqualTo(Outcome.WORKING);
      assertThat(differences).isEmpty();
    }
  }
}
