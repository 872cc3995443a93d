package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.OrderStatus;
import io.alphaflow.simulator.matching.SelfTradePrevention;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cancels on a real broker, a real Flink and the simulated exchange. */
@Timeout(120)
class CancelIT {

  private static final long NEVER_REACHED = Fixed8.of(50);

  @TempDir Path folder;

  private static OrderIntent buy(String id, String quantity, long limit) {
    OrderType type = limit == 0 ? OrderType.MARKET : OrderType.LIMIT;
    return new OrderIntent(id, Side.BUY, type, TimeInForce.GTC, Fixed8.parse(quantity), limit);
  }

  private static List<String> rest(DeskOnSimulator desk, int count) throws InterruptedException {
    List<String> ids = IntStream.rangeClosed(1, count).mapToObj(i -> "af-rest-" + i).toList();
    ids.forEach(id -> desk.decide(buy(id, "1", NEVER_REACHED)));
    DeskOnSimulator.until(
        "they rest", () -> ids.stream().allMatch(id -> desk.placed(id).isPresent()));
    return ids;
  }

  private static OrderStatus status(DeskOnSimulator desk, String id) {
    return desk.placed(id).orElseThrow().status();
  }

  /** Of each order, what the journal says of its end. */
  private static Map<String, ExecutionType> ends(DeskOnSimulator desk) {
    return DeskOnSimulator.reports(desk.journal()).stream()
        .filter(ExecutionReport::last)
        .collect(
            Collectors.toMap(
                ExecutionReport::clientOrderId, ExecutionReport::executionType, (a, b) -> a));
  }

  @Test
  void ordersInEveryStateAreCancelledHoweverTheVenueAnswers() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      List<String> resting = rest(desk, 6);
      desk.decide(buy("af-filled", "1", 0));
      // If the price were low just then, all of it would be filled at once.
      desk.pauseAtAHighPrice();
      desk.decide(buy("af-partly", "500", DeskOnSimulator.LOW));
      DeskOnSimulator.until("it rests", () -> desk.placed("af-partly").isPresent());
      desk.exchange.play();
      DeskOnSimulator.until(
          "one is filled and one is in part",
          () ->
              desk.placed("af-filled").isPresent()
                  && desk.placed("af-partly")
                      .filter(o -> o.status() == OrderStatus.PARTIALLY_FILLED)
                      .isPresent());
      desk.exchange.faults(
          FaultScenario.parse(
              """
              faults:
                - {fault: server-error, on: cancels, atRequest: 1}
                - {fault: too-many-requests, on: cancels, atRequest: 2, retryAfter: 1s}
                - {fault: timeout, on: cancels, atRequest: 3}
                - {fault: timeout, on: cancels, atRequest: 4, done: true}
                - {fault: server-error, on: cancels, atRequest: 5, done: true}
              """));
      List<String> all = new ArrayList<>(resting);
      all.addAll(List.of("af-filled", "af-partly"));
      desk.cancel(all);
      DeskOnSimulator.until("all have ended", () -> desk.ended().containsAll(all));
      cluster.cancel(job);

      for (String id : resting) {
        assertThat(status(desk, id)).as(id).isEqualTo(OrderStatus.CANCELED);
        assertThat(ends(desk)).containsEntry(id, ExecutionType.CANCELED);
      }
      assertThat(status(desk, "af-partly")).isEqualTo(OrderStatus.CANCELED);
      assertThat(ends(desk))
          .containsEntry("af-partly", ExecutionType.CANCELED)
          .containsEntry("af-filled", ExecutionType.FILL);
      assertThat(desk.exchange.faultCounts().values().stream().mapToLong(n -> n).sum())
          .isEqualTo(5);
      assertThat(desk.alerts()).contains("CANCEL_REFUSED");
      assertThat(desk.exchange.ledger().orders())
          .hasSize(8)
          .allSatisfy(
              order ->
                  assertThat(order.request().selfTradePrevention())
                      .isEqualTo(SelfTradePrevention.EXPIRE_TAKER));
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  @Test
  void orderWhoseAnswerWasLostIsCancelledAlthoughTheAnswersToThatAreLostToo() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      desk.userStream.cut();
      desk.rest.swallowAnswers();
      desk.decide(buy("af-unknown", "1", NEVER_REACHED));
      DeskOnSimulator.until("it rests", () -> desk.placed("af-unknown").isPresent());
      desk.cancel(List.of("af-unknown"));
      DeskOnSimulator.until(
          "it is cancelled", () -> status(desk, "af-unknown") == OrderStatus.CANCELED);
      assertThat(desk.ended()).isEmpty();
      desk.rest.cut();
      desk.rest.restore();
      DeskOnSimulator.until("that is known", () -> desk.ended().size() == 1);
      desk.decide(buy("af-after", "1", 0));
      DeskOnSimulator.until("another is filled", () -> desk.ended().size() == 2);
      cluster.cancel(job);

      assertThat(ends(desk)).containsEntry("af-unknown", ExecutionType.CANCELED);
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  @Test
  void orderThatWasNotSentIsNeverSent() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      desk.rest.cut();
      JobID job = desk.submit(cluster, null);
      DeskOnSimulator.until("it notices", () -> desk.alerts().contains("VENUE_UNAVAILABLE"));
      desk.decide(buy("af-waits", "1", NEVER_REACHED));
      desk.decide(buy("af-goes", "1", 0));
      desk.cancel(List.of("af-waits"));
      DeskOnSimulator.until("one is closed", () -> desk.ended().contains("af-waits"));
      desk.rest.restore();
      DeskOnSimulator.until("the other is filled", () -> desk.ended().size() == 2);
      cluster.cancel(job);

      assertThat(desk.exchange.ledger().orders())
          .extracting(OrderState::clientOrderId)
          .containsExactly("af-goes");
      assertThat(DeskOnSimulator.reports(desk.journal()))
          .filteredOn(r -> r.clientOrderId().equals("af-waits"))
          .extracting(ExecutionReport::reason)
          .containsExactly("CANCELED_BEFORE_SEND");
    }
  }

  @Test
  void cancelsSurviveACrashBeforeAndAfterTheyWereTakenIn() throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      List<String> resting = rest(desk, 6);
      DeskOnSimulator.until(
          "they are accepted", () -> DeskOnSimulator.reports(desk.journal()).size() == 6);
      desk.rest.cut();
      desk.cancel(resting.subList(0, 3));
      DeskOnSimulator.until(
          "the wish is there", () -> desk.alerts().contains("CANCEL_UNCONFIRMED"));
      String checkpoint = cluster.triggerCheckpoint(job);
      desk.cancel(resting.subList(3, 5));
      cluster.cancel(job);
      desk.cancel(resting.subList(5, 6));
      desk.rest.restore();
      assertThat(resting).allMatch(id -> status(desk, id) == OrderStatus.NEW);
      job = desk.submit(cluster, checkpoint);
      DeskOnSimulator.until("all have ended", () -> desk.ended().containsAll(resting));
      desk.decide(buy("af-after", "1", 0));
      DeskOnSimulator.until("another is filled", () -> desk.ended().contains("af-after"));
      cluster.cancel(job);

      assertThat(resting).allMatch(id -> status(desk, id) == OrderStatus.CANCELED);
      ReportsCheck.check(desk.journal(), desk.exchange.ledger());
    }
  }

  @Test
  void deadFeedStopsTheAccountAndItsCancelsGoOutByRequest() throws Exception {
    String execution = "{settleTime: 1s, deadManAfter: 1s, snapshotInterval: 1s}";
    try (DeskOnSimulator desk = new DeskOnSimulator(folder, execution);
        FlinkCluster cluster = DeskOnSimulator.cluster(folder)) {
      JobID job = desk.start(cluster);
      List<String> resting = rest(desk, 3);
      DeskOnSimulator.until("balances come regularly", () -> desk.snapshots() >= 3);
      assertThat(trips(desk)).isEmpty();
      desk.userStream.cut();
      DeskOnSimulator.until("the account is stopped", () -> !trips(desk).isEmpty());
      desk.cancel(resting);
      DeskOnSimulator.until("all have ended", () -> desk.ended().containsAll(resting));
      assertThat(resting).allMatch(id -> status(desk, id) == OrderStatus.CANCELED);
      desk.userStream.restore();
      int before = desk.snapshots();
      DeskOnSimulator.until("balances go on", () -> desk.snapshots() > before + 1);
      cluster.cancel(job);

      assertThat(trips(desk))
          .singleElement()
          .satisfies(
              trip -> {
                assertThat(trip.breaker()).isEqualTo("execution-feed");
                assertThat(trip.time()).isEqualTo(DeskOnSimulator.START_MICROS);
                assertThat(trip.cancelOrders()).isTrue();
              });
      assertThat(desk.alerts()).contains("EXECUTION_FEED_DEAD");
      assertThat(
              desk.journal().stream()
                  .filter(AccountSnapshot.class::isInstance)
                  .map(entry -> entry.sequence())
                  .toList())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  private static List<BreakerTrip> trips(DeskOnSimulator desk) {
    return desk.journal().stream()
        .filter(BreakerTrip.class::isInstance)
        .map(BreakerTrip.class::cast)
        .toList();
  }
}
