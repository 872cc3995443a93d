package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.SelfTradePrevention;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Decisions, our orders and the venue's are compared; what differs is alerted, then asked. */
@Timeout(30)
class ReconciliationHarnessTest {

  private static final long START = 1_000_000;

  private final FakeVenue venue;

  ReconciliationHarnessTest(TestInfo test) {
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

  private static NewOrder placed(OrderRequest order) {
    return new NewOrder(
        Orders.INSTRUMENT,
        order.order().clientOrderId(),
        order.order().side(),
        OrderType.LIMIT,
        TimeInForce.GTC,
        order.order().quantity(),
        order.order().limitPrice(),
        SelfTradePrevention.NONE);
  }

  private static void minutes(LaneHarness lane, int count) throws Exception {
    lane.pass(Duration.ofSeconds(60L * count + 2));
  }

  @Test
  void whatAgreesIsNotAlerted() throws Exception {
    try (LaneHarness lane = start(Next.REST, Next.REST, Next.FILL)) {
      lane.order(lane.fresh(1));
      lane.order(lane.fresh(2));
      lane.order(lane.fresh(3));
      lane.book().events.order(lane.book().fill(id(1), 4, false));
      lane.cancel(2);
      minutes(lane, 3);
      assertThat(lane.alerts()).isEmpty();
      assertThat(lane.book().queries).isEmpty();
    }
  }

  @Test
  void endThatNoEventToldIsAlertedAndThenAskedFor() throws Exception {
    try (LaneHarness lane = start(Next.REST)) {
      lane.order(lane.fresh(1));
      lane.book().fill(id(1), 10, true);
      minutes(lane, 1);
      assertThat(lane.alerts()).containsExactly("RECONCILIATION_ORDER_NOT_OPEN");
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
    }
  }

  @Test
  void eventThatIsJustOnItsWayIsNoDifference() throws Exception {
    try (LaneHarness lane = start(Next.REST)) {
      lane.order(lane.fresh(1));
      OrderView event = lane.book().fill(id(1), 10, true);
      lane.pass(Duration.ofMillis(60_300));
      lane.book().events.order(event);
      minutes(lane, 1);
      assertThat(lane.alerts()).isEmpty();
    }
  }

  @Test
  void fillsThatNoEventToldAreAlertedWithBothNumbersAndThenFetched() throws Exception {
    try (LaneHarness lane = start(Next.REST)) {
      lane.order(lane.fresh(1));
      lane.book().fill(id(1), 4, false);
      minutes(lane, 2);
      assertThat(lane.alerts()).containsExactly("RECONCILIATION_FILLED");
      assertThat(lane.alertTexts()).singleElement().asString().contains("0.00000004");
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
    }
  }

  @Test
  void orderOfNobodyIsAlertedOnceAndLeftAlone() throws Exception {
    try (LaneHarness lane = start()) {
      lane.book().place(placed(Orders.request("main", 77, 10, 0)));
      minutes(lane, 3);
      assertThat(lane.alerts()).containsExactly("RECONCILIATION_UNKNOWN_ORDER");
      assertThat(lane.reports()).isEmpty();
      assertThat(lane.book().cancels).isEmpty();
    }
  }

  @Test
  void tradeOfNobodyAfterTheLastThatWeKnowIsAlertedOnce() throws Exception {
    try (LaneHarness lane = start(Next.FILL)) {
      lane.order(lane.fresh(1));
      lane.book().place(placed(Orders.request("main", 77, 10, 0)));
      lane.book().fill(id(77), 10, true);
      minutes(lane, 3);
      assertThat(lane.alerts()).containsExactly("RECONCILIATION_UNKNOWN_TRADE");
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 FILL");
    }
  }

  @Test
  void orderThatEndedHereAndWorksThereIsAlertedAndNotOverwritten() throws Exception {
    try (LaneHarness lane = start(Next.REST)) {
      lane.order(lane.fresh(1));
      OrderView open = lane.book().orders.get(id(1));
      lane.cancel(1);
      lane.book().orders.put(id(1), open);
      minutes(lane, 2);
      assertThat(lane.alerts()).containsExactly("RECONCILIATION_ORDER_STILL_OPEN");
      assertThat(lane.reports()).containsExactly("1/1 ACCEPTED", "1/2 CANCELED");
      assertThat(open.status()).isEqualTo(OrderStatus.NEW);
    }
  }
}
