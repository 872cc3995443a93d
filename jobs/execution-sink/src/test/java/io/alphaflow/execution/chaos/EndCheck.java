package io.alphaflow.execution.chaos;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.execution.chaos.Problem.Kind;
import io.alphaflow.simulator.matching.OrderState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Each approved decision ends once in the journal, as its order did at the venue, or is open at
 * both. An order that was unknown is resolved, or a person was told that it is not.
 */
final class EndCheck {

  private static final Set<ExecutionType> NEVER_THERE =
      Set.of(ExecutionType.REJECTED, ExecutionType.NOT_PLACED);

  private EndCheck() {}

  static void check(Evidence evidence, List<Problem> problems) {
    Map<String, SortedMap<Long, ExecutionReport>> reports = evidence.reportsByOrder();
    Map<String, OrderState> placed = evidence.placed();
    Map<String, Decision> approved = evidence.approved();
    Set<String> unresolved = orders(evidence, "ORDER_UNRESOLVED");
    for (String id : approved.keySet()) {
      SortedMap<Long, ExecutionReport> told = reports.getOrDefault(id, new TreeMap<>());
      if (told.isEmpty() && unresolved.contains(id)) {
        continue;
      }
      check(id, told, placed.get(id), problems);
    }
    for (String id : orders(evidence, "ORDER_UNKNOWN")) {
      if (!approved.containsKey(id)) {
        problems.add(new Problem(Kind.UNACCOUNTED, id + " is unknown and was never approved"));
      }
    }
    reports.keySet().stream()
        .filter(id -> !approved.containsKey(id))
        .forEach(id -> problems.add(new Problem(Kind.UNACCOUNTED, id + " was never approved")));
    checkRepeated(evidence, reports, problems);
  }

  private static Set<String> orders(Evidence evidence, String code) {
    Set<String> ids = new TreeSet<>();
    evidence.alerts().stream()
        .filter(alert -> alert.code().equals(code))
        .map(Alert::correlation)
        .forEach(ids::add);
    return ids;
  }

  private static void check(
      String id, SortedMap<Long, ExecutionReport> told, OrderState order, List<Problem> problems) {
    if (told.isEmpty() || told.firstKey() != 1 || told.lastKey() != told.size()) {
      problems.add(new Problem(Kind.UNACCOUNTED, id + " has the reports " + told.keySet()));
      return;
    }
    ExecutionReport last = told.get(told.lastKey());
    long ends = told.values().stream().filter(ExecutionReport::last).count();
    if (ends > 1 || ends == 1 && !last.last()) {
      problems.add(new Problem(Kind.UNACCOUNTED, id + " goes on after its end: " + types(told)));
    }
    if (ends == 0 && (order == null || !order.status().isOpen())) {
      String venue = order == null ? "does not have it" : "has it as " + order.status();
      String what = id + " is open in the journal, the venue " + venue;
      problems.add(new Problem(Kind.UNACCOUNTED, what));
    } else if (!end(last).equals(end(order))) {
      String what = id + " is " + end(last) + " in the journal, at the venue " + end(order);
      problems.add(new Problem(Kind.OTHER_END, what));
    }
    boolean begins = told.get(1L).executionType() == ExecutionType.ACCEPTED;
    if (order != null && !begins) {
      problems.add(new Problem(Kind.OTHER_END, id + " begins with " + types(told)));
    }
  }

  private static List<ExecutionType> types(SortedMap<Long, ExecutionReport> told) {
    return told.values().stream().map(ExecutionReport::executionType).toList();
  }

  private static String end(ExecutionReport last) {
    if (last.last() && NEVER_THERE.contains(last.executionType())) {
      return "not there";
    }
    String filled = ", filled " + Fixed8.format(last.cumulativeQuantity());
    if (!last.last()) {
      return "open" + filled;
    }
    return (last.executionType() == ExecutionType.FILL ? "FILLED" : last.executionType()) + filled;
  }

  private static String end(OrderState order) {
    if (order == null) {
      return "not there";
    }
    String filled = ", filled " + Fixed8.format(order.executedQuantity());
    return switch (order.status()) {
          case NEW, PARTIALLY_FILLED -> "open";
          case FILLED -> "FILLED";
          case CANCELED -> "CANCELED";
          case EXPIRED, EXPIRED_IN_MATCH -> "EXPIRED";
        }
        + filled;
  }

  /**
   * What is written again after a crash is the same, except for one thing: a job that lost what it
   * did since its last checkpoint cannot know that the venue refused an order, nor why it did not
   * send one, for the venue keeps nothing of either. Readers keep to what they read first.
   */
  private static void checkRepeated(
      Evidence evidence,
      Map<String, SortedMap<Long, ExecutionReport>> first,
      List<Problem> problems) {
    for (ExecutionReport report : evidence.reports()) {
      ExecutionReport before = first.get(report.clientOrderId()).get(report.sequence());
      boolean forgotten =
          NEVER_THERE.contains(before.executionType())
              && report.executionType() == ExecutionType.NOT_PLACED;
      if (!report.equals(before) && !forgotten) {
        String what = "a report came again as " + report + ", before it was " + before;
        problems.add(new Problem(Kind.CONTRADICTION, what));
      }
    }
  }
}
