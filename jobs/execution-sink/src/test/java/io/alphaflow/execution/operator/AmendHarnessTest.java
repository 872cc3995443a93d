package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.operator.FakeVenue.NextAmend;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.Collections;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * An order is made smaller where it stands, whatever the venue answers and whatever fills
 * meanwhile. All orders are for ten.
 */
@Timeout(30)
class AmendHarnessTest {

  private static final long START = 1_000_000;
  private static final long RESTART = 2_000_000;

  /** Longer than a request can be on its way. */
  private static final Duration LONG = Duration.ofSeconds(40);

  private final FakeVenue venue;

  AmendHarnessTest(TestInfo test) {
    venue = new FakeVenue(test.getDisplayName());
  }

  /** A lane whose order 1 rests. */
  private LaneHarness resting() throws Exception {
    script(Next.REST);
    LaneHarness lane = new LaneHarness(venue, START, null);
    lane.pass(Duration.ofMillis(100));
    lane.order(lane.fresh(1));
    return lane;
  }

  private void script(Next... next) {
    Collections.addAll(venue.book().script, next);
  }

  private void script(NextAmend... next) {
    Collections.addAll(venue.book().amendScript, next);
  }

  private static String id(long decision) {
    return Orders.id("main", decision);
  }

  private void fill(LaneHarness lane, long quantity, boolean full) throws Exception {
    OrderView event = lane.book().fill(id(1), quantity, full);
    lane.book().events.order(event);
    lane.drain();
  }

  @Test
  void makesItSmallerAndSaysSo() throws Exception {
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      assertThat(lane.book().amends).containsExactly(id(1) + "=8");
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8");
      ExecutionReport told = lane.journal(ExecutionReport.class).get(1);
      assertThat(told.sequence()).isEqualTo(ExecutionReport.amendment(2));
      assertThat(told.time()).isEqualTo(Orders.CREATED + 2);
      assertThat(told.cumulativeQuantity()).isZero();
      assertThat(lane.alerts()).isEmpty();
      fill(lane, 8, true);
      assertThat(lane.ends()).containsExactly("1 FILL 8/8");
      assertThat(lane.reports()).last().isEqualTo("1/2 FILL");
    }
  }

  @Test
  void whatFillsBeforeItIsToldOfTheOrderAsPlaced() throws Exception {
    try (LaneHarness lane = resting()) {
      fill(lane, 3, false);
      lane.amend(2, 1, 8);
      fill(lane, 2, false);
      lane.cancel(1);
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8", "1 CANCELED 8");
      assertThat(lane.journal(ExecutionReport.class))
          .filteredOn(r -> r.executionType() == ExecutionType.FILL)
          .extracting(ExecutionReport::orderQuantity)
          .containsExactly(10L, 10L);
    }
  }

  @Test
  void anAnswerThatIsLostIsAskedFor() throws Exception {
    script(NextAmend.AMEND_AND_DROP);
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      assertThat(lane.sizes()).isEmpty();
      lane.pass(LONG);
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8");
      assertThat(lane.book().amends).hasSize(1);
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void oneThatIsLostIsSentAgainWhenItCannotArriveAnyMore() throws Exception {
    script(NextAmend.LOSE);
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      lane.pass(Duration.ofSeconds(8));
      assertThat(lane.book().amends).as("it may be on its way").hasSize(1);
      lane.pass(LONG);
      assertThat(lane.book().amends).hasSize(2);
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8");
      assertThat(lane.alerts()).containsExactly("AMEND_LOST");
    }
  }

  @Test
  void whatTheVenueRefusesLeavesTheOrderAsItIs() throws Exception {
    script(NextAmend.REFUSE);
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      lane.pass(LONG);
      assertThat(lane.book().amends).hasSize(1);
      assertThat(lane.alerts()).containsExactly("AMEND_REFUSED");
      assertThat(lane.alertTexts().get(0)).contains("-1013: Filter failure: NOTIONAL");
      fill(lane, 10, true);
      assertThat(lane.ends()).containsExactly("1 FILL 10/10");
      assertThat(lane.sizes()).containsExactly("1 FILL 10");
    }
  }

  @Test
  void whereTheVenueCannotNothingIsSent() throws Exception {
    venue.book().canReplace = false;
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      assertThat(lane.book().amends).isEmpty();
      assertThat(lane.alerts()).containsExactly("AMEND_REFUSED");
      fill(lane, 10, true);
      assertThat(lane.ends()).containsExactly("1 FILL 10/10");
    }
  }

  @Test
  void waitsWhenTheVenueWantsIt() throws Exception {
    script(NextAmend.THROTTLE);
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      lane.pass(Duration.ofSeconds(4));
      assertThat(lane.book().amends).hasSize(1);
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8");
    }
  }

  @Test
  void twoAreNeverOnTheWay() throws Exception {
    script(NextAmend.LOSE);
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      lane.amend(3, 1, 6);
      lane.pass(Duration.ofSeconds(5));
      assertThat(lane.book().amends).containsExactly(id(1) + "=8");
      lane.pass(LONG);
      assertThat(lane.book().amends).containsExactly(id(1) + "=8", id(1) + "=6");
      assertThat(lane.sizes()).as("the first was never done").containsExactly("1 AMENDED 6");
    }
  }

  @Test
  void oneAfterTheOther() throws Exception {
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      lane.amend(3, 1, 6);
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8", "1 AMENDED 6");
      assertThat(lane.book().amends).hasSize(2);
    }
  }

  @Test
  void anOrderThatMayNotBeThereIsMadeSmallerWhenItIs() throws Exception {
    script(Next.REST_AND_DROP);
    try (LaneHarness lane = new LaneHarness(venue, START, null)) {
      lane.pass(Duration.ofMillis(100));
      lane.order(lane.fresh(1));
      lane.amend(2, 1, 8);
      assertThat(lane.book().amends).isEmpty();
      lane.pass(LONG);
      assertThat(lane.book().amends).hasSize(1);
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8");
    }
  }

  @Test
  void whatIsBeingCancelledIsNotMadeSmaller() throws Exception {
    script(Next.REST);
    try (LaneHarness lane = resting()) {
      venue.book().cancelScript.add(FakeVenue.NextCancel.LOSE);
      lane.cancel(1);
      lane.amend(2, 1, 8);
      lane.pass(LONG);
      assertThat(lane.book().amends).isEmpty();
      assertThat(lane.ends()).containsExactly("1 CANCELED 0/10");
    }
  }

  @Test
  void whatIsFilledSoFarIsNotMadeSmaller() throws Exception {
    try (LaneHarness lane = resting()) {
      fill(lane, 8, false);
      lane.amend(2, 1, 8);
      lane.pass(LONG);
      assertThat(lane.book().amends).isEmpty();
      fill(lane, 2, true);
      assertThat(lane.ends()).containsExactly("1 FILL 10/10");
      assertThat(lane.sizes()).containsExactly("1 FILL 10");
    }
  }

  /** Only what the order is for tells whether that fill was its last. */
  @Test
  void aFillThatMayBeTheLastIsToldWhenThatIsCertain() throws Exception {
    script(NextAmend.LOSE);
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      OrderView event = venue.book().fill(id(1), 8, false);
      lane.book().events.order(unsized(event));
      lane.drain();
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED");
      lane.pass(LONG);
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
      assertThat(lane.ends()).isEmpty();
      assertThat(lane.book().amends).hasSize(1);
    }
  }

  @Test
  void theSameWhenItWas() throws Exception {
    script(NextAmend.AMEND_AND_DROP);
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      OrderView event = venue.book().fill(id(1), 8, true);
      lane.book().events.order(unsized(event));
      lane.drain();
      lane.pass(LONG);
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8", "1 FILL 8");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  private static OrderView unsized(OrderView v) {
    return new OrderView(
        v.instrument(),
        v.clientOrderId(),
        v.venueOrderId(),
        v.status(),
        v.cumulativeQuantity(),
        v.createdTime(),
        v.updatedTime(),
        v.fills(),
        v.reason());
  }

  @Test
  void aCrashBeforeTheAnswerSendsNothingThatWasDone() throws Exception {
    script(NextAmend.AMEND_AND_DROP);
    OperatorSubtaskState state;
    try (LaneHarness lane = resting()) {
      lane.amend(2, 1, 8);
      state = lane.checkpoint();
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, state)) {
      lane.pass(LONG);
      assertThat(lane.book().amends).hasSize(1);
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8");
    }
  }

  @Test
  void aDecisionFromBeforeTheStartIsAskedForFirst() throws Exception {
    OperatorSubtaskState state;
    try (LaneHarness lane = resting()) {
      state = lane.checkpoint();
      lane.amend(2, 1, 8);
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, state)) {
      lane.take(Orders.amend("main", 2, 1, 8, START));
      lane.pass(LONG);
      assertThat(lane.book().amends).as("done before the crash").hasSize(1);
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8");
      lane.take(Orders.amend("main", 3, 1, 6, START));
      lane.pass(LONG);
      assertThat(lane.book().amends).as("not done before").hasSize(2);
      assertThat(lane.sizes()).containsExactly("1 AMENDED 8", "1 AMENDED 6");
    }
  }

  /** The list of trades comes before the decision is read again, and a query finds nothing yet. */
  @Test
  void aFillOfWhichOnlyTheListOfTradesTellsMayBeTheLastAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (LaneHarness lane = resting()) {
      fill(lane, 1, false);
      state = lane.checkpoint();
      lane.amend(2, 1, 8);
      lane.book().fill(id(1), 4, false);
      lane.book().fill(id(1), 3, true);
    }
    venue.book().hiddenQueries = 8;
    try (LaneHarness lane = new LaneHarness(venue, RESTART, state)) {
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.book().queries).isNotEmpty();
      assertThat(lane.reports()).as("without the last fill").containsExactly("1/3 FILL");
      lane.take(Orders.amend("main", 2, 1, 8, START));
      lane.pass(LONG.multipliedBy(2));
      assertThat(lane.reports()).last().isEqualTo("1/4 FILL");
      assertThat(lane.ends()).containsExactly("1 FILL 8/8");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void anOrderThatIsNotKnownIsLeftAsItIs() throws Exception {
    try (LaneHarness lane = resting()) {
      lane.amend(9, 7, 8);
      assertThat(lane.book().amends).isEmpty();
      assertThat(lane.alerts()).containsExactly("AMEND_REFUSED");
    }
  }

  @Test
  void anOrderThatBecameSmallerByNobodysDecisionIsTold() throws Exception {
    try (LaneHarness lane = resting()) {
      venue.book().amend(id(1), 5);
      lane.pass(Duration.ofSeconds(90));
      assertThat(lane.alerts()).contains("RECONCILIATION_QUANTITY");
      assertThat(lane.sizes()).isEmpty();
      fill(lane, 5, true);
      assertThat(lane.ends()).containsExactly("1 FILL 5/5");
    }
  }
}
