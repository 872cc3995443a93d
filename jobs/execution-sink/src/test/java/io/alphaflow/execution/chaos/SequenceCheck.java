package io.alphaflow.execution.chaos;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.execution.chaos.Problem.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened to an order is told in that order, whoever reads along: its reports stand in the
 * journal by their sequence, its fills come by the venue's trade id, and each says how much was
 * filled until then.
 */
final class SequenceCheck {

  private SequenceCheck() {}

  static void check(Evidence evidence, List<Problem> problems) {
    Map<String, Long> told = new HashMap<>();
    for (ExecutionReport report : evidence.reports()) {
      long before = told.getOrDefault(report.clientOrderId(), 0L);
      if (report.sequence() > before + 1) {
        String what = report.clientOrderId() + " has report " + report.sequence() + " after ";
        problems.add(new Problem(Kind.OUT_OF_ORDER, what + before));
      }
      told.put(report.clientOrderId(), Math.max(before, report.sequence()));
    }
    evidence.reportsByOrder().values().forEach(reports -> fills(reports.values(), problems));
  }

  private static void fills(Iterable<ExecutionReport> reports, List<Problem> problems) {
    long lastTrade = 0;
    long filled = 0;
    for (ExecutionReport report : reports) {
      if (report.executionType() == ExecutionType.FILL) {
        if (report.venueTradeId() < lastTrade) {
          String what = "trade " + report.venueTradeId() + " is told after trade " + lastTrade;
          problems.add(new Problem(Kind.OUT_OF_ORDER, report.clientOrderId() + ": " + what));
        }
        lastTrade = report.venueTradeId();
        filled += report.lastQuantity();
      }
      if (report.cumulativeQuantity() != filled) {
        String what =
            "report %d says %s filled, its fills are %s"
                .formatted(
                    report.sequence(),
                    Fixed8.format(report.cumulativeQuantity()),
                    Fixed8.format(filled));
        problems.add(new Problem(Kind.OUT_OF_ORDER, report.clientOrderId() + ": " + what));
      }
    }
  }
}
