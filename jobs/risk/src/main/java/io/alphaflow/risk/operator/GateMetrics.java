package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.flink.metrics.DeskMetrics;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Violation;
import io.alphaflow.risk.control.Stop;
import io.alphaflow.risk.gate.Gate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What is measured of gates. */
final class GateMetrics {

  private final DeskMetrics metrics;

  /** Stops by partition and code as they were last told. */
  private final Map<Integer, Map<String, Integer>> told = new TreeMap<>();

  GateMetrics(DeskMetrics metrics) {
    this.metrics =
        metrics.declare(
            DeskMetric.RISK_DECISIONS,
            DeskMetric.RISK_VIOLATIONS,
            DeskMetric.RISK_STOPS,
            DeskMetric.RECONCILIATION_BREAKS);
  }

  /**
   * A decision.
   *
   * @param written when the entry that it answers was written, wall clock, epoch milliseconds UTC
   */
  void decision(Decision decision, long written) {
    List<Violation> violations = decision.violations();
    String first = violations.isEmpty() ? "" : violations.get(0).code();
    metrics.count(DeskMetric.RISK_DECISIONS, decision.outcome().name(), first);
    if (decision.outcome() == Outcome.REJECTED) {
      violations.forEach(v -> metrics.count(DeskMetric.RISK_VIOLATIONS, v.code()));
    }
    metrics.observeSince(
        DeskMetric.TICK_TO_ORDER, TimeUnit.MILLISECONDS.toMicros(written), "decision");
  }

  /** What a gate has stopped. */
  void stops(int partition, Gate gate) {
    Map<String, Integer> before = told.getOrDefault(partition, Map.of());
    List<Stop> stops = gate.stops();
    if (stops.isEmpty() && before.isEmpty()) {
      return;
    }
    Map<String, Integer> now = new TreeMap<>();
    stops.forEach(stop -> now.merge(stop.code().name(), 1, Integer::sum));
    if (now.equals(before)) {
      return;
    }
    before.keySet().forEach(code -> set(code, partition, now.getOrDefault(code, 0)));
    now.forEach((code, count) -> set(code, partition, count));
    told.put(partition, now);
  }

  private void set(String code, int partition, int count) {
    metrics.set(DeskMetric.RISK_STOPS, count, code, Integer.toString(partition));
  }
}
