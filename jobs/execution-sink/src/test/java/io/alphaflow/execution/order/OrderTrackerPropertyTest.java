package io.alphaflow.execution.order;

import static io.alphaflow.execution.order.Orders.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever way the venue's facts take, the reports are the same. */
class OrderTrackerPropertyTest {

  private static final StateCodec<OrderTracker> STATE = new StateCodec<>(OrderTracker.class);

  /** An order as the venue has it. */
  record Truth(OrderRequest request, List<Fill> fills, OrderStatus status, long toldQuantity) {

    private OrderView view(OrderStatus at, long filled, long time, Fill... with) {
      return Orders.sized(request, toldQuantity, at, filled, time, with);
    }

    /** Of an order by an amount nobody knows whether a fill is the last while it is open. */
    int reportedFills() {
      boolean held = request.order().byAmount() && !status.isFinal() && !fills.isEmpty();
      return held ? fills.size() - 1 : fills.size();
    }

    long filled(int count) {
      return fills.subList(0, count).stream().mapToLong(Fill::quantity).sum();
    }

    long endTime() {
      return CREATED + 1_000;
    }

    /** What a query says when {@code count} fills have happened. */
    OrderView queried(int count) {
      if (count < fills.size()) {
        return view(
            count == 0 ? OrderStatus.NEW : OrderStatus.PARTIALLY_FILLED,
            filled(count),
            CREATED + count);
      }
      return view(status, filled(count), endTime());
    }

    /** The answer to the order, with all fills so far. */
    OrderView acknowledged(int count) {
      OrderView view = queried(count);
      return new OrderView(
          view.instrument(),
          view.clientOrderId(),
          view.venueOrderId(),
          view.status(),
          view.cumulativeQuantity(),
          view.createdTime(),
          view.updatedTime(),
          fills.subList(0, count),
          "");
    }

    /** The answer to its cancel, which does not say when it was created. */
    OrderView canceled() {
      OrderView view = queried(fills.size());
      return new OrderView(
          view.instrument(),
          view.clientOrderId(),
          view.venueOrderId(),
          view.status(),
          view.cumulativeQuantity(),
          0,
          view.updatedTime(),
          List.of(),
          "");
    }

    /** The user event of one fill. */
    OrderView traded(int index) {
      boolean full = status == OrderStatus.FILLED && index == fills.size() - 1;
      return view(
          full ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED,
          filled(index + 1),
          fills.get(index).time(),
          fills.get(index));
    }
  }

  /** Something that tells a tracker a part of the truth. */
  private interface Fact {
    void tell(OrderTracker order, TrackerOutput out);
  }

  @Provide
  Arbitrary<Truth> truths() {
    Arbitrary<List<Long>> quantities = Arbitraries.longs().between(1, 50).list().ofMaxSize(6);
    Arbitrary<OrderStatus> ends =
        Arbitraries.of(
            OrderStatus.NEW, OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.EXPIRED);
    return Combinators.combine(
            quantities,
            ends,
            Arbitraries.longs().between(1, 50),
            Arbitraries.of(false, true),
            Arbitraries.of(0L, 1L, 7L))
        .as(OrderTrackerPropertyTest::truth);
  }

  /**
   * An order by its quantity, or by an amount: of that the venue says what it likes of the
   * quantity, and may have it as filled with less than the most that was expected.
   */
  private static Truth truth(
      List<Long> quantities, OrderStatus wanted, long unfilled, boolean byAmount, long told) {
    List<Fill> fills = new ArrayList<>();
    long tradeId = 10;
    long sum = 0;
    for (long quantity : quantities) {
      tradeId += 1 + quantity % 3;
      sum += quantity;
      fills.add(Orders.fill(tradeId, quantity));
    }
    boolean full = wanted == OrderStatus.FILLED && !fills.isEmpty();
    OrderStatus status = wanted;
    if (!full && (wanted == OrderStatus.FILLED || wanted == OrderStatus.NEW)) {
      status = fills.isEmpty() ? OrderStatus.NEW : OrderStatus.PARTIALLY_FILLED;
    }
    OrderRequest request =
        byAmount
            ? Orders.spending("main", 5, sum + unfilled, Fixed8.of(1), 0)
            : Orders.request("main", 5, full ? sum : sum + unfilled, 0);
    return new Truth(request, fills, status, byAmount ? told : 0);
  }

  private static List<Fact> facts(Truth truth) {
    List<Fact> facts = new ArrayList<>();
    if (truth.status() == OrderStatus.CANCELED) {
      facts.add((order, out) -> order.observe(truth.canceled(), out));
    }
    for (int i = 0; i <= truth.fills().size(); i++) {
      OrderView acknowledged = truth.acknowledged(i);
      OrderView queried = truth.queried(i);
      List<Fill> trades = truth.fills().subList(0, i);
      facts.add((order, out) -> order.observe(acknowledged, out));
      facts.add((order, out) -> order.observe(queried, out));
      facts.add((order, out) -> order.observeAllFills(trades, true, out));
      if (i < truth.fills().size()) {
        OrderView traded = truth.traded(i);
        facts.add((order, out) -> order.observe(traded, out));
      }
    }
    return facts;
  }

  private static List<ExecutionReport> canonical(Truth truth) {
    Orders.Collected out = new Orders.Collected();
    OrderTracker order = new OrderTracker(truth.request());
    order.sent(1, out);
    order.observe(truth.queried(0), out);
    for (int i = 0; i < truth.fills().size(); i++) {
      order.observe(truth.traded(i), out);
    }
    order.observe(truth.queried(truth.fills().size()), out);
    assertThat(out.problems).isEmpty();
    assertThat(out.reports.size())
        .isEqualTo(
            1
                + truth.reportedFills()
                + (truth.status() == OrderStatus.CANCELED || truth.status() == OrderStatus.EXPIRED
                    ? 1
                    : 0));
    return out.reports;
  }

  /** What the lane does when an order must be asked for. */
  private static void ask(Truth truth, OrderTracker order, TrackerOutput out) {
    order.observe(truth.queried(truth.fills().size()), out);
    if (order.needsFills()) {
      order.observeAllFills(truth.fills(), true, out);
    }
  }

  @Property(tries = 2_000)
  void anyOrderRepetitionAndLossOfFactsGivesTheSameReports(
      @ForAll("truths") Truth truth, @ForAll long seed) {
    List<ExecutionReport> expected = canonical(truth);
    List<Fact> facts = facts(truth);
    Random random = new Random(seed);
    Orders.Collected out = new Orders.Collected();
    OrderTracker order = new OrderTracker(truth.request());
    order.sent(1, out);
    int steps = random.nextInt(3 * facts.size());
    for (int i = 0; i < steps; i++) {
      facts.get(random.nextInt(facts.size())).tell(order, out);
      assertThat(out.reports).isEqualTo(expected.subList(0, out.reports.size()));
      if (random.nextInt(5) == 0) {
        order = STATE.decode(STATE.encode(order));
      }
    }
    ask(truth, order, out);

    assertThat(out.reports).isEqualTo(expected);
    assertThat(out.problems).isEmpty();
    assertThat(order.state().isFinal()).isEqualTo(truth.status().isFinal());
  }

  @Property(tries = 500)
  void orderThatIsOnlyAskedForAfterCrashGivesTheSameReports(@ForAll("truths") Truth truth) {
    Orders.Collected out = new Orders.Collected();
    OrderTracker order = new OrderTracker(truth.request());
    order.unknown(out);
    ask(truth, order, out);
    assertThat(out.reports).isEqualTo(canonical(truth));
    assertThat(out.problems).isEmpty();
  }

  /** Facts that may contradict each other, out of a few that fit and many that do not. */
  private static void tellAnything(Random random, OrderTracker order, Orders.Collected out) {
    OrderRequest request = order.request();
    Fill fill = Orders.fill(1 + random.nextInt(6), 1 + random.nextInt(8));
    switch (random.nextInt(10)) {
      case 0 -> order.unknown(out);
      case 1 -> order.wantCancel(out);
      case 2 -> order.rejected("refused", out);
      case 3 -> order.notPlaced("never", out);
      case 4 -> order.deferred(out);
      case 5 -> order.sent(1, out);
      case 6 -> order.observeAllFills(List.of(fill), true, out);
      default -> {
        OrderStatus status = OrderStatus.values()[random.nextInt(OrderStatus.values().length)];
        OrderView view = Orders.view(request, status, random.nextInt(25), CREATED + 1, fill);
        order.observe(random.nextInt(9) == 0 ? ofAnotherOrder(view) : view, out);
      }
    }
  }

  private static OrderView ofAnotherOrder(OrderView view) {
    return new OrderView(
        view.instrument(),
        view.clientOrderId(),
        "another",
        view.status(),
        view.cumulativeQuantity(),
        view.createdTime(),
        view.updatedTime(),
        view.fills(),
        "");
  }

  private static boolean canReach(OrderState from, OrderState to) {
    return from == to || from.nextOnes().stream().anyMatch(next -> leads(next, to));
  }

  /** Steps go on from a state; the one that goes back is tried alone. */
  private static boolean leads(OrderState from, OrderState to) {
    return from == to
        || from.nextOnes().stream()
            .filter(next -> next != OrderState.PENDING)
            .anyMatch(next -> leads(next, to));
  }

  @Property(tries = 3_000)
  void whateverIsToldOnlyLegalStepsAreTakenAndWhatDoesNotFitIsAlerted(@ForAll long seed) {
    Random random = new Random(seed);
    Orders.Collected out = new Orders.Collected();
    OrderTracker order =
        new OrderTracker(
            random.nextBoolean()
                ? Orders.request("main", 5, 20, 0)
                : Orders.spending("main", 5, 20, Fixed8.of(1), 0));
    for (int i = 0; i < 25; i++) {
      OrderState before = order.state();
      int problems = out.problems.size();
      int reports = out.reports.size();
      tellAnything(random, order, out);
      assertThat(canReach(before, order.state())).as(before + " to " + order.state()).isTrue();
      if (before.isFinal()) {
        assertThat(order.state()).isEqualTo(before);
        assertThat(out.reports).hasSize(reports);
      }
      assertThat(out.problems.size()).isGreaterThanOrEqualTo(problems);
      order = STATE.decode(STATE.encode(order));
    }
    checkReports(out);
  }

  /** Numbered without a gap, the first tells how it began, nothing follows the last. */
  private static void checkReports(Orders.Collected out) {
    long filled = 0;
    for (int i = 0; i < out.reports.size(); i++) {
      ExecutionReport report = out.reports.get(i);
      assertThat(report.sequence()).isEqualTo(i + 1);
      assertThat(report.last() && i < out.reports.size() - 1).isFalse();
      filled += report.lastQuantity();
      assertThat(report.cumulativeQuantity()).isEqualTo(filled);
    }
    if (filled > 20) {
      assertThat(out.problems).contains("OVERFILL");
    }
  }
}
