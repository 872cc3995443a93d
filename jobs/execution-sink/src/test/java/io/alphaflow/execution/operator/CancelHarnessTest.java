package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.log.LogCapture;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.SelfTradePrevention;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.execution.lane.ExchangeLane;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.operator.FakeVenue.NextCancel;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Cancels, in every state that an order can be in, and whatever the venue answers. */
@Timeout(30)
class CancelHarnessTest {

  private static final long START = 1_000_000;
  private static final long RESTART = 2_000_000;

  private final FakeVenue venue;

  CancelHarnessTest(TestInfo test) {
    venue = new FakeVenue(test.getDisplayName());
  }

  private LaneHarness start() throws Exception {
    LaneHarness lane = new LaneHarness(venue, START, null);
    lane.pass(Duration.ofMillis(100));
    return lane;
  }

  private void script(Next... next) {
    Collections.addAll(venue.book().script, next);
  }

  private void script(NextCancel... next) {
    Collections.addAll(venue.book().cancelScript, next);
  }

  private static String id(long decision) {
    return Orders.id("main", decision);
  }

  private static NewOrder placed(OrderRequest request) {
    return new NewOrder(
        Orders.INSTRUMENT,
        request.order().clientOrderId(),
        request.order().side(),
        request.order().orderType(),
        request.order().timeInForce(),
        request.order().quantity(),
        request.order().limitPrice(),
        SelfTradePrevention.NONE);
  }

  /** The order that hangs arrives now and works, and its answer comes. */
  private void arrive(LaneHarness lane, OrderRequest request) throws Exception {
    lane.book().place(placed(request));
    lane.book()
        .hanging
        .get(0)
        .complete(new SubmitResult.Accepted(lane.book().orders.get(id(request.decision()))));
    lane.drain();
  }

  @Test
  void cancelsWorkingOrdersAtOnceAndReportsThat() throws Exception {
    script(Next.REST, Next.REST);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.cancel(1, 2);
      assertThat(lane.book().cancels).containsExactly(id(1), id(2));
      assertThat(lane.reports())
          .containsExactly("1/1 ACCEPTED", "2/1 ACCEPTED", "1/2 CANCELED", "2/2 CANCELED");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void allThatIsLoggedOfAnOrderHasTheIdOfItsSignalAlsoAfterARestart() throws Exception {
    script(Next.REST);
    script(NextCancel.REFUSE);
    String id = "correlation=sma/main/sim:BTC/USD/STRATEGY#1 order=" + id(1) + " ";
    OperatorSubtaskState snapshot;
    try (LogCapture log = new LogCapture();
        LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      snapshot = lane.checkpoint();
      assertThat(log.lines())
          .filteredOn(line -> line.contains(" order="))
          .startsWith(
              "sent " + id + "BUY LIMIT sim:BTC/USD",
              "reported " + id + "ACCEPTED",
              "sent " + id + "to cancel it")
          .anyMatch(line -> line.startsWith("alerted " + id + "CANCEL_REFUSED order"));
    }
    try (LogCapture log = new LogCapture();
        LaneHarness lane = new LaneHarness(venue, RESTART, snapshot)) {
      lane.pass(Duration.ofSeconds(5));
      assertThat(log.lines())
          .filteredOn(line -> line.contains(" order="))
          .contains("sent " + id + "to cancel it", "reported " + id + "CANCELED, the last")
          .allMatch(line -> line.contains(id));
    }
  }

  @Test
  void neverSendsAnOrderThatWaited() throws Exception {
    script(Next.HANG, Next.HANG, Next.HANG);
    try (LaneHarness lane = start()) {
      for (long decision = 1; decision <= LaneHarness.MAX_IN_FLIGHT + 2; decision++) {
        lane.order(lane.fresh(decision));
      }
      lane.cancel(4);
      assertThat(lane.notPlaced()).containsExactly("4 CANCELED_BEFORE_SEND");
      lane.book().hanging.get(0).complete(new SubmitResult.Rejected(-1013, "filter"));
      lane.drain();
      assertThat(lane.book().posts).containsExactly(id(1), id(2), id(3), id(5));
      assertThat(lane.book().cancels).isEmpty();
    }
  }

  @Test
  void neverSendsAnOrderThatWaitedForTheBalances() throws Exception {
    venue.book().accountFailures = 3;
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(5));
      assertThat(lane.book().posts).isEmpty();
      assertThat(lane.notPlaced()).containsExactly("1 CANCELED_BEFORE_SEND");
    }
  }

  @Test
  void passesEverythingThatWaitsInAFullLane() throws Exception {
    script(Next.REST, Next.HANG, Next.HANG, Next.HANG);
    try (LaneHarness lane = start()) {
      for (long decision = 1; decision <= 100; decision++) {
        lane.order(lane.fresh(decision));
      }
      lane.order(Orders.request("main", 101, 10, START));
      lane.cancel(1);
      assertThat(lane.book().posts).hasSize(4);
      assertThat(lane.book().queries).isEmpty();
      assertThat(lane.book().cancels).containsExactly(id(1));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
    }
  }

  @Test
  void ordersBeyondTheBoundAreNotPlacedAndCancelsStillPass() throws Exception {
    venue.book().accountFailures = Integer.MAX_VALUE;
    try (LaneHarness lane = start()) {
      for (long decision = 1; decision <= ExchangeLane.MOST_HELD + 1; decision++) {
        lane.order(lane.fresh(decision));
      }
      lane.cancel(1);
      assertThat(lane.notPlaced())
          .containsExactly(ExchangeLane.MOST_HELD + 1 + " LANE_FULL", "1 CANCELED_BEFORE_SEND");
      assertThat(lane.alerts()).contains("LANE_FULL");
    }
  }

  @Test
  void orderOnItsWayIsCancelledAgainWhenItHasArrived() throws Exception {
    script(Next.HANG);
    try (LaneHarness lane = start()) {
      OrderRequest request = lane.fresh(1);
      lane.order(request);
      lane.cancel(1);
      assertThat(lane.book().cancels).containsExactly(id(1));
      assertThat(lane.reports()).isEmpty();
      arrive(lane, request);
      assertThat(lane.book().cancels).containsExactly(id(1), id(1));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
    }
  }

  @Test
  void orderThatTheLookupDoesNotShowYetIsCancelledAtTheEngine() throws Exception {
    script(Next.REST_AND_DROP);
    venue.book().hiddenQueries = 3;
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      assertThat(lane.book().orders.get(id(1)).status()).isEqualTo(OrderStatus.CANCELED);
      assertThat(lane.reports()).isEmpty();
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
      assertThat(lane.book().cancels).hasSize(1);
    }
  }

  @Test
  void fillsOfAnOrderThatTheLookupDoesNotShowYetAreItsOwn() throws Exception {
    script(Next.FILL, Next.REST_AND_DROP);
    venue.book().hiddenQueries = 3;
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.book().fill(id(2), 4, false);
      lane.cancel(2);
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.reports())
          .containsExactly("1/1 ACCEPTED", "1/2 FILL", "2/1 ACCEPTED", "2/2 FILL", "2/3 CANCELED");
      assertThat(lane.alerts()).containsExactly("ORDER_UNKNOWN");
    }
  }

  @Test
  void cancelledOrderIsNeverCalledNotPlacedHoweverLongTheLookupHidesIt() throws Exception {
    script(Next.REST_AND_DROP);
    venue.book().hiddenQueries = 40;
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(60));
      assertThat(lane.notPlaced()).isEmpty();
      assertThat(venue.book().queries).as("asked with pauses").hasSizeBetween(5, 20);
      venue.book().hiddenQueries = 0;
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
      assertThat(lane.alerts()).containsExactly("ORDER_UNKNOWN");
    }
  }

  @Test
  void orderThatNeverArrivedIsNotPlaced() throws Exception {
    script(Next.LOSE);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.notPlaced()).containsExactly("1 CANCELED_BEFORE_SEND");
      assertThat(lane.book().posts).hasSize(1);
      assertThat(lane.book().cancels).hasSize(1);
    }
  }

  @Test
  void orderThatFilledBeforeItsCancelIsReportedFilled() throws Exception {
    script(Next.REST);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.book().fill(id(1), 10, true);
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
      assertThat(lane.book().cancels).hasSize(1);
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void partOfItThatFilledBeforeIsReportedBeforeTheEnd() throws Exception {
    script(Next.REST);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.book().fill(id(1), 4, false);
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL", "1/3 CANCELED");
    }
  }

  @Test
  void triesAgainWithGrowingPausesUntilItHasEnded() throws Exception {
    script(Next.REST);
    script(NextCancel.LOSE, NextCancel.LOSE, NextCancel.CANCEL_AND_DROP);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      lane.pass(Duration.ofMillis(300));
      assertThat(lane.book().cancels).hasSize(2);
      lane.pass(Duration.ofMillis(400));
      assertThat(lane.book().cancels).as("the next pause is longer").hasSize(2);
      lane.pass(Duration.ofSeconds(5));
      assertThat(lane.book().cancels).hasSize(4);
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
      lane.pass(Duration.ofSeconds(20));
      assertThat(lane.book().cancels).hasSize(4);
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void tellsAPersonWhenItIsNotKnownForLong() throws Exception {
    script(Next.REST);
    script(NextCancel.LOSE, NextCancel.LOSE, NextCancel.LOSE, NextCancel.LOSE);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.alerts()).containsExactly("CANCEL_UNCONFIRMED");
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
    }
  }

  @Test
  void refusedCancelIsAlertedOnceAndTriedAgain() throws Exception {
    script(Next.REST);
    script(NextCancel.REFUSE, NextCancel.REFUSE);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.alerts()).containsExactly("CANCEL_REFUSED");
      assertThat(lane.book().cancels).hasSize(3);
      assertThat(lane.book().queries).as("resolved before").isNotEmpty();
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
    }
  }

  @Test
  void waitsAsLongAsTheVenueAsksTo() throws Exception {
    script(Next.REST);
    script(NextCancel.THROTTLE);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      lane.pass(Duration.ofMillis(4_900));
      assertThat(lane.book().cancels).hasSize(1);
      lane.pass(Duration.ofMillis(200));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
    }
  }

  @Test
  void sameCancelAgainChangesNothing() throws Exception {
    script(Next.REST, Next.REST);
    script(NextCancel.HANG);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.cancel(1, 2);
      lane.cancel(1, 2);
      assertThat(lane.book().cancels).containsExactly(id(1), id(2));
    }
  }

  @Test
  void unknownOrderThatWorksAtTheVenueIsCancelledAndAlerted() throws Exception {
    try (LaneHarness lane = start()) {
      lane.book().place(placed(Orders.request("main", 7, 10, 0)));
      lane.cancel(7);
      assertThat(lane.book().queries).containsExactly(id(7));
      assertThat(lane.book().cancels).containsExactly(id(7));
      assertThat(lane.reports()).isEmpty();
      assertThat(lane.alerts()).containsExactly("UNKNOWN_ORDER_CANCELED");
    }
  }

  @Test
  void orderThatOnlyTheGateRemembersIsTakenOverAndItsWholeStoryReported() throws Exception {
    try (LaneHarness lane = start()) {
      lane.book().place(placed(Orders.request("main", 7, 10, 0)));
      lane.book().fill(id(7), 4, false);
      lane.take(Orders.cancelKnown("main", START + 1, 7, 10));
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.book().cancels).containsExactly(id(7));
      assertThat(lane.reports()).containsExactly("7/1 ACCEPTED", "7/2 FILL", "7/3 CANCELED");
      assertThat(lane.alerts()).containsExactly("ORDER_TAKEN_OVER");
    }
  }

  @Test
  void orderThatOnlyTheGateRemembersAndThatEndedIsReportedWithItsEnd() throws Exception {
    try (LaneHarness lane = start()) {
      lane.book().place(placed(Orders.request("main", 7, 10, 0)));
      lane.book().fill(id(7), 10, true);
      lane.take(Orders.cancelKnown("main", START + 1, 7, 10));
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.book().cancels).isEmpty();
      assertThat(lane.reports()).containsExactly("7/1 ACCEPTED", "7/2 FILL");
    }
  }

  @Test
  void orderThatOnlyTheGateRemembersAndThatIsNowhereIsReportedAsNotPlaced() throws Exception {
    try (LaneHarness lane = start()) {
      lane.take(Orders.cancelKnown("main", START + 1, 7, 10));
      lane.pass(Duration.ofSeconds(15));
      assertThat(lane.reports()).containsExactly("7/1 NOT_PLACED");
      assertThat(lane.notPlaced()).containsExactly("7 CANCELED_BEFORE_SEND");
      assertThat(lane.book().cancels).isEmpty();
    }
  }

  @Test
  void unknownOrderThatEndedAtTheVenueIsLeftAlone() throws Exception {
    try (LaneHarness lane = start()) {
      lane.book().place(placed(Orders.request("main", 7, 10, 0)));
      lane.book().fill(id(7), 10, true);
      lane.cancel(7);
      lane.pass(Duration.ofSeconds(20));
      assertThat(lane.book().queries).hasSize(1);
      assertThat(lane.book().cancels).isEmpty();
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void orderThatIsNowhereIsAlertedWhenThatIsCertain() throws Exception {
    try (LaneHarness lane = start()) {
      lane.cancel(7);
      lane.pass(Duration.ofMillis(7_900));
      assertThat(lane.alerts()).isEmpty();
      lane.pass(Duration.ofSeconds(3));
      assertThat(lane.alerts()).containsExactly("CANCEL_OF_UNKNOWN_ORDER");
      int asked = lane.book().queries.size();
      lane.pass(Duration.ofSeconds(20));
      assertThat(lane.book().queries).hasSize(asked);
    }
  }

  @Test
  void wishesSurviveARestartAndNothingIsSentTwice() throws Exception {
    OperatorSubtaskState checkpoint;
    script(Next.REST, Next.HANG, Next.REST_AND_DROP);
    script(NextCancel.LOSE, NextCancel.LOSE, NextCancel.LOSE);
    venue.book().hiddenQueries = 1_000;
    OrderRequest second;
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      second = lane.fresh(2);
      lane.order(second);
      lane.order(lane.fresh(3));
      lane.cancel(1, 2, 3, 7);
      checkpoint = lane.checkpoint();
    }
    venue.book().hiddenQueries = 0;
    venue.book().cancelScript.clear();
    venue.book().cancels.clear();
    venue.book().place(placed(second));
    venue.book().place(placed(Orders.request("main", 7, 10, 0)));
    try (LaneHarness lane = new LaneHarness(venue, RESTART, checkpoint)) {
      lane.pass(Duration.ofSeconds(20));
      assertThat(lane.book().cancels).containsExactlyInAnyOrder(id(1), id(2), id(3), id(7));
      assertThat(lane.book().posts).containsExactly(id(1), id(2), id(3));
      assertThat(lane.reports())
          .containsExactlyInAnyOrder(
              "1/2 CANCELED", "2/1 ACCEPTED", "2/2 CANCELED", "3/1 ACCEPTED", "3/2 CANCELED");
    }
  }

  @Test
  void workingOrderIsCancelledAtOnceAfterARestartWithoutAskingForIt() throws Exception {
    OperatorSubtaskState checkpoint;
    script(Next.REST);
    script(NextCancel.LOSE);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      checkpoint = lane.checkpoint();
    }
    venue.book().hiddenQueries = Integer.MAX_VALUE;
    venue.book().silent = true;
    try (LaneHarness lane = new LaneHarness(venue, RESTART, checkpoint)) {
      lane.pass(Duration.ofMillis(50));
      assertThat(lane.reports()).containsExactly("1/2 CANCELED");
    }
  }

  @Test
  void crashBetweenDecisionAndCancelCancelsAfterTheRestart() throws Exception {
    OperatorSubtaskState checkpoint;
    script(Next.REST);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      checkpoint = lane.checkpoint();
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, checkpoint)) {
      lane.take(Orders.cancel("main", RESTART - 1, 1));
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.reports()).containsExactly("1/2 CANCELED");
      assertThat(lane.book().posts).hasSize(1);
    }
  }

  @Test
  void cancelFromBeforeTheStartWaitsUntilItsOrderIsKnownToWork() throws Exception {
    venue.book().place(placed(Orders.request("main", 1, 10, 0)));
    venue.book().hiddenQueries = 1;
    try (LaneHarness lane = start()) {
      lane.order(Orders.request("main", 1, 10, START - 2));
      lane.order(Orders.request("main", 2, 10, START - 2));
      lane.take(Orders.cancel("main", START - 1, 1, 2));
      assertThat(lane.book().cancels).isEmpty();
      lane.pass(Duration.ofSeconds(12));
      assertThat(lane.book().cancels).containsExactly(id(1));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED", "2/1 NOT_PLACED");
      assertThat(lane.notPlaced()).containsExactly("2 CANCELED_BEFORE_SEND");
      assertThat(lane.book().posts).isEmpty();
    }
  }

  @Test
  void endOfInputWaitsForCancels() throws Exception {
    script(Next.REST);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.take(Orders.cancel("main", START + 1_000, 1));
      lane.endInput();
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
    }
  }

  @Test
  void endedOrdersAreNotAskedFor() throws Exception {
    script(Next.FILL);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(5));
      assertThat(lane.book().cancels).isEmpty();
      assertThat(lane.book().queries).isEmpty();
      assertThat(List.copyOf(lane.alerts())).isEmpty();
    }
  }
}
