package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneMetricsHarnessTest {

  private final FakeVenue venue;

  LaneMetricsHarnessTest(TestInfo test) {
    venue = new FakeVenue(test.getDisplayName());
  }

  private LaneHarness start(Next... script) throws Exception {
    venue.book().script.addAll(List.of(script));
    LaneHarness lane = new LaneHarness(venue, 1_000_000, null);
    lane.pass(Duration.ofMillis(100));
    return lane;
  }

  @Test
  void countsWhatBecomesOfOrdersAndHowTheVenueAnswers() throws Exception {
    try (LaneHarness lane = start(Next.FILL, Next.REFUSE, Next.REST)) {
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.order(lane.fresh(3));
      lane.pass(Duration.ofSeconds(2));
      String symbol = ",symbol=" + Orders.INSTRUMENT + "}";
      assertThat(lane.measured())
          .containsEntry("orders_placed_total{status=accepted" + symbol, 2.0)
          .containsEntry("orders_placed_total{status=filled" + symbol, 1.0)
          .containsEntry("orders_placed_total{status=rejected" + symbol, 1.0)
          .containsEntry("api_requests_total{endpoint=submit,status_code=200}", 2.0)
          .containsEntry("api_requests_total{endpoint=submit,status_code=-2010}", 1.0)
          .containsEntry("api_requests_total{endpoint=account,status_code=200}", 1.0)
          .containsEntry("execution_latency_seconds_count{operation=submit}", 3.0)
          .containsEntry("tick_to_order_seconds_count{stage=order}", 3.0)
          .containsEntry("orders_open{account=main}", 1.0)
          .containsEntry("alerts_total{code=ORDER_REJECTED,severity=WARNING}", 1.0)
          .doesNotContainKey("orders_unknown{account=main}");
    }
  }

  @Test
  void everyOrderOfAPairAndEveryOneInAnothersPlaceIsMeasuredWhenItLeaves() throws Exception {
    try (LaneHarness lane = start(Next.REST)) {
      lane.order(lane.fresh(1));
      lane.order(lane.instead(2, 1, 10, 0));
      assertThat(lane.book().replaces).hasSize(1);
      assertThat(lane.measured()).containsEntry("tick_to_order_seconds_count{stage=order}", 2.0);
      lane.take(Orders.pair(3, 10, 1_001_000));
      assertThat(lane.measured()).containsEntry("tick_to_order_seconds_count{stage=order}", 4.0);
    }
  }

  @Test
  void measuringDoesNotMakeALaneBeWrittenAgain() throws Exception {
    try (LaneHarness lane = start(Next.REST)) {
      lane.order(lane.fresh(1));
      lane.checkpoint();
      byte[] stored = lane.stored();
      lane.pass(Duration.ofSeconds(3));
      lane.checkpoint();
      assertThat(lane.stored()).as("an idle lane").isSameAs(stored);
      lane.order(lane.fresh(2));
      lane.checkpoint();
      assertThat(lane.stored()).as("a lane with news").isNotSameAs(stored);
    }
  }

  @Test
  void tellsOrdersOfWhichNothingIsKnownUntilSomethingIs() throws Exception {
    venue.book().hiddenQueries = 3;
    try (LaneHarness lane = start(Next.FILL_AND_DROP)) {
      lane.order(lane.fresh(1));
      lane.pass(Duration.ofSeconds(1));
      assertThat(lane.measured())
          .containsEntry("orders_unknown{account=main}", 1.0)
          .containsEntry("api_requests_total{endpoint=submit,status_code=none}", 1.0);
      lane.pass(Duration.ofSeconds(10));
      assertThat(lane.measured()).doesNotContainKey("orders_unknown{account=main}");
    }
  }
}
