package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * A fill of which only the list of trades tells is told when the venue says of the order that so
 * much is filled: it is asked until it does, and long before the next comparison with its open
 * orders. No order is made smaller here; all are for ten.
 */
@Timeout(30)
class AwaitedViewHarnessTest {

  private static final long START = 1_000_000;
  private static final long RESTART = 2_000_000;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofSeconds(130);

  private final FakeVenue venue;

  AwaitedViewHarnessTest(TestInfo test) {
    venue = new FakeVenue(test.getDisplayName());
  }

  /** A lane whose order 1 works and has one of ten filled. */
  private LaneHarness working() throws Exception {
    venue.book().script.add(Next.REST);
    LaneHarness lane = new LaneHarness(venue, START, null);
    lane.pass(Duration.ofMillis(100));
    lane.order(lane.fresh(1));
    lane.book().events.order(lane.book().fill(id(), 1, false));
    lane.drain();
    return lane;
  }

  private static String id() {
    return Orders.id("main", 1);
  }

  /**
   * Four more fill, the list of trades tells, and all else is as it was; the venue's word of it.
   */
  private OrderView fillUntold(LaneHarness lane) throws Exception {
    OrderView before = venue.book().orders.get(id());
    venue.book().fill(id(), 4, false);
    OrderView after = venue.book().orders.put(id(), before);
    lane.book().events.subscribed();
    lane.pass(Duration.ofMillis(100));
    return after;
  }

  @Test
  void theVenueIsAskedUntilItsLookupShowsAnOrderThatHasEnded() throws Exception {
    OperatorSubtaskState state;
    try (LaneHarness lane = working()) {
      state = lane.checkpoint();
    }
    venue.book().fill(id(), 4, false);
    venue.book().end(id(), OrderStatus.CANCELED, "");
    venue.book().hiddenQueries = 4;
    try (LaneHarness lane = new LaneHarness(venue, RESTART, state)) {
      lane.pass(Duration.ofMillis(100));
      assertThat(venue.book().queries).isNotEmpty();
      assertThat(lane.reports()).isEmpty();
      lane.pass(SOON);
      assertThat(lane.ends()).containsExactly("1 CANCELED 5/10");
      assertThat(lane.reports()).containsExactly("1/3 FILL", "1/4 CANCELED");
      int asked = venue.book().queries.size();
      lane.pass(LONG);
      assertThat(venue.book().queries).as("it has ended").hasSize(asked);
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void theVenueIsAskedUntilItsAnswerKnowsOfTheFill() throws Exception {
    try (LaneHarness lane = working()) {
      OrderView after = fillUntold(lane);
      assertThat(venue.book().queries).as("answered as before the fill").hasSize(1);
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
      venue.book().orders.put(id(), after);
      lane.pass(SOON);
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL", "1/3 FILL");
      assertThat(venue.book().queries).hasSize(2);
      lane.pass(LONG);
      assertThat(venue.book().queries).as("nothing waits any more").hasSize(2);
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void pausesGrowBetweenTheQuestions() throws Exception {
    try (LaneHarness lane = working()) {
      OrderView after = fillUntold(lane);
      lane.pass(Duration.ofSeconds(35));
      // At once, and after 0.25, 0.5, 1, 2, 4, 8, 8 and 8 s.
      assertThat(venue.book().queries).hasSize(9);
      venue.book().orders.put(id(), after);
      lane.pass(SOON);
      assertThat(lane.reports()).last().isEqualTo("1/3 FILL");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  /** The lane asks for every order when it begins; that answer may be older than the fill. */
  @Test
  void anAnswerThatWasOnItsWayWhenTheFillBecameKnownIsNotTheLast() throws Exception {
    OperatorSubtaskState state;
    try (LaneHarness lane = working()) {
      state = lane.checkpoint();
    }
    CompletableFuture<ResolveResult> first = new CompletableFuture<>();
    venue.book().answers.add(first);
    try (LaneHarness lane = new LaneHarness(venue, RESTART, state)) {
      OrderView before = venue.book().orders.get(id());
      OrderView after = fillUntold(lane);
      assertThat(venue.book().queries).as("the question of the beginning").hasSize(1);
      venue.book().orders.put(id(), after);
      first.complete(new ResolveResult.Found(before));
      lane.pass(SOON);
      assertThat(lane.reports()).containsExactly("1/3 FILL");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void whereTheVenueMakesNoOrderSmallerTheListIsEnough() throws Exception {
    venue.book().canReplace = false;
    try (LaneHarness lane = working()) {
      fillUntold(lane);
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL", "1/3 FILL");
      assertThat(venue.book().queries).isEmpty();
    }
  }
}
