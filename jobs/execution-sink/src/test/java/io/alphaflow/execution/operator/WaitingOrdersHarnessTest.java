package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.trading.VenuePause;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What keeps orders waiting in the lane, and what becomes of them. */
@Timeout(30)
class WaitingOrdersHarnessTest {

  private static final long START = 1_000_000;

  private final FakeVenue venue;

  WaitingOrdersHarnessTest(TestInfo test) {
    venue = new FakeVenue(test.getDisplayName());
  }

  private LaneHarness start(Next... script) throws Exception {
    venue.book().script.addAll(List.of(script));
    LaneHarness lane = new LaneHarness(venue, START, null);
    lane.pass(Duration.ofMillis(100));
    return lane;
  }

  private static String id(long decision) {
    return Orders.id("main", decision);
  }

  @Test
  void whileAnOrderIsUnknownItsStrategySendsNoOtherOfTheInstrument() throws Exception {
    try (LaneHarness lane = start(Next.REST_AND_DROP)) {
      lane.book().hiddenQueries = 2;
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.order(lane.fresh("other", 3));
      assertThat(lane.book().posts).containsExactly(id(1), id(3));
      assertThat(lane.alerts()).containsExactly("ORDER_UNKNOWN", "ORDER_HELD");
      lane.pass(Duration.ofMillis(500));
      assertThat(lane.book().posts).hasSize(2);
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.book().posts).containsExactly(id(1), id(3), id(2));
      assertThat(lane.reports()).contains("1/1 ACCEPTED", "2/1 ACCEPTED", "2/2 FILL");
    }
  }

  @Test
  void orderThatWaitsForAnUnknownOneTooLongIsNotPlacedAndSaysWhy() throws Exception {
    try (LaneHarness lane = start(Next.LOSE)) {
      lane.book().hiddenQueries = 1;
      lane.order(lane.fresh(1));
      lane.book().mute = true;
      lane.order(lane.fresh(2));
      lane.pass(Duration.ofMillis(30_100));
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.notPlaced()).containsExactly("2 UNKNOWN_ORDER_BEFORE");
    }
  }

  @Test
  void heldOrderThatIsCancelledIsNeverSent() throws Exception {
    try (LaneHarness lane = start(Next.REST_AND_DROP)) {
      lane.book().hiddenQueries = 1;
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.cancel(2);
      lane.pass(Duration.ofSeconds(5));
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.notPlaced()).containsExactly("2 CANCELED_BEFORE_SEND");
    }
  }

  @Test
  void orderThatWasSentWithAWrongClockIsSentOnceMore() throws Exception {
    try (LaneHarness lane = start(Next.WRONG_CLOCK, Next.FILL)) {
      lane.order(lane.fresh(1));
      assertThat(lane.book().posts).containsExactly(id(1), id(1));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void orderWhoseClockStaysWrongIsRejectedAfterTheSecondTime() throws Exception {
    try (LaneHarness lane = start(Next.WRONG_CLOCK, Next.WRONG_CLOCK)) {
      lane.order(lane.fresh(1));
      lane.pass(Duration.ofSeconds(40));
      assertThat(lane.book().posts).containsExactly(id(1), id(1));
      assertThat(lane.reports()).containsExactly("1/1 REJECTED");
    }
  }

  @Test
  void whileTheVenueWantsNoOrdersTheyWaitAndCancelsGoOut() throws Exception {
    try (LaneHarness lane = start(Next.REST, Next.PAUSE)) {
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.order(lane.fresh("other", 3));
      assertThat(lane.book().posts).containsExactly(id(1), id(2));
      lane.cancel(1);
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
      lane.pass(Duration.ofMillis(4_900));
      assertThat(lane.book().posts).hasSize(2);
      lane.pass(Duration.ofMillis(200));
      assertThat(lane.book().posts).containsExactly(id(1), id(2), id(2), id(3));
      assertThat(lane.alerts()).containsExactly("ORDERS_PAUSED");
    }
  }

  @Test
  void deferredOrderThatIsToBeCancelledIsNotSentAgain() throws Exception {
    try (LaneHarness lane = start(Next.PAUSE)) {
      lane.order(lane.fresh(1));
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.notPlaced()).containsExactly("1 CANCELED_BEFORE_SEND");
    }
  }

  @Test
  void deferredOrderIsAskedForAfterARestartAndNotSent() throws Exception {
    OperatorSubtaskState checkpoint;
    try (LaneHarness lane = start(Next.PAUSE)) {
      lane.order(lane.fresh(1));
      checkpoint = lane.checkpoint();
    }
    try (LaneHarness lane = new LaneHarness(venue, START + 10_000, checkpoint)) {
      lane.pass(Duration.ofSeconds(20));
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.notPlaced()).containsExactly("1 EXPIRED_BEFORE_SEND");
    }
  }

  @Test
  void orderThatWaitsOutAPauseForTooLongIsNotPlaced() throws Exception {
    try (LaneHarness lane = start()) {
      lane.book().pause = new VenuePause(31_000, 0, "budget");
      lane.order(lane.fresh(1));
      lane.pass(Duration.ofMillis(31_100));
      assertThat(lane.book().posts).isEmpty();
      assertThat(lane.notPlaced()).containsExactly("1 EXPIRED_BEFORE_SEND");
    }
  }

  @Test
  void aBanIsToldOnceForEachTime() throws Exception {
    try (LaneHarness lane = start(Next.REST)) {
      lane.order(lane.fresh(1));
      lane.book().pause = new VenuePause(120_000, 120_000, "HTTP 418");
      lane.cancel(1);
      lane.pass(Duration.ofSeconds(61));
      assertThat(lane.alerts()).containsExactly("VENUE_BANNED");
      lane.book().pause = VenuePause.NONE;
      lane.pass(Duration.ofSeconds(61));
      lane.book().pause = new VenuePause(120_000, 120_000, "HTTP 418");
      lane.pass(Duration.ofSeconds(61));
      assertThat(lane.alerts()).containsExactly("VENUE_BANNED", "VENUE_BANNED");
    }
  }
}
