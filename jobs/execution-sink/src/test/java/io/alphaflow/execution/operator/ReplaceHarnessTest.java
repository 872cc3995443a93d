package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.operator.FakeVenue.NextCancel;
import io.alphaflow.execution.operator.FakeVenue.NextReplace;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.Collections;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * One order in the place of another, whatever the venue answers and whatever fills meanwhile. All
 * orders are for ten.
 */
@Timeout(30)
class ReplaceHarnessTest {

  private static final long START = 1_000_000;
  private static final long RESTART = 2_000_000;

  private final FakeVenue venue;

  ReplaceHarnessTest(TestInfo test) {
    venue = new FakeVenue(test.getDisplayName());
  }

  private LaneHarness start() throws Exception {
    LaneHarness lane = new LaneHarness(venue, START, null);
    lane.pass(Duration.ofMillis(100));
    return lane;
  }

  /** A lane whose order 1 rests. */
  private LaneHarness resting() throws Exception {
    script(Next.REST);
    LaneHarness lane = start();
    lane.order(lane.fresh(1));
    return lane;
  }

  private void script(Next... next) {
    Collections.addAll(venue.book().script, next);
  }

  private void script(NextReplace... next) {
    Collections.addAll(venue.book().replaceScript, next);
  }

  private static String id(long decision) {
    return Orders.id("main", decision);
  }

  private static String pair() {
    return id(1) + ">" + id(2);
  }

  private void tell(LaneHarness lane, OrderView event) throws Exception {
    lane.book().events.order(event);
    lane.drain();
  }

  @Test
  void replacesInOneRequestWhileNothingIsFilled() throws Exception {
    try (LaneHarness lane = resting()) {
      lane.order(lane.instead(2, 1, 10, 0));
      assertThat(lane.book().replaces).containsExactly(pair());
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.book().cancels).isEmpty();
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED", "2/1 ACCEPTED");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void placesOneAfterTheOtherWhereTheVenueCannotReplace() throws Exception {
    venue.book().canReplace = false;
    try (LaneHarness lane = resting()) {
      script(Next.REST);
      lane.order(lane.instead(2, 1, 10, 0));
      assertThat(lane.book().replaces).isEmpty();
      assertThat(lane.book().cancels).containsExactly(id(1));
      assertThat(lane.book().posts).containsExactly(id(1), id(2));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED", "2/1 ACCEPTED");
    }
  }

  @Test
  void placesNothingBeforeTheOldOnesEndIsCertain() throws Exception {
    venue.book().canReplace = false;
    try (LaneHarness lane = resting()) {
      Collections.addAll(venue.book().cancelScript, NextCancel.LOSE, NextCancel.LOSE);
      lane.order(lane.instead(2, 1, 10, 0));
      lane.pass(Duration.ofMillis(200));
      assertThat(lane.book().posts).containsExactly(id(1));
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.book().posts).containsExactly(id(1), id(2));
    }
  }

  @Test
  void whatTheOldOneFilledAfterTheDecisionComesOff() throws Exception {
    try (LaneHarness lane = resting()) {
      tell(lane, lane.book().fill(id(1), 4, false));
      lane.order(lane.instead(2, 1, 10, 0));
      assertThat(lane.book().replaces).isEmpty();
      assertThat(lane.book().quantities).containsEntry(id(2), 6L);
      assertThat(lane.ends()).containsExactly("1 CANCELED 4/10", "2 FILL 6/6");
    }
  }

  @Test
  void whatTheGateKnewToBeFilledDoesNotComeOff() throws Exception {
    try (LaneHarness lane = resting()) {
      tell(lane, lane.book().fill(id(1), 4, false));
      lane.order(lane.instead(2, 1, 10, 4));
      assertThat(lane.book().quantities).containsEntry(id(2), 10L);
      assertThat(lane.ends()).containsExactly("1 CANCELED 4/10", "2 FILL 10/10");
    }
  }

  @Test
  void isNotPlacedWhenTheOldOneFillsAtTheSameMoment() throws Exception {
    try (LaneHarness lane = resting()) {
      script(NextReplace.FILL_OLD);
      lane.order(lane.instead(2, 1, 25, 0));
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.ends()).containsExactly("1 FILL 10/10", "2 NOT_PLACED 0/25");
      assertThat(lane.notPlaced()).containsExactly("2 REPLACED_ORDER_FILLED");
      assertThat(lane.book().posts).containsExactly(id(1));
    }
  }

  @Test
  void goesOneAfterTheOtherWhenAPartFillsAtTheSameMoment() throws Exception {
    try (LaneHarness lane = resting()) {
      script(NextReplace.FILL_PART_OF_OLD);
      lane.order(lane.instead(2, 1, 10, 0));
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.book().replaces).hasSize(1);
      assertThat(lane.book().posts).containsExactly(id(1), id(2));
      assertThat(lane.ends()).containsExactly("1 CANCELED 4/10", "2 FILL 6/6");
    }
  }

  @Test
  void smallerOneThanWhatFilledMeanwhileIsNotPlaced() throws Exception {
    try (LaneHarness lane = resting()) {
      script(NextReplace.FILL_PART_OF_OLD);
      lane.order(lane.instead(2, 1, 3, 0));
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.ends()).containsExactly("1 CANCELED 4/10", "2 NOT_PLACED 0/3");
      assertThat(lane.book().posts).containsExactly(id(1));
    }
  }

  @Test
  void reportsBothHalvesWhenOnlyTheCancelSucceeded() throws Exception {
    try (LaneHarness lane = resting()) {
      script(NextReplace.CANCEL_ONLY);
      lane.order(lane.instead(2, 1, 10, 0));
      assertThat(lane.ends()).containsExactly("1 CANCELED 0/10", "2 REJECTED 0/10");
      assertThat(lane.alerts()).containsExactly("ORDER_REJECTED");
    }
  }

  @Test
  void oldOneWorksOnWhenTheVenueRefusesTheRequest() throws Exception {
    try (LaneHarness lane = resting()) {
      script(NextReplace.REFUSE);
      lane.order(lane.instead(2, 1, 10, 0));
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.ends()).containsExactly("2 REJECTED 0/10");
      assertThat(lane.book().orders.get(id(1)).status()).isEqualTo(OrderStatus.NEW);
      lane.order(lane.instead(3, 1, 10, 0));
      assertThat(lane.ends()).containsExactly("2 REJECTED 0/10", "1 CANCELED 0/10");
    }
  }

  @Test
  void waitsWhenTheVenueWantsNoOrders() throws Exception {
    try (LaneHarness lane = resting()) {
      script(NextReplace.PAUSE);
      lane.order(lane.instead(2, 1, 10, 0));
      lane.pass(Duration.ofSeconds(4));
      assertThat(lane.ends()).containsExactly("1 CANCELED 0/10");
      assertThat(lane.book().posts).containsExactly(id(1));
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.ends()).containsExactly("1 CANCELED 0/10", "2 FILL 10/10");
    }
  }

  @Test
  void asksForBothWhenTheAnswerIsLost() throws Exception {
    try (LaneHarness lane = resting()) {
      script(NextReplace.REPLACE_AND_DROP);
      venue.book().hiddenQueries = 3;
      lane.order(lane.instead(2, 1, 10, 0));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED");
      lane.pass(Duration.ofSeconds(6));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED", "2/1 ACCEPTED");
      assertThat(lane.book().queries).contains(id(1), id(2));
      assertThat(lane.book().replaces).hasSize(1);
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.alerts()).containsExactly("ORDER_UNKNOWN");
    }
  }

  @Test
  void oldOneWorksOnWhenTheRequestWasLost() throws Exception {
    try (LaneHarness lane = resting()) {
      script(NextReplace.LOSE);
      lane.order(lane.instead(2, 1, 10, 0));
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.notPlaced()).containsExactly("2 EXPIRED_BEFORE_SEND");
      assertThat(lane.book().orders.get(id(1)).status()).isEqualTo(OrderStatus.NEW);
      assertThat(lane.book().replaces).hasSize(1);
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.book().cancels).isEmpty();
    }
  }

  @Test
  void oldOneThatWasNeverSentIsNotSent() throws Exception {
    venue.book().accountFailures = 2;
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.order(lane.instead(2, 1, 10, 0));
      lane.pass(Duration.ofSeconds(3));
      assertThat(lane.book().posts).containsExactly(id(2));
      assertThat(lane.ends()).containsExactly("1 NOT_PLACED 0/10", "2 FILL 10/10");
    }
  }

  @Test
  void bothCanBeTakenBackWhileTheOldOnesEndIsAwaited() throws Exception {
    venue.book().canReplace = false;
    try (LaneHarness lane = resting()) {
      Collections.addAll(venue.book().cancelScript, NextCancel.LOSE);
      lane.order(lane.instead(2, 1, 10, 0));
      lane.cancel(1, 2);
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.ends()).containsExactly("2 NOT_PLACED 0/10", "1 CANCELED 0/10");
      assertThat(lane.book().posts).containsExactly(id(1));
    }
  }

  @Test
  void isTooOldWhenTheOldOneDoesNotEnd() throws Exception {
    venue.book().canReplace = false;
    try (LaneHarness lane = resting()) {
      Collections.addAll(
          venue.book().cancelScript,
          Collections.nCopies(100, NextCancel.LOSE).toArray(NextCancel[]::new));
      lane.order(lane.instead(2, 1, 10, 0));
      lane.pass(Duration.ofSeconds(40));
      assertThat(lane.notPlaced()).containsExactly("2 EXPIRED_BEFORE_SEND");
      assertThat(lane.book().posts).containsExactly(id(1));
    }
  }

  @Test
  void oldOneThatIsUnknownIsResolvedFirst() throws Exception {
    script(Next.REST_AND_DROP);
    try (LaneHarness lane = start()) {
      Collections.addAll(venue.book().cancelScript, NextCancel.LOSE);
      lane.order(lane.fresh(1));
      lane.order(lane.instead(2, 1, 10, 0));
      lane.pass(Duration.ofSeconds(5));
      assertThat(lane.book().replaces).isEmpty();
      assertThat(lane.ends()).containsExactly("1 CANCELED 0/10", "2 FILL 10/10");
    }
  }

  @Test
  void oldOneThatIsNotKnownHereIsTakenOver() throws Exception {
    try (LaneHarness lane = resting()) {
      tell(lane, lane.book().fill(id(1), 4, false));
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, null)) {
      lane.pass(Duration.ofMillis(100));
      lane.order(lane.instead(2, 1, 10, 4));
      lane.pass(Duration.ofSeconds(5));
      assertThat(lane.alerts()).contains("ORDER_TAKEN_OVER");
      assertThat(lane.ends()).containsExactly("1 CANCELED 4/10", "2 FILL 10/10");
      assertThat(lane.book().posts).containsExactly(id(1), id(2));
    }
  }

  /** Whoever ran before has sent it after the checkpoint; the decision comes again. */
  @Test
  void restartAsksBeforeItSends() throws Exception {
    OperatorSubtaskState checkpoint;
    try (LaneHarness lane = resting()) {
      checkpoint = lane.checkpoint();
      lane.order(lane.instead(2, 1, 10, 0));
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, checkpoint)) {
      lane.order(Orders.replacement(2, 1, 10, 0, START + 100));
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.reports()).containsExactly("1/2 CANCELED", "2/1 ACCEPTED");
      assertThat(lane.book().replaces).hasSize(1);
      assertThat(lane.book().posts).containsExactly(id(1));
    }
  }

  /**
   * Nothing is left of the new one, but it may have been placed all the same: the venue is asked.
   */
  @Test
  void restartFindsTheOldOneFilledAndTheNewOneNowhere() throws Exception {
    OperatorSubtaskState checkpoint;
    try (LaneHarness lane = resting()) {
      checkpoint = lane.checkpoint();
      tell(lane, lane.book().fill(id(1), 10, true));
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, checkpoint)) {
      lane.order(Orders.replacement(2, 1, 3, 0, START + 100));
      lane.pass(Duration.ofSeconds(20));
      assertThat(lane.ends()).containsExactly("1 FILL 10/10", "2 NOT_PLACED 0/3");
      assertThat(lane.book().posts).containsExactly(id(1));
    }
  }

  @Test
  void restartLeavesTheOldOneWhenTheNewOneNeverArrived() throws Exception {
    OperatorSubtaskState checkpoint;
    try (LaneHarness lane = resting()) {
      script(NextReplace.LOSE);
      lane.order(lane.instead(2, 1, 10, 0));
      checkpoint = lane.checkpoint();
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, checkpoint)) {
      lane.pass(Duration.ofSeconds(20));
      assertThat(lane.notPlaced()).containsExactly("2 EXPIRED_BEFORE_SEND");
      assertThat(lane.book().orders.get(id(1)).status()).isEqualTo(OrderStatus.NEW);
      assertThat(lane.book().replaces).hasSize(1);
    }
  }

  /** The old one's cancel and the new one were sent; then a part less than all was placed. */
  @Test
  void restartReportsTheQuantityThatWasPlaced() throws Exception {
    OperatorSubtaskState checkpoint;
    try (LaneHarness lane = resting()) {
      checkpoint = lane.checkpoint();
      script(NextReplace.FILL_PART_OF_OLD);
      lane.order(lane.instead(2, 1, 10, 0));
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.ends()).containsExactly("1 CANCELED 4/10", "2 FILL 6/6");
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, checkpoint)) {
      lane.order(Orders.replacement(2, 1, 10, 0, START + 100));
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.ends()).containsExactly("1 CANCELED 4/10", "2 FILL 6/6");
      assertThat(lane.book().posts).containsExactly(id(1), id(2));
    }
  }

  @Test
  void nothingOfTheNewOneIsReportedBeforeTheOldOnesEnd() throws Exception {
    try (LaneHarness lane = resting()) {
      script(NextReplace.REPLACE_AND_DROP);
      venue.book().hiddenQueries = 1_000;
      Collections.addAll(venue.book().cancelScript, NextCancel.LOSE, NextCancel.LOSE);
      lane.order(lane.instead(2, 1, 10, 0));
      tell(lane, lane.book().orders.get(id(2)));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED");
      assertThat(lane.book().cancels).containsExactly(id(1));
      venue.book().hiddenQueries = 0;
      lane.pass(Duration.ofSeconds(3));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED", "2/1 ACCEPTED");
    }
  }
}
