package io.alphaflow.execution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.execution.operator.FakeVenue.Next;
import io.alphaflow.execution.operator.FakeVenue.NextAmend;
import io.alphaflow.execution.operator.FakeVenue.NextCancel;
import io.alphaflow.execution.operator.FakeVenue.NextReplace;
import io.alphaflow.execution.order.LaneRequest;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Orders, replacements, cancels, fills, lost answers and restarts by chance. In the end the venue
 * has each order once at most, one in the place of another is for what the rule says, and the
 * reports say what the venue has.
 */
class RandomReplaceHarnessTest {

  private static final long START = 1_000_000;
  private static final int STEPS = 25;

  private static int placedInstead;
  private static int cutByFills;
  private static int madeSmaller;

  private FakeVenue venue;
  private Random random;
  private LaneHarness lane;
  private long now;
  private long decisions;
  private final Map<Long, OrderRequest> orders = new LinkedHashMap<>();
  private final Map<Long, Long> amends = new LinkedHashMap<>();
  private final List<LaneRequest> sinceCheckpoint = new ArrayList<>();
  private final List<ExecutionReport> reports = new ArrayList<>();
  private OperatorSubtaskState checkpoint;

  static LongStream seeds() {
    return LongStream.range(1, 1 + Long.getLong("alphaflow.lane.seeds", 150));
  }

  @AfterAll
  static void saysEnough() {
    System.out.printf(
        "RandomReplaceHarnessTest: %d orders in the place of others, %d of them cut, %d made smaller%n",
        placedInstead, cutByFills, madeSmaller);
    assertThat(madeSmaller).isPositive();
    assertThat(placedInstead).isPositive();
    assertThat(cutByFills).isPositive();
  }

  private static String id(long decision) {
    return Orders.id("main", decision);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bothTogetherTradeNoMoreThanWasDecided(long seed) throws Exception {
    random = new Random(seed);
    venue = new FakeVenue("random-replace-" + seed);
    now = START;
    begin(null);
    checkpoint = lane.checkpoint();
    for (int i = 0; i < STEPS; i++) {
      step();
    }
    venue.book().script.clear();
    venue.book().cancelScript.clear();
    venue.book().replaceScript.clear();
    venue.book().amendScript.clear();
    venue.book().hiddenQueries = 0;
    pass(90_000);
    collect();
    assertThat(lane.alerts()).doesNotContain("OVERFILL", "ILLEGAL_TRANSITION", "SECOND_ORDER");
    lane.close();
    check();
  }

  private void begin(OperatorSubtaskState from) throws Exception {
    lane = new LaneHarness(venue, now, from);
    pass(100);
  }

  private void pass(long millis) throws Exception {
    lane.pass(Duration.ofMillis(millis));
    now += millis;
  }

  /** The reports of this run are in the journal, where they stay. */
  private void collect() {
    reports.addAll(lane.journal(ExecutionReport.class));
  }

  private List<ExecutionReport> told() {
    List<ExecutionReport> all = new ArrayList<>(reports);
    all.addAll(lane.journal(ExecutionReport.class));
    return all;
  }

  private void step() throws Exception {
    switch (random.nextInt(12)) {
      case 0, 1 -> {
        venue.book().script.add(any(Next.REST, Next.REST, Next.REST_AND_DROP, Next.LOSE));
        take(Orders.request("main", ++decisions, 10, now));
      }
      case 2, 3, 4 -> replace();
      case 5, 6 -> fill();
      case 7 -> cancel();
      case 8 -> pass(random.nextInt(3_000));
      case 10, 11 -> amend();
      default -> {
        if (random.nextInt(3) > 0) {
          checkpoint = lane.checkpoint();
          sinceCheckpoint.clear();
        } else {
          restart();
        }
      }
    }
    venue.book().hiddenQueries = random.nextInt(6) == 0 ? 2 : 0;
    pass(random.nextInt(4) == 0 ? 500 : 1);
  }

  @SafeVarargs
  private <T> T any(T... some) {
    return some[random.nextInt(some.length)];
  }

  private void take(LaneRequest request) throws Exception {
    if (request instanceof OrderRequest order) {
      orders.put(order.decision(), order);
    }
    sinceCheckpoint.add(request);
    lane.take(request);
  }

  /** What the gate would let be replaced: not ended, and with no other that is on its way. */
  private List<Long> free() {
    List<Long> free = new ArrayList<>();
    for (Long decision : orders.keySet()) {
      boolean paired =
          isWaiting(decision)
              || orders.values().stream()
                  .anyMatch(o -> replacedBy(o) == decision && !hasEnded(o.decision()));
      if (!hasEnded(decision) && !paired) {
        free.add(decision);
      }
    }
    return free;
  }

  private void replace() throws Exception {
    List<Long> free = free();
    if (free.isEmpty()) {
      return;
    }
    long old = free.get(random.nextInt(free.size()));
    venue.book().canReplace = random.nextInt(4) > 0;
    venue.book().replaceScript.add(any(NextReplace.values()));
    venue.book().script.add(any(Next.REST, Next.FILL, Next.REST_AND_DROP, Next.LOSE));
    venue
        .book()
        .cancelScript
        .add(any(NextCancel.CANCEL, NextCancel.CANCEL_AND_DROP, NextCancel.LOSE));
    take(Orders.replacement(++decisions, old, 5 + random.nextInt(10), filled(old), now));
  }

  /** What the gate would let become smaller: not ended, of no pair, to more than is filled. */
  private void amend() throws Exception {
    List<Long> free = free();
    if (free.isEmpty()) {
      return;
    }
    long order = free.get(random.nextInt(free.size()));
    long smaller = filled(order) + 1 + random.nextInt(8);
    if (smaller < orders.get(order).order().quantity()) {
      venue.book().canReplace = true;
      venue.book().amendScript.add(any(NextAmend.values()));
      long decision = ++decisions;
      amends.put(decision, smaller);
      take(Orders.amend("main", decision, order, smaller, now));
    }
  }

  private boolean isWaiting(long decision) {
    long old = replacedBy(orders.get(decision));
    return old != 0 && !hasEnded(old);
  }

  private static long replacedBy(OrderRequest order) {
    return order.order().replaced().map(r -> r.order().decision()).orElse(0L);
  }

  private boolean hasEnded(long decision) {
    return told().stream().anyMatch(r -> r.decision() == decision && r.last());
  }

  private long filled(long decision) {
    return told().stream()
        .filter(r -> r.decision() == decision)
        .mapToLong(ExecutionReport::cumulativeQuantity)
        .max()
        .orElse(0);
  }

  private void fill() throws Exception {
    for (Map.Entry<String, OrderView> order : List.copyOf(venue.book().orders.entrySet())) {
      long rest = order.getValue().quantity() - order.getValue().cumulativeQuantity();
      if (!order.getValue().status().isFinal() && random.nextInt(3) == 0) {
        long part = 1 + random.nextInt((int) rest);
        OrderView event = venue.book().fill(order.getKey(), part, part == rest);
        if (random.nextBoolean()) {
          venue.book().events.order(event);
          lane.drain();
        }
      }
    }
  }

  private void cancel() throws Exception {
    if (decisions > 0) {
      take(Orders.cancel("main", now, 1 + random.nextInt((int) decisions)));
    }
  }

  /** What was decided since the checkpoint comes again; a cancel names what it named. */
  private void restart() throws Exception {
    collect();
    lane.close();
    now += 1_000;
    begin(checkpoint);
    for (LaneRequest request : List.copyOf(sinceCheckpoint)) {
      lane.take(request);
    }
  }

  private void check() {
    Map<String, OrderView> placed = venue.book().orders;
    for (OrderRequest order : orders.values()) {
      OrderView view = placed.get(id(order.decision()));
      ExecutionReport last =
          reports.stream()
              .filter(r -> r.decision() == order.decision())
              .filter(r -> r.executionType() != ExecutionType.AMENDED)
              .reduce((a, b) -> b.sequence() >= a.sequence() ? b : a)
              .orElseThrow(() -> new AssertionError("nothing is told of " + order));
      if (view == null) {
        assertThat(last.executionType())
            .as(order.toString())
            .isIn(ExecutionType.NOT_PLACED, ExecutionType.REJECTED);
        continue;
      }
      assertThat(last.cumulativeQuantity())
          .as(order.toString())
          .isEqualTo(view.cumulativeQuantity());
      assertThat(last.last()).as("%s is %s", order, view).isEqualTo(view.status().isFinal());
      order.order().replaced().ifPresent(replaced -> checkQuantity(order, placed));
      checkSize(order, view, last);
    }
  }

  /** Each report that it became smaller is of a decision, and the last says what it is for. */
  private void checkSize(OrderRequest order, OrderView view, ExecutionReport last) {
    List<ExecutionReport> told =
        reports.stream()
            .filter(r -> r.decision() == order.decision())
            .filter(r -> r.executionType() == ExecutionType.AMENDED)
            .toList();
    for (ExecutionReport report : told) {
      assertThat(amends.get(report.sequence() - ExecutionReport.amendment(0)))
          .as(report.toString())
          .isEqualTo(report.orderQuantity());
    }
    madeSmaller += told.isEmpty() ? 0 : 1;
    long placed = venue.book().quantities.get(id(order.decision()));
    if (last.last()) {
      assertThat(last.orderQuantity()).as("%s is %s", order, view).isEqualTo(view.quantity());
    } else {
      assertThat(told.stream().mapToLong(ExecutionReport::orderQuantity).min().orElse(placed))
          .as("%s is %s", order, view)
          .isEqualTo(view.quantity());
    }
  }

  private void checkQuantity(OrderRequest order, Map<String, OrderView> placed) {
    long known = order.order().replaced().orElseThrow().filled();
    OrderView old = placed.get(id(replacedBy(order)));
    long meanwhile = old == null ? 0 : old.cumulativeQuantity() - known;
    placedInstead++;
    cutByFills += meanwhile > 0 ? 1 : 0;
    assertThat(venue.book().quantities.get(id(order.decision())))
        .as("%s in the place of %s", order, old)
        .isEqualTo(order.order().quantity() - meanwhile);
    if (old != null) {
      assertThat(old.status()).isNotIn(OrderStatus.NEW, OrderStatus.FILLED);
    }
  }
}
