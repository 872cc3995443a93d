package io.alphaflow.execution.chaos;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.execution.chaos.Problem.Kind;
import io.alphaflow.simulator.matching.OrderState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That an order is smaller is told as a decision wanted it, each time the same; and of an order
 * that the venue has, what was told last is what it is for. What an order by an amount is for is
 * the most that its decision expected, until it has traded all of it: of one that ends before, the
 * venue has what it made of the amount when it took the order.
 */
final class AmendCheck {

  private AmendCheck() {}

  static void check(Evidence evidence, List<Problem> problems) {
    Map<String, SortedMap<Long, Decision>> amending = evidence.amending();
    Map<String, ExecutionReport> first = new HashMap<>();
    Map<String, Long> smallest = new HashMap<>();
    for (ExecutionReport report : evidence.amendments()) {
      String id = report.clientOrderId();
      Decision decision =
          amending
              .getOrDefault(id, new TreeMap<>())
              .get(report.sequence() - ExecutionReport.amendment(0));
      if (decision == null || decision.workQuantity() != report.orderQuantity()) {
        String what = id + " is told to be for " + Fixed8.format(report.orderQuantity());
        problems.add(new Problem(Kind.OTHER_ORDER, what + ", as no decision wanted it"));
      }
      ExecutionReport before = first.putIfAbsent(report.producer() + report.sequence(), report);
      if (before != null && !before.equals(report)) {
        String what = "a report came again as " + report + ", before it was " + before;
        problems.add(new Problem(Kind.CONTRADICTION, what));
      }
      smallest.merge(id, report.orderQuantity(), Math::min);
    }
    Map<String, OrderState> placed = evidence.placed();
    Map<String, Decision> approved = evidence.approved();
    evidence
        .reportsByOrder()
        .forEach((id, told) -> size(placed.get(id), approved.get(id), told, smallest, problems));
  }

  private static void size(
      OrderState order,
      Decision decision,
      SortedMap<Long, ExecutionReport> reports,
      Map<String, Long> smallest,
      List<Problem> problems) {
    if (order == null || decision == null) {
      return;
    }
    ExecutionReport last = reports.get(reports.lastKey());
    long told =
        last.last()
            ? last.orderQuantity()
            : smallest.getOrDefault(order.clientOrderId(), last.orderQuantity());
    boolean absent = last.executionType().endsOrder() && last.venueOrderId().isEmpty();
    if (absent) {
      return;
    }
    // What an amount buys is only certain when it has bought it: until then it is for the most.
    boolean spent = last.last() && last.executionType() == ExecutionType.FILL;
    boolean mayBuyLess = decision.order().byAmount() && !spent;
    long size = mayBuyLess ? decision.order().quantity() : order.quantity();
    if (told != size) {
      String what =
          "%s is for %s in the journal, %s for %s"
              .formatted(
                  order.clientOrderId(),
                  Fixed8.format(told),
                  mayBuyLess ? "by its amount" : "at the venue",
                  Fixed8.format(size));
      problems.add(new Problem(Kind.OTHER_SIZE, what));
    }
  }
}
