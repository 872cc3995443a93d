package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Side;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.order.CancelRequest;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Purchases for an amount, whatever the venue answers. They are for 900 units, of which it buys
 * nine at 100, and are expected to buy ten at most.
 */
@Timeout(30)
class AmountHarnessTest {

  private static final long START = 1_000_000;
  private static final long RESTART = 2_000_000;
  private static final long MOST = 10;
  private static final long AMOUNT = 900;
  private static final Duration LONG = Duration.ofSeconds(40);

  private final FakeVenue venue;

  AmountHarnessTest(TestInfo test) {
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

  private static String id() {
    return Orders.id("main", 1);
  }

  private static OrderRequest spend() {
    return Orders.spending("main", 1, MOST, AMOUNT, START + 1_000);
  }

  private void fill(LaneHarness lane, long quantity, boolean full) throws Exception {
    lane.book().events.order(lane.book().fill(id(), quantity, full));
    lane.drain();
  }

  @Test
  void goesAsAnAmountAndItsEndIsWhatTheVenueSays() throws Exception {
    try (LaneHarness lane = start()) {
      lane.take(spend());
      assertThat(lane.book().amounts).isEqualTo(Map.of(id(), AMOUNT));
      assertThat(lane.ends()).containsExactly("1 FILL 9/9");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void fillsThatAreToldOneByOneEndWithTheVenuesWord() throws Exception {
    script(Next.REST);
    try (LaneHarness lane = start()) {
      lane.take(spend());
      fill(lane, 4, false);
      fill(lane, 3, false);
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
      fill(lane, 2, true);
      assertThat(lane.reports())
          .containsExactly("1/1 ACCEPTED", "1/2 FILL", "1/3 FILL", "1/4 FILL");
      assertThat(lane.ends()).containsExactly("1 FILL 9/9");
      lane.pass(Duration.ofSeconds(70));
      assertThat(lane.alerts()).as("nothing differs").isEmpty();
    }
  }

  @Test
  void ofALostAnswerTheVenueTellsTheRest() throws Exception {
    script(Next.FILL_AND_DROP);
    try (LaneHarness lane = start()) {
      lane.take(spend());
      lane.pass(LONG);
      assertThat(lane.book().posts).containsExactly(id());
      assertThat(lane.ends()).containsExactly("1 FILL 9/9");
      assertThat(lane.alerts()).containsExactly("ORDER_UNKNOWN");
    }
  }

  @Test
  void anEndThatNoEventToldIsAskedFor() throws Exception {
    script(Next.REST);
    try (LaneHarness lane = start()) {
      lane.take(spend());
      fill(lane, 4, false);
      lane.book().fill(id(), 5, true);
      lane.pass(Duration.ofSeconds(70));
      assertThat(lane.ends()).containsExactly("1 FILL 9/9");
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL", "1/3 FILL");
    }
  }

  @Test
  void whatTheBookDoesNotHaveExpires() throws Exception {
    script(Next.REST);
    try (LaneHarness lane = start()) {
      lane.take(spend());
      fill(lane, 4, false);
      lane.book()
          .events
          .order(
              lane.book().end(id(), OrderStatus.EXPIRED, "INSUFFICIENT_LIQUIDITY").orElseThrow());
      lane.drain();
      assertThat(lane.ends()).containsExactly("1 EXPIRED 4/10");
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void moreThanTheMostIsAlertedOnceAndReported() throws Exception {
    script(Next.REST);
    try (LaneHarness lane = start()) {
      lane.take(spend());
      fill(lane, 8, false);
      fill(lane, 3, false);
      fill(lane, 1, true);
      assertThat(lane.ends()).containsExactly("1 FILL 12/12");
      assertThat(lane.alerts()).containsExactly("OVERFILL");
    }
  }

  @Test
  void reportsAfterARestartAreTheSame() throws Exception {
    script(Next.REST);
    OperatorSubtaskState checkpoint;
    List<String> before;
    try (LaneHarness lane = start()) {
      lane.take(spend());
      checkpoint = lane.checkpoint();
      fill(lane, 4, false);
      fill(lane, 5, true);
      before = lane.reports();
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, checkpoint)) {
      lane.pass(LONG);
      assertThat(before).containsExactly("1/1 ACCEPTED", "1/2 FILL", "1/3 FILL");
      assertThat(lane.reports()).isEqualTo(before.subList(1, 3));
      assertThat(lane.ends()).containsExactly("1 FILL 9/9");
      assertThat(lane.book().posts).containsExactly(id());
    }
  }

  /** The state of the job was lost; who wants it cancelled says that it is by an amount. */
  @Test
  void oneThatOnlyTheGateRemembersEndsWithTheVenuesWord() throws Exception {
    try (LaneHarness lane = start()) {
      lane.take(spend());
    }
    try (LaneHarness lane = new LaneHarness(venue, RESTART, null)) {
      lane.pass(Duration.ofMillis(100));
      lane.take(
          new CancelRequest(
              "main",
              Orders.INSTRUMENT.toString(),
              9,
              Orders.CREATED,
              List.of(id()),
              List.of(new CancelTarget(id(), "sma", 1, Side.BUY, MOST, AMOUNT)),
              RESTART));
      lane.pass(LONG);
      assertThat(lane.ends()).containsExactly("1 FILL 9/9");
      assertThat(lane.book().posts).containsExactly(id());
    }
  }
}
