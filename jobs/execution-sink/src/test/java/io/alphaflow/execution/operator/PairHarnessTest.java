package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.order.CancelRequest;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Two orders of which one cancels the other, whatever the venue answers. They are for ten. */
@Timeout(30)
class PairHarnessTest {

  private static final long START = 1_000_000;
  private static final long RESTART = 2_000_000;
  private static final Duration LONG = Duration.ofSeconds(40);

  private final FakeVenue venue;

  PairHarnessTest(TestInfo test) {
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

  private static String first() {
    return Orders.id("main", 1);
  }

  private static String second() {
    return first() + "-s";
  }

  private static String both() {
    return first() + "+" + second();
  }

  private static OrderRequest pair() {
    return Orders.pair(1, 10, START + 1_000);
  }

  /** The gate names both. */
  private static CancelRequest cancel() {
    return new CancelRequest(
        "main",
        Orders.INSTRUMENT.toString(),
        9,
        Orders.CREATED,
        List.of(first(), second()),
        List.of(),
        START + 2_000);
  }

  private void fill(LaneHarness lane, String id, long quantity, boolean full) throws Exception {
    lane.book().events.order(lane.book().fill(id, quantity, full));
    lane.drain();
  }

  @Test
  void goesInOneRequestAndEachOrderIsReportedByItself() throws Exception {
    try (LaneHarness lane = start()) {
      lane.take(pair());
      assertThat(lane.book().pairs).containsExactly(both());
      assertThat(lane.book().posts).isEmpty();
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first ACCEPTED 0", "second ACCEPTED 0");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void whenOneTradesTheOtherEnds() throws Exception {
    try (LaneHarness lane = start()) {
      lane.take(pair());
      fill(lane, first(), 4, false);
      lane.book().events.order(lane.book().orders.get(second()));
      lane.drain();
      fill(lane, first(), 6, true);
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder(
              "first ACCEPTED 0",
              "second ACCEPTED 0",
              "first FILL 4",
              "second EXPIRED 0",
              "first FILL 10");
      assertThat(
              lane.journal(ExecutionReport.class).stream()
                  .filter(r -> r.clientOrderId().equals(second()) && r.last())
                  .map(ExecutionReport::reason))
          .containsExactly("OCO_TRIGGER");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void anEndThatNoEventToldIsAskedFor() throws Exception {
    try (LaneHarness lane = start()) {
      lane.take(pair());
      fill(lane, second(), 10, true);
      lane.pass(Duration.ofSeconds(70));
      assertThat(lane.pairReports(1)).contains("second FILL 10", "first EXPIRED 0");
    }
  }

  @Test
  void bothAreAskedForWhenTheAnswerIsLost() throws Exception {
    script(Next.REST_AND_DROP);
    try (LaneHarness lane = start()) {
      lane.take(pair());
      assertThat(lane.pairReports(1)).isEmpty();
      lane.pass(LONG);
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first ACCEPTED 0", "second ACCEPTED 0");
      assertThat(lane.book().pairs).hasSize(1);
      assertThat(lane.alerts()).containsOnly("ORDER_UNKNOWN");
    }
  }

  @Test
  void theSameWhenItFilledMeanwhile() throws Exception {
    script(Next.FILL_AND_DROP);
    try (LaneHarness lane = start()) {
      lane.take(pair());
      lane.pass(LONG);
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder(
              "first ACCEPTED 0", "first FILL 10", "second ACCEPTED 0", "second EXPIRED 0");
    }
  }

  @Test
  void bothAreNotPlacedWhenItNeverArrived() throws Exception {
    script(Next.LOSE);
    try (LaneHarness lane = start()) {
      lane.take(pair());
      lane.pass(LONG);
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first NOT_PLACED 0", "second NOT_PLACED 0");
      assertThat(lane.book().pairs).hasSize(1);
    }
  }

  @Test
  void bothAreRefusedTogether() throws Exception {
    script(Next.REFUSE);
    try (LaneHarness lane = start()) {
      lane.take(pair());
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first REJECTED 0", "second REJECTED 0");
      assertThat(lane.alerts()).containsOnly("ORDER_REJECTED");
    }
  }

  @Test
  void whereTheVenueHasNoPairsNothingIsSent() throws Exception {
    venue.book().canReplace = false;
    try (LaneHarness lane = start()) {
      lane.take(pair());
      assertThat(lane.book().pairs).isEmpty();
      assertThat(lane.book().posts).isEmpty();
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first REJECTED 0", "second REJECTED 0");
      assertThat(lane.alertTexts().get(0)).contains("the venue has no pairs of orders");
    }
  }

  @Test
  void isSentOnceMoreWhenTheClockWasWrong() throws Exception {
    script(Next.WRONG_CLOCK, Next.REST);
    try (LaneHarness lane = start()) {
      lane.take(pair());
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.book().pairs).containsExactly(both(), both());
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first ACCEPTED 0", "second ACCEPTED 0");
    }
  }

  @Test
  void thereIsNoThirdTime() throws Exception {
    script(Next.WRONG_CLOCK, Next.WRONG_CLOCK);
    try (LaneHarness lane = start()) {
      lane.take(pair());
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first REJECTED 0", "second REJECTED 0");
      assertThat(lane.alerts()).doesNotContain("ILLEGAL_TRANSITION");
    }
  }

  @Test
  void waitsAsOneAndIsGivenUpAsOne() throws Exception {
    script(Next.PAUSE);
    try (LaneHarness lane = start()) {
      lane.take(pair());
      lane.pass(Duration.ofSeconds(1));
      lane.take(cancel());
      lane.pass(LONG);
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first NOT_PLACED 0", "second NOT_PLACED 0");
      assertThat(lane.notPlaced())
          .containsExactly("1 CANCELED_BEFORE_SEND", "1 CANCELED_BEFORE_SEND");
      assertThat(lane.book().pairs).hasSize(1);
    }
  }

  @Test
  void bothAreCancelledTogether() throws Exception {
    try (LaneHarness lane = start()) {
      lane.take(pair());
      lane.take(cancel());
      lane.pass(LONG);
      assertThat(lane.pairReports(1)).contains("first CANCELED 0", "second CANCELED 0");
      assertThat(lane.alerts()).doesNotContain("CANCEL_UNCONFIRMED");
    }
  }

  @Test
  void aPairFromBeforeTheStartIsAskedForAndNotSent() throws Exception {
    OperatorSubtaskState state;
    try (LaneHarness lane = start()) {
      state = lane.checkpoint();
      lane.take(pair());
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, state)) {
      lane.take(pair());
      lane.pass(LONG);
      assertThat(lane.book().pairs).hasSize(1);
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first ACCEPTED 0", "second ACCEPTED 0");
    }
  }

  @Test
  void aPairThatWaitedWhenItCrashedIsNotSent() throws Exception {
    script(Next.PAUSE);
    OperatorSubtaskState state;
    try (LaneHarness lane = start()) {
      lane.take(pair());
      state = lane.checkpoint();
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, state)) {
      lane.pass(LONG);
      assertThat(lane.book().pairs).hasSize(1);
      assertThat(lane.pairReports(1))
          .containsExactlyInAnyOrder("first NOT_PLACED 0", "second NOT_PLACED 0");
    }
  }

  @Test
  void whatBothTradeTogetherIsNeverMoreOrAPersonIsTold() throws Exception {
    try (LaneHarness lane = start()) {
      lane.take(pair());
      lane.book().paired.clear();
      fill(lane, first(), 10, true);
      assertThat(lane.alerts()).isEmpty();
      fill(lane, second(), 1, false);
      assertThat(lane.alerts()).containsExactly("OVERFILL");
      assertThat(lane.book().orders.get(second()).status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    }
  }
}
