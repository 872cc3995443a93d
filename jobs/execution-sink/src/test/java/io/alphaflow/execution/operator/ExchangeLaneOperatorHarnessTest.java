package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.execution.lane.ExchangeLane;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExchangeLaneOperatorHarnessTest {

  private static final long START = 1_000_000;
  private static final long RESTART = 2_000_000;

  private final FakeVenue venue;

  ExchangeLaneOperatorHarnessTest(TestInfo test) {
    venue = new FakeVenue(test.getDisplayName());
  }

  private LaneHarness start() throws Exception {
    LaneHarness lane = new LaneHarness(venue, START, null);
    lane.pass(Duration.ofMillis(100));
    return lane;
  }

  private static String id(long decision) {
    return Orders.id("main", decision);
  }

  @Test
  void writesBalancesAtStartBeforeAnyOrder() throws Exception {
    try (LaneHarness lane = start()) {
      assertThat(lane.journal()).hasSize(1);
      AccountSnapshot first = (AccountSnapshot) lane.journal().get(0);
      assertThat(first.sequence()).isEqualTo(1);
      assertThat(first.balances()).hasSize(1);
    }
  }

  @Test
  void holdsOrdersBackUntilBalancesAreWritten() throws Exception {
    venue.book().accountFailures = 3;
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      assertThat(lane.book().posts).isEmpty();
      lane.pass(Duration.ofSeconds(3));
      assertThat(lane.book().posts).containsExactly(id(1));
      List<JournalEntry> journal = lane.journal();
      assertThat(journal.get(0)).isInstanceOf(AccountSnapshot.class);
      assertThat(((AccountSnapshot) journal.get(0)).time()).as("orders sent before").isZero();
      assertThat(lane.alerts()).containsExactly("VENUE_UNAVAILABLE");
    }
  }

  @Test
  void sendsFreshOrderOnceAndReportsItsFills() throws Exception {
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.book().queries).isEmpty();
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void reportsRefusal() throws Exception {
    venue.book().script.add(Next.REFUSE);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      assertThat(lane.reports()).containsExactly("1/1 REJECTED");
      ExecutionReport report = (ExecutionReport) lane.journal().get(1);
      assertThat(report.reason()).isEqualTo("-2010: insufficient balance");
      assertThat(report.last()).isTrue();
    }
  }

  @Test
  void findsOrderWhoseAnswerWasLostAndDoesNotSendItAgain() throws Exception {
    venue.book().script.add(Next.FILL_AND_DROP);
    venue.book().hiddenQueries = 3;
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      assertThat(lane.reports()).isEmpty();
      assertThat(lane.alerts()).containsExactly("ORDER_UNKNOWN");
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
    }
  }

  @Test
  void believesAbsenceOnlyAfterTheSignatureIsVoidAndTheVenueKeepsSayingIt() throws Exception {
    venue.book().script.add(Next.LOSE);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.pass(Duration.ofMillis(7_900));
      assertThat(lane.reports()).isEmpty();
      lane.pass(Duration.ofMillis(1_000));
      assertThat(lane.reports()).containsExactly("1/1 NOT_PLACED");
      ExecutionReport report = (ExecutionReport) lane.journal().get(1);
      assertThat(report.reason()).isEqualTo("EXPIRED_BEFORE_SEND");
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.book().queries).hasSizeGreaterThan(3);
    }
  }

  @Test
  void asksForDecisionWrittenBeforeTheOperatorStartedAndNeverSendsIt() throws Exception {
    try (LaneHarness lane = start()) {
      lane.order(Orders.request("main", 1, 10, START));
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.book().posts).isEmpty();
      assertThat(lane.book().queries).contains(id(1));
      assertThat(lane.reports()).containsExactly("1/1 NOT_PLACED");
    }
  }

  @Test
  void restartWithOrdersInFlightNeverSendsThemAgain() throws Exception {
    OperatorSubtaskState checkpoint;
    OrderRequest afterCheckpoint;
    venue.book().script.addAll(List.of(Next.REST, Next.HANG, Next.FILL_AND_DROP));
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.order(lane.fresh(3));
      checkpoint = lane.checkpoint();
      lane.book().hanging.clear();
      afterCheckpoint = lane.fresh("other", 4);
      lane.order(afterCheckpoint);
      assertThat(lane.book().posts).containsExactly(id(1), id(2), id(3), id(4));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "4/1 ACCEPTED", "4/2 FILL");
    }
    venue.book().fill(id(1), 10, true);
    try (LaneHarness lane = new LaneHarness(venue, RESTART, checkpoint)) {
      lane.order(afterCheckpoint);
      lane.pass(Duration.ofSeconds(20));
      assertThat(lane.book().posts).as("orders sent").hasSize(4);
      assertThat(lane.reports())
          .containsExactlyInAnyOrder(
              "1/2 FILL", "2/1 NOT_PLACED", "3/1 ACCEPTED", "3/2 FILL", "4/1 ACCEPTED", "4/2 FILL");
      assertThat(lane.journal(AccountSnapshot.class))
          .as("the venue's time is as many as there were posts")
          .extracting(AccountSnapshot::sequence)
          .containsExactly(4L);
    }
  }

  @Test
  void reportsFillsOfRestingOrderFromUserEventsAndDropsRepeatedOnes() throws Exception {
    venue.book().script.add(Next.REST);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      OrderView partial = lane.book().fill(id(1), 4, false);
      OrderView rest = lane.book().fill(id(1), 6, true);
      lane.book().events.order(partial);
      lane.book().events.order(partial);
      lane.book().events.order(rest);
      lane.drain();
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL", "1/3 FILL");
    }
  }

  @Test
  void fetchesFillThatTheUserStreamLost() throws Exception {
    venue.book().script.add(Next.REST);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.book().fill(id(1), 4, false);
      lane.book().events.order(lane.book().fill(id(1), 6, true));
      lane.drain();
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL", "1/3 FILL");
      assertThat(((ExecutionReport) lane.journal().get(2)).lastQuantity()).isEqualTo(4);
    }
  }

  @Test
  void asksForWhatHappenedWhileTheUserStreamWasDown() throws Exception {
    venue.book().script.addAll(List.of(Next.REST, Next.REST));
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.book().events.interrupted("reset");
      lane.book().fill(id(1), 10, true);
      lane.book().fill(id(2), 3, false);
      lane.book().events.subscribed();
      lane.drain();
      assertThat(lane.reports())
          .containsExactlyInAnyOrder("1/1 ACCEPTED", "2/1 ACCEPTED", "1/2 FILL", "2/2 FILL");
      assertThat(lane.journal().stream().filter(AccountSnapshot.class::isInstance)).hasSize(2);
      assertThat(lane.alerts()).containsExactly("USER_STREAM_INTERRUPTED");
    }
  }

  @Test
  void asksForOrdersAfterUnreadableEventAndKeepsIt() throws Exception {
    venue.book().script.add(Next.REST);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.book().fill(id(1), 10, true);
      lane.book().events.unreadable("{\"e\":", "JsonEOFException");
      lane.drain();
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
      assertThat(lane.deadLetters()).containsExactly("USER_EVENT_UNREADABLE");
    }
  }

  @Test
  void alertsInterruptionOnceHoweverOftenConnectingFails() throws Exception {
    try (LaneHarness lane = start()) {
      for (int attempt = 0; attempt < 5; attempt++) {
        lane.book().events.interrupted("refused");
      }
      lane.book().events.subscribed();
      lane.book().events.interrupted("reset");
      lane.drain();
      assertThat(lane.alerts())
          .containsExactly("USER_STREAM_INTERRUPTED", "USER_STREAM_INTERRUPTED");
    }
  }

  @Test
  void noticesEndOfOrderThatNoEventTold() throws Exception {
    venue.book().script.add(Next.REST);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.book().fill(id(1), 10, true);
      lane.pass(Duration.ofSeconds(59));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED");
      lane.pass(Duration.ofSeconds(2));
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
    }
  }

  @Test
  void holdsOrdersBackWhileTooManyRequestsAreUnanswered() throws Exception {
    venue.book().script.addAll(List.of(Next.HANG, Next.HANG, Next.HANG));
    try (LaneHarness lane = start()) {
      for (long decision = 1; decision <= LaneHarness.MAX_IN_FLIGHT + 2; decision++) {
        lane.order(lane.fresh(decision));
      }
      assertThat(lane.book().posts).containsExactly(id(1), id(2), id(3));
      lane.book().hanging.get(0).complete(new SubmitResult.Rejected(-1013, "filter"));
      lane.drain();
      assertThat(lane.book().posts).containsExactly(id(1), id(2), id(3), id(4), id(5));
    }
  }

  @Test
  void asksBeforeItSendsWhenATurnIsFree() throws Exception {
    venue.book().script.addAll(List.of(Next.HANG, Next.HANG, Next.HANG));
    try (LaneHarness lane = start()) {
      for (long decision = 1; decision <= LaneHarness.MAX_IN_FLIGHT + 1; decision++) {
        lane.order(lane.fresh(decision));
      }
      lane.order(Orders.request("main", "other", 9, 10, START));
      assertThat(lane.book().queries).isEmpty();
      lane.book().hanging.get(0).complete(new SubmitResult.Rejected(-1013, "filter"));
      lane.drain();
      assertThat(lane.book().queries).contains(id(9));
      assertThat(lane.book().posts).containsExactly(id(1), id(2), id(3), id(4));
    }
  }

  @Test
  void takesTheSameOrderOnce() throws Exception {
    try (LaneHarness lane = start()) {
      OrderRequest order = lane.fresh(1);
      lane.order(order);
      lane.order(order);
      assertThat(lane.book().posts).containsExactly(id(1));
      assertThat(lane.reports()).hasSize(2);
    }
  }

  @Test
  void doesNotSendOrderThatWaitedTooLong() throws Exception {
    venue.book().accountFailures = 9;
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.pass(Duration.ofSeconds(40));
      assertThat(lane.book().posts).isEmpty();
      assertThat(lane.reports()).containsExactly("1/1 NOT_PLACED");
    }
  }

  @Test
  @Timeout(60)
  void ordersThatWaitForASilentVenueHoldUpNeitherCheckpointNorCancel() throws Exception {
    OperatorSubtaskState checkpoint;
    venue.book().mute = true;
    int many = ExchangeLane.MOST_HELD + 10;
    try (LaneHarness lane = start()) {
      for (long decision = 1; decision <= many; decision++) {
        lane.order(Orders.request("main", decision, 10, START - 1));
      }
      lane.order(lane.fresh(many + 1));
      lane.cancel(many + 1);
      assertThat(lane.reports()).containsExactly(many + 1 + "/1 NOT_PLACED");
      checkpoint = lane.checkpoint();
    }
    venue.book().mute = false;
    try (LaneHarness lane = new LaneHarness(venue, START + 1_000, checkpoint)) {
      lane.pass(Duration.ofSeconds(15));
      assertThat(lane.notPlaced()).hasSize(many);
      assertThat(lane.book().posts).isEmpty();
    }
  }

  @Test
  void endOfInputWaitsForUnansweredOrder() throws Exception {
    venue.book().script.add(Next.HANG);
    try (LaneHarness lane = start()) {
      lane.order(lane.fresh(1));
      lane.book()
          .hanging
          .get(0)
          .completeOnTimeout(
              new SubmitResult.Rejected(-1013, "filter"), 200, TimeUnit.MILLISECONDS);
      lane.endInput();
      assertThat(lane.reports()).containsExactly("1/1 REJECTED");
    }
  }
}
