package io.alphaflow.execution;

import static io.alphaflow.execution.DeskOnSimulator.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.simulator.Ledger;
import io.alphaflow.simulator.MarketTrade;
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

/**
 * Purchases for an exact amount, on a real broker, a real Flink and the simulated exchange, whose
 * price swings between 90 and 110.
 */
@Timeout(120)
class AmountIT {

  @TempDir Path folder;

  private static Signal spend(long sequence, long amount) {
    return new Signal(
        "sma",
        "main",
        GateOnSimulator.BTC,
        sequence,
        DeskOnSimulator.START_MICROS,
        Side.BUY,
        SizingMode.EXACT_QUOTE_AMOUNT,
        Fixed8.of(amount),
        OrderType.MARKET,
        0,
        1,
        "enter",
        1,
        Map.of());
  }

  private static OrderIntent spending(String id) {
    return new OrderIntent(id, Side.BUY, OrderType.MARKET, TimeInForce.GTC, Fixed8.parse("6"), 0)
        .spending(Fixed8.of(500));
  }

  /** What was paid, and that not a step more could have been. */
  private static void assertSpent(OrderState order, long amount) {
    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(order.request().quoteQuantity()).isEqualTo(Fixed8.of(amount));
    assertThat(order.request().quantity()).isZero();
    assertThat(order.executedQuote())
        .isBetween(Fixed8.of(amount) - Fixed8.parse("0.0111"), Fixed8.of(amount));
  }

  private static long freeUsd(Ledger ledger) {
    return ledger.balances().get("main").get("USD").free();
  }

  /** From the strategy's signal to the venue and back: all that was held is free again. */
  @Test
  void aStrategySpendsAnAmountAndWhatWasNotSpentIsReleased() throws Exception {
    try (GateOnSimulator gate = GateOnSimulator.start(folder)) {
      gate.desk.pauseAtAHighPrice();
      gate.mark(106);
      gate.desk.write(spend(1, 500));
      until("the first has ended", () -> gate.ended() == 1);
      long free = freeUsd(gate.desk.exchange.ledger());
      gate.mark(106, 2);
      gate.desk.write(spend(2, 700));
      until("the second has ended", () -> gate.ended() == 2);
      gate.stopJobs();

      assertSpent(gate.orders().get(0), 500);
      assertSpent(gate.orders().get(1), 700);
      ReportsCheck.check(gate.desk.journal(), gate.desk.exchange.ledger());
      assertThat(gate.desk.alerts()).doesNotContain("OVERFILL", "ILLEGAL_TRANSITION");
      List<String> differences = new ArrayList<>();
      List<Decision> decisions = gate.replayed(differences);
      assertThat(decisions)
          .extracting(Decision::outcome)
          .containsExactly(Outcome.APPROVED, Outcome.APPROVED);
      assertThat(decisions.get(0).order().quoteAmount()).isEqualTo(Fixed8.of(500));
      assertThat(gate.orders().get(0).executedQuantity())
          .isLessThanOrEqualTo(decisions.get(0).order().quantity());
      assertThat(decisions.get(1).inputs().freeQuote()).isEqualTo(free);
      assertThat(decisions.get(1).inputs().workingBuys()).isZero();
      assertThat(differences).isEmpty();
    }
  }

  @Test
  void whatBecameOfOneWhoseAnswerIsLostIsAskedForAndItIsNotSentAgain() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      desk.userStream.cut();
      desk.rest.swallowAnswers();
      desk.decide(spending("af-cut"));
      until("it is at the venue", () -> desk.placed("af-cut").isPresent());
      assertThat(desk.ended()).isEmpty();
      desk.rest.cut();
      desk.rest.restore();
      desk.userStream.restore();
      until("that is known", () -> desk.ended().contains("af-cut"));
      desk.rest.cut();
      desk.decide(spending("af-lost"));
      until("its answer is missed", () -> desk.alerts().contains("ORDER_UNKNOWN"));
      desk.rest.restore();
      until("it is given up", () -> desk.ended().contains("af-lost"));
      cluster.cancel(job);

      assertThat(desk.exchange.ledger().orders()).hasSize(1);
      OrderState order = desk.placed("af-cut").orElseThrow();
      assertSpent(order, 500);
      assertThat(DeskOnSimulator.reports(desk.journal()).stream().filter(ExecutionReport::last))
          .extracting(ExecutionReport::executionType, ExecutionReport::orderQuantity)
          .containsExactly(
              tuple(ExecutionType.FILL, order.executedQuantity()),
              tuple(ExecutionType.NOT_PLACED, Fixed8.of(6)));
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  /** The venue keeps what it made of the amount; nothing of that was ever bought. */
  @Test
  void oneThatWouldMeetAnOwnOrderExpiresAndIsForTheMostThatWasApproved() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      desk.pauseAtAHighPrice();
      List<MarketTrade> trades = desk.exchange.marketTrades("BTCUSD");
      long between = trades.get(trades.size() - 1).price();
      desk.decide(
          new OrderIntent(
              "af-own", Side.SELL, OrderType.LIMIT, TimeInForce.GTC, Fixed8.ONE, between));
      until("it rests between bid and ask", () -> desk.placed("af-own").isPresent());
      desk.decide(spending("af-spend"));
      until("that has ended", () -> desk.ended().contains("af-spend"));
      cluster.cancel(job);

      OrderState order = desk.placed("af-spend").orElseThrow();
      assertThat(order.status()).isEqualTo(OrderStatus.EXPIRED_IN_MATCH);
      assertThat(order.quantity()).isPositive().isLessThan(Fixed8.of(6));
      assertThat(DeskOnSimulator.reports(desk.journal()).stream().filter(ExecutionReport::last))
          .extracting(
              ExecutionReport::executionType,
              ExecutionReport::orderQuantity,
              ExecutionReport::cumulativeQuantity,
              ExecutionReport::reason)
          .containsExactly(tuple(ExecutionType.EXPIRED, Fixed8.of(6), 0L, "EXPIRED_IN_MATCH"));
    }
  }
}
