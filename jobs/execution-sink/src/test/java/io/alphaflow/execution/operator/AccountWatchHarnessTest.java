package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What the lane writes of the account itself: regular balances, and its stop when nobody tells. */
@Timeout(30)
class AccountWatchHarnessTest {

  private static final long START = 1_000_000;
  private static final long RESTART = 2_000_000;
  private static final Duration OFF = Duration.ZERO;
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Duration THIRTY = Duration.ofSeconds(30);

  private final FakeVenue venue;

  AccountWatchHarnessTest(TestInfo test) {
    venue = new FakeVenue(test.getDisplayName());
  }

  private LaneHarness start(Duration snapshotInterval, Duration deadManAfter) throws Exception {
    LaneHarness lane =
        new LaneHarness(venue, START, null, LaneHarness.options(snapshotInterval, deadManAfter));
    lane.pass(Duration.ofMillis(100));
    return lane;
  }

  private static List<Long> snapshots(LaneHarness lane) {
    return lane.journal(AccountSnapshot.class).stream().map(AccountSnapshot::sequence).toList();
  }

  private static List<BreakerTrip> trips(LaneHarness lane) {
    return lane.journal(BreakerTrip.class);
  }

  @Test
  void writesBalancesRegularlyWithSequencesThatIncrease() throws Exception {
    try (LaneHarness lane = start(TEN, OFF)) {
      lane.pass(Duration.ofSeconds(31));
      assertThat(snapshots(lane)).containsExactly(1L, 2L, 3L, 4L);
    }
  }

  @Test
  void sequenceIsTheVenuesTimeWhenThatIsLater() throws Exception {
    try (LaneHarness lane = start(TEN, OFF)) {
      for (long decision = 1; decision <= 20; decision++) {
        lane.order(lane.fresh(decision));
      }
      lane.pass(Duration.ofSeconds(21));
      assertThat(snapshots(lane)).containsExactly(1L, 20L, 21L);
    }
  }

  @Test
  void regularBalancesWaitALittleForAnswersAndNotForEver() throws Exception {
    venue.book().script.add(Next.HANG);
    try (LaneHarness lane = start(TEN, OFF)) {
      lane.pass(Duration.ofSeconds(9));
      lane.order(lane.fresh(1));
      lane.pass(Duration.ofMillis(2_500));
      assertThat(snapshots(lane)).hasSize(1);
      lane.pass(Duration.ofMillis(600));
      assertThat(snapshots(lane)).hasSize(2);
      lane.book().hanging.get(0).complete(new SubmitResult.Rejected(-1013, "filter"));
      lane.pass(Duration.ofMillis(10_200));
      assertThat(snapshots(lane)).hasSize(3);
    }
  }

  @Test
  void regularBalancesCanBeOff() throws Exception {
    try (LaneHarness lane = start(OFF, OFF)) {
      lane.pass(Duration.ofSeconds(200));
      assertThat(snapshots(lane)).hasSize(1);
    }
  }

  @Test
  void failureToReadBalancesIsAlertedOnceAndTheyAreTriedAgain() throws Exception {
    try (LaneHarness lane = start(TEN, OFF)) {
      lane.book().accountFailures = 3;
      lane.pass(Duration.ofSeconds(41));
      assertThat(lane.alerts()).containsExactly("VENUE_UNAVAILABLE");
      assertThat(snapshots(lane)).hasSize(2);
    }
  }

  @Test
  void stopsTheAccountOnceWhenTheUserStreamIsDownForTooLong() throws Exception {
    try (LaneHarness lane = start(OFF, THIRTY)) {
      lane.order(lane.fresh(1));
      lane.pass(Duration.ofSeconds(100));
      assertThat(trips(lane)).isEmpty();
      lane.book().events.interrupted("reset");
      lane.pass(Duration.ofMillis(29_900));
      lane.book().events.interrupted("refused");
      assertThat(trips(lane)).isEmpty();
      lane.pass(Duration.ofMillis(200));
      assertThat(trips(lane))
          .singleElement()
          .satisfies(
              trip -> {
                assertThat(trip.level()).isEqualTo(Level.account("main"));
                assertThat(trip.breaker()).isEqualTo("execution-feed");
                assertThat(trip.stop()).isEqualTo(StopKind.HALTED);
                assertThat(trip.cooldown()).isZero();
                assertThat(trip.cancelOrders()).isTrue();
                assertThat(trip.time()).isEqualTo(Orders.CREATED - 1);
                assertThat(trip.sequence()).isBetween(1_130_000_000L, 1_131_000_000L);
                assertThat(trip.evidence()).contains("30 s");
              });
      assertThat(lane.alerts()).containsExactly("USER_STREAM_INTERRUPTED", "EXECUTION_FEED_DEAD");
      lane.pass(Duration.ofSeconds(100));
      assertThat(trips(lane)).hasSize(1);
    }
  }

  @Test
  void nextOutageIsAnotherTrip() throws Exception {
    try (LaneHarness lane = start(OFF, THIRTY)) {
      for (int outage = 1; outage <= 2; outage++) {
        lane.book().events.interrupted("reset");
        lane.pass(Duration.ofSeconds(31));
        lane.book().events.subscribed();
        lane.drain();
      }
      assertThat(trips(lane)).extracting(BreakerTrip::sequence).isSorted().doesNotHaveDuplicates();
      assertThat(trips(lane)).hasSize(2);
    }
  }

  @Test
  void shortOutagesDoNotAddUp() throws Exception {
    try (LaneHarness lane = start(OFF, THIRTY)) {
      for (int outage = 1; outage <= 5; outage++) {
        lane.book().events.interrupted("reset");
        lane.pass(Duration.ofSeconds(20));
        lane.book().events.subscribed();
        lane.drain();
      }
      lane.pass(Duration.ofSeconds(40));
      assertThat(trips(lane)).isEmpty();
    }
  }

  @Test
  void streamThatNeverBeganIsAnOutageToo() throws Exception {
    venue.book().silent = true;
    try (LaneHarness lane = start(OFF, THIRTY)) {
      lane.pass(Duration.ofSeconds(31));
      assertThat(trips(lane)).hasSize(1);
      assertThat(trips(lane).get(0).time()).isZero();
    }
  }

  @Test
  void restartInAnOutageDoesNotMakeItAnotherOne() throws Exception {
    venue.book().silent = true;
    OperatorSubtaskState checkpoint;
    try (LaneHarness lane = start(OFF, THIRTY)) {
      lane.pass(Duration.ofSeconds(31));
      checkpoint = lane.checkpoint();
    }
    try (LaneHarness lane =
        new LaneHarness(venue, RESTART, checkpoint, LaneHarness.options(OFF, THIRTY))) {
      lane.pass(Duration.ofSeconds(60));
      assertThat(trips(lane)).isEmpty();
      lane.book().events.subscribed();
      lane.book().events.interrupted("reset");
      lane.pass(Duration.ofSeconds(31));
      assertThat(trips(lane)).hasSize(1);
    }
  }

  @Test
  void deadManCanBeOff() throws Exception {
    venue.book().silent = true;
    try (LaneHarness lane = start(OFF, OFF)) {
      lane.pass(Duration.ofSeconds(300));
      assertThat(trips(lane)).isEmpty();
    }
  }
}
