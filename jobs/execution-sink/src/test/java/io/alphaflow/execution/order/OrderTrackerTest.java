package io.alphaflow.execution.order;

import static io.alphaflow.execution.order.Orders.CREATED;
import static io.alphaflow.execution.order.Orders.fill;
import static io.alphaflow.execution.order.Orders.sized;
import static io.alphaflow.execution.order.Orders.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.exchange.trading.OrderStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderTrackerTest {

  private final OrderRequest request = Orders.request("main", 7, 10, 0);
  private final OrderTracker order = new OrderTracker(request);
  private final Orders.Collected out = new Orders.Collected();

  @BeforeEach
  void send() {
    order.sent(1_000, out);
  }

  private List<String> told() {
    return out.reports.stream()
        .map(r -> r.sequence() + " " + r.executionType() + " " + r.cumulativeQuantity())
        .toList();
  }

  @Test
  void reportsAcceptanceThenFillsThenNothingWhenFilledAtOnce() {
    order.observe(view(request, OrderStatus.FILLED, 10, CREATED, fill(1, 4), fill(2, 6)), out);

    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 FILL 10");
    assertThat(out.reports).extracting(ExecutionReport::last).containsExactly(false, false, true);
    assertThat(out.reports.get(2).venueTradeId()).isEqualTo(2);
    assertThat(out.reports.get(2).time()).isEqualTo(CREATED + 2);
    assertThat(order.state()).isEqualTo(OrderState.FILLED);
    assertThat(out.problems).isEmpty();
  }

  @Test
  void holdsFillBackUntilTheOneBeforeItIsKnown() {
    order.observe(view(request, OrderStatus.NEW, 0, CREATED), out);
    order.observe(view(request, OrderStatus.PARTIALLY_FILLED, 7, CREATED + 2, fill(2, 3)), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0");
    assertThat(order.needsFills()).isTrue();

    order.observeAllFills(List.of(fill(1, 4), fill(2, 3)), true, out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 FILL 7");
    assertThat(order.needsFills()).isFalse();
    assertThat(order.state()).isEqualTo(OrderState.PARTIALLY_FILLED);
  }

  @Test
  void reportsEndOnlyAfterTheFillsBeforeIt() {
    order.observe(view(request, OrderStatus.CANCELED, 4, CREATED + 9), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0");

    order.observeAllFills(List.of(fill(1, 4)), true, out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 CANCELED 4");
    assertThat(out.reports.get(2).last()).isTrue();
    assertThat(out.reports.get(2).time()).isEqualTo(CREATED + 9);
  }

  @Test
  void everyReportSaysWhichSignalLedToTheOrderAlsoAfterARestart() {
    order.observe(view(request, OrderStatus.NEW, 0, CREATED), out);
    StateCodec<OrderTracker> state = new StateCodec<>(OrderTracker.class);
    OrderTracker restored = state.decode(state.encode(order));
    restored.observe(view(request, OrderStatus.FILLED, 10, CREATED, fill(1, 10)), out);
    assertThat(out.reports)
        .hasSize(2)
        .extracting(ExecutionReport::signal)
        .containsOnly("sma/main/sim:BTC/USD/STRATEGY#7");
  }

  @Test
  void stateOfBeforeSaysNothingOfTheSignalAndIsWrittenAsItWas() {
    StateCodec<OrderTracker> state = new StateCodec<>(OrderTracker.class);
    String now = new String(state.encode(order), StandardCharsets.UTF_8);
    String older = now.replace(",\"signal\":\"" + request.signal() + "\"", "");
    assertThat(older).isNotEqualTo(now);
    OrderTracker restored = state.decode(older.getBytes(StandardCharsets.UTF_8));
    assertThat(state.encode(restored)).asString(StandardCharsets.UTF_8).isEqualTo(older);
    restored.observe(view(request, OrderStatus.NEW, 0, CREATED), out);
    assertThat(out.reports)
        .singleElement()
        .extracting(ExecutionReport::signal, ExecutionReport::correlation)
        .containsExactly("", Orders.id("main", 7));
  }

  @Test
  void dropsRepeatedFacts() {
    order.observe(view(request, OrderStatus.PARTIALLY_FILLED, 4, CREATED + 1, fill(1, 4)), out);
    order.observe(view(request, OrderStatus.PARTIALLY_FILLED, 4, CREATED + 1, fill(1, 4)), out);
    order.observe(view(request, OrderStatus.NEW, 0, CREATED), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4");
    assertThat(out.problems).isEmpty();
  }

  @Test
  void alertsFillBeyondTheOrderAndDoesNotReportIt() {
    order.observe(view(request, OrderStatus.FILLED, 12, CREATED, fill(1, 10), fill(2, 2)), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 10");
    assertThat(out.problems).containsExactly("OVERFILL");
  }

  @Test
  void alertsOrderThatAppearsAfterItCountedAsNotPlaced() {
    order.unknown(out);
    order.notPlaced("EXPIRED_BEFORE_SEND", out);
    order.observe(view(request, OrderStatus.NEW, 0, CREATED), out);
    assertThat(told()).containsExactly("1 NOT_PLACED 0");
    assertThat(out.problems).containsExactly("ORDER_AFTER_END");
  }

  @Test
  void alertsFillAfterTheEnd() {
    order.observe(view(request, OrderStatus.CANCELED, 0, CREATED), out);
    order.observeAllFills(List.of(fill(1, 4)), true, out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 CANCELED 0");
    assertThat(out.problems).containsExactly("FILL_AFTER_END");
  }

  @Test
  void alertsSecondVenueOrderWithTheSameId() {
    order.observe(view(request, OrderStatus.NEW, 0, CREATED), out);
    OrderRequest other = Orders.request("main", 8, 10, 0);
    order.observe(view(other, OrderStatus.FILLED, 10, CREATED, fill(9, 10)), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0");
    assertThat(out.problems).containsExactly("SECOND_ORDER");
  }

  @Test
  void reportsRefusalOnceWithTheDecisionsTime() {
    order.rejected("-2010: Account has insufficient balance", out);
    order.rejected("again", out);
    assertThat(out.reports).hasSize(1);
    assertThat(out.reports.get(0).executionType()).isEqualTo(ExecutionType.REJECTED);
    assertThat(out.reports.get(0).time()).isEqualTo(request.decisionTime());
    assertThat(out.reports.get(0).last()).isTrue();
    assertThat(out.problems).isEmpty();
  }

  @Test
  void alertsIllegalStep() {
    order.observe(view(request, OrderStatus.NEW, 0, CREATED), out);
    order.rejected("late", out);
    assertThat(out.problems).containsExactly("ILLEGAL_TRANSITION");
    assertThat(order.state()).isEqualTo(OrderState.OPEN);
  }

  private static Amendment wish(long decision, long quantity) {
    return new Amendment(decision, CREATED + decision, quantity);
  }

  private List<String> sizes() {
    return out.reports.stream()
        .filter(r -> r.executionType() == ExecutionType.AMENDED)
        .map(r -> r.sequence() - ExecutionReport.amendment(0) + " " + r.orderQuantity())
        .toList();
  }

  @Test
  void whatTheVenueSaysItIsForTellsWhichWishCameTrue() {
    order.observe(sized(request, 10, OrderStatus.NEW, 0, CREATED), out);
    order.wantSmaller(wish(8, 7), out);
    order.wantSmaller(wish(9, 5), out);
    assertThat(order.amendment()).contains(wish(9, 5));
    order.observe(sized(request, 7, OrderStatus.NEW, 0, CREATED + 1), out);
    assertThat(sizes()).containsExactly("8 7");
    order.observe(sized(request, 5, OrderStatus.NEW, 0, CREATED + 2), out);
    assertThat(sizes()).containsExactly("8 7", "9 5");
    assertThat(order.amendment()).isEmpty();
    order.observe(sized(request, 10, OrderStatus.NEW, 0, CREATED), out);
    assertThat(order.quantity()).as("views come late").isEqualTo(5);
  }

  @Test
  void aWishThatAnotherMadeNeedlessIsDropped() {
    order.observe(sized(request, 10, OrderStatus.NEW, 0, CREATED), out);
    order.wantSmaller(wish(8, 5), out);
    order.wantSmaller(wish(9, 7), out);
    order.observe(sized(request, 5, OrderStatus.NEW, 0, CREATED + 1), out);
    assertThat(sizes()).containsExactly("8 5");
    assertThat(order.amendment()).isEmpty();
  }

  @Test
  void aDecisionThatIsReadAfterItsEffectIsTold() {
    order.observe(sized(request, 7, OrderStatus.NEW, 0, CREATED), out);
    assertThat(order.isSmallerThanDecided()).isTrue();
    order.wantSmaller(wish(8, 7), out);
    assertThat(sizes()).containsExactly("8 7");
    assertThat(order.isSmallerThanDecided()).isFalse();
  }

  @Test
  void theFillThatReachesTheSmallerQuantityIsTheLast() {
    order.observe(sized(request, 10, OrderStatus.NEW, 0, CREATED), out);
    order.wantSmaller(wish(8, 7), out);
    order.observe(sized(request, 0, OrderStatus.PARTIALLY_FILLED, 4, CREATED + 1, fill(1, 4)), out);
    order.observe(sized(request, 0, OrderStatus.PARTIALLY_FILLED, 7, CREATED + 2, fill(2, 3)), out);
    assertThat(told()).as("it may be the last").containsExactly("1 ACCEPTED 0", "2 FILL 4");
    order.observe(sized(request, 7, OrderStatus.FILLED, 7, CREATED + 2), out);
    ExecutionReport last = out.reports.get(out.reports.size() - 1);
    assertThat(last.last()).isTrue();
    assertThat(last.orderQuantity()).isEqualTo(7);
    assertThat(out.reports.get(1).orderQuantity()).as("as placed").isEqualTo(10);
    assertThat(order.state()).isEqualTo(OrderState.FILLED);
    assertThat(out.problems).isEmpty();
  }

  @Test
  void aFillBeyondWhatWasWantedSaysThatItDidNotComeTrue() {
    order.observe(sized(request, 10, OrderStatus.NEW, 0, CREATED), out);
    order.wantSmaller(wish(8, 7), out);
    order.observe(view(request, OrderStatus.PARTIALLY_FILLED, 9, CREATED + 1, fill(1, 9)), out);
    assertThat(order.amendment()).isEmpty();
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 9");
  }

  @Test
  void anEndSaysWhatItWasForAtLast() {
    order.observe(sized(request, 10, OrderStatus.NEW, 0, CREATED), out);
    order.wantSmaller(wish(8, 7), out);
    order.wantSmaller(wish(9, 5), out);
    order.observe(sized(request, 7, OrderStatus.CANCELED, 0, CREATED + 1), out);
    assertThat(sizes()).containsExactly("8 7");
    assertThat(out.reports.get(out.reports.size() - 1).orderQuantity()).isEqualTo(7);
    assertThat(order.amendment()).isEmpty();
  }

  /** The decision that made it smaller may not have been read again yet. */
  @Test
  void theHighestFillWaitsUntilTheVenueHasSaidThatSoMuchIsFilled() {
    order.observe(sized(request, 10, OrderStatus.NEW, 0, CREATED), out);
    order.observeAllFills(List.of(fill(1, 4), fill(2, 3)), true, out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4");
    assertThat(order.awaitsView()).isTrue();
    order.observe(sized(request, 7, OrderStatus.FILLED, 7, CREATED + 2), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 FILL 7");
    assertThat(out.reports.get(2).last()).isTrue();
    assertThat(out.reports.get(2).orderQuantity()).isEqualTo(7);
    assertThat(order.awaitsView()).isFalse();
    assertThat(out.problems).isEmpty();
  }

  @Test
  void theHighestFillIsNotTheLastWhenTheOrderWorksAfterIt() {
    order.observe(sized(request, 10, OrderStatus.NEW, 0, CREATED), out);
    order.observeAllFills(List.of(fill(1, 4)), true, out);
    assertThat(told()).containsExactly("1 ACCEPTED 0");
    order.observe(sized(request, 10, OrderStatus.PARTIALLY_FILLED, 4, CREATED + 1), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4");
    assertThat(out.reports.get(1).last()).isFalse();
    order.observeAllFills(List.of(fill(1, 4), fill(2, 6)), true, out);
    assertThat(told()).last().as("it cannot be larger").isEqualTo("3 FILL 10");
    assertThat(order.state()).isEqualTo(OrderState.FILLED);
  }

  @Test
  void whereNoOrderBecomesSmallerNoFillWaitsForAView() {
    order.observe(view(request, OrderStatus.NEW, 0, CREATED), out);
    order.observeAllFills(List.of(fill(1, 4), fill(2, 3)), false, out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 FILL 7");
    assertThat(order.awaitsView()).isFalse();
    order.observe(view(request, OrderStatus.FILLED, 10, CREATED + 3, fill(3, 3)), out);
    assertThat(told()).last().isEqualTo("4 FILL 10");
    assertThat(out.problems).isEmpty();
  }

  /** Nobody else may make it so small; if somebody does, it still ends. */
  @Test
  void anOrderThatBecomesAsSmallAsItsFillsEnds() {
    order.observe(
        sized(request, 10, OrderStatus.PARTIALLY_FILLED, 4, CREATED + 1, fill(1, 4)), out);
    order.observe(sized(request, 4, OrderStatus.FILLED, 4, CREATED + 2), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 EXPIRED 4");
    assertThat(out.reports.get(2).orderQuantity()).isEqualTo(4);
    assertThat(order.state()).isEqualTo(OrderState.EXPIRED);
  }

  /** An order by an amount that is expected to trade 10 at most. */
  private final OrderRequest spending = Orders.spending("main", 8, 10, 1_000, 0);

  private OrderTracker spend() {
    OrderTracker tracker = new OrderTracker(spending);
    tracker.sent(1_000, out);
    return tracker;
  }

  @Test
  void anOrderByAnAmountIsCompleteWhenTheVenueSaysSo() {
    OrderTracker tracker = spend();
    tracker.observe(view(spending, OrderStatus.PARTIALLY_FILLED, 4, CREATED + 1, fill(1, 4)), out);
    assertThat(told()).as("it may have been the last").containsExactly("1 ACCEPTED 0");
    assertThat(tracker.hasEnded()).isFalse();
    tracker.observe(view(spending, OrderStatus.FILLED, 9, CREATED + 2, fill(2, 5)), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 FILL 9");
    assertThat(out.reports).extracting(ExecutionReport::last).containsExactly(false, false, true);
    assertThat(out.reports)
        .extracting(ExecutionReport::orderQuantity)
        .as("what it was for")
        .containsExactly(10L, 10L, 9L);
    assertThat(tracker.state()).isEqualTo(OrderState.FILLED);
    assertThat(tracker.hasEnded()).isTrue();
    assertThat(out.problems).isEmpty();
  }

  @Test
  void ofAnOrderByAnAmountTheVenuesQuantityIsNoContradiction() {
    OrderTracker tracker = spend();
    tracker.observe(sized(spending, 0, OrderStatus.NEW, 0, CREATED), out);
    tracker.observe(
        sized(spending, 4, OrderStatus.PARTIALLY_FILLED, 4, CREATED + 1, fill(1, 4)), out);
    assertThat(tracker.isSmallerThanDecided()).isFalse();
    assertThat(tracker.quantity()).isEqualTo(10);
    tracker.observe(sized(spending, 9, OrderStatus.FILLED, 9, CREATED + 2), out);
    assertThat(tracker.needsFills()).isTrue();
    tracker.observeAllFills(List.of(fill(1, 4), fill(2, 5)), true, out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 FILL 9");
    assertThat(tracker.state()).isEqualTo(OrderState.FILLED);
    assertThat(out.problems).isEmpty();
  }

  @Test
  void anOrderByAnAmountThatTheBookCannotFillExpires() {
    OrderTracker tracker = spend();
    tracker.observe(view(spending, OrderStatus.EXPIRED, 4, CREATED + 2, fill(1, 4)), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 EXPIRED 4");
    assertThat(out.reports.get(2).orderQuantity()).isEqualTo(10);
    assertThat(out.problems).isEmpty();
  }

  @Test
  void moreThanTheMostOfAnAmountIsAlertedAndReported() {
    OrderTracker tracker = spend();
    tracker.observe(view(spending, OrderStatus.FILLED, 12, CREATED, fill(1, 10), fill(2, 2)), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 10", "3 FILL 12");
    assertThat(tracker.state()).isEqualTo(OrderState.FILLED);
    assertThat(out.problems).containsExactly("OVERFILL");
  }

  @Test
  void theMostOfAnAmountIsNoEnd() {
    OrderTracker tracker = spend();
    tracker.observe(
        view(spending, OrderStatus.PARTIALLY_FILLED, 10, CREATED, fill(1, 4), fill(2, 6)), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4");
    assertThat(tracker.hasEnded()).isFalse();
    assertThat(tracker.awaitsView()).as("a view said just that").isFalse();
    tracker.observe(view(spending, OrderStatus.CANCELED, 10, CREATED + 3), out);
    assertThat(told()).containsExactly("1 ACCEPTED 0", "2 FILL 4", "3 FILL 10", "4 CANCELED 10");
    assertThat(out.problems).isEmpty();
  }

  @Test
  void twoEndsOfAnOrderByAnAmountAreAlerted() {
    OrderTracker tracker = spend();
    tracker.observe(view(spending, OrderStatus.FILLED, 4, CREATED), out);
    tracker.observe(view(spending, OrderStatus.EXPIRED, 4, CREATED), out);
    assertThat(out.problems).containsExactly("ILLEGAL_TRANSITION");
    tracker.observeAllFills(List.of(fill(1, 4)), true, out);
    assertThat(tracker.state()).isEqualTo(OrderState.FILLED);

    OrderTracker other = spend();
    other.observe(view(spending, OrderStatus.EXPIRED, 4, CREATED), out);
    other.observe(view(spending, OrderStatus.FILLED, 4, CREATED), out);
    other.observeAllFills(List.of(fill(1, 4)), true, out);
    assertThat(out.problems).containsExactly("ILLEGAL_TRANSITION", "ILLEGAL_TRANSITION");
    assertThat(other.state()).isEqualTo(OrderState.EXPIRED);
  }
}
