package io.alphaflow.cli.whatif;

import io.alphaflow.cli.Period;
import io.alphaflow.cli.rerun.DecisionKey;
import io.alphaflow.cli.rerun.Recording;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts decisions of a period and collects the orders that would have been others. */
final class Comparison {

  private final Period period;
  private final List<OrderChange> changes = new ArrayList<>();
  private final Set<String> answered = new HashSet<>();
  private long decisions;
  private long otherReasons;
  private long simulated;
  private long fills;

  Comparison(Period period) {
    this.period = period;
  }

  /** A signal was answered, and how it was in the record. */
  void decided(Optional<Decision> recorded, Decision now) {
    recorded.ifPresent(decision -> answered.add(decision.id()));
    if (!period.includes(now.time())) {
      return;
    }
    decisions++;
    Optional<OrderChange> change = OrderChange.of(recorded, now);
    change.ifPresent(changes::add);
    if (change.isEmpty() && recorded.isPresent() && !codes(recorded.get()).equals(codes(now))) {
      otherReasons++;
    }
  }

  private static List<String> codes(Decision decision) {
    return decision.violations().stream().map(Violation::code).toList();
  }

  /** An order is sent that was not. */
  void simulated() {
    simulated++;
  }

  /** Simulated orders were so often filled. */
  void fills(long more) {
    fills += more;
  }

  /** All was run: whatever was sent and was not asked for again is gone. */
  List<OrderChange> finish(Recording recording) {
    for (Map.Entry<DecisionKey, Decision> entry : recording.decisions().entrySet()) {
      Decision decision = entry.getValue();
      if (period.includes(decision.time())
          && OrderChange.trades(decision)
          && !answered.contains(decision.id())) {
        changes.add(OrderChange.gone(decision));
      }
    }
    changes.sort(
        Comparator.comparingLong((OrderChange c) -> c.decision().time())
            .thenComparing(c -> c.decision().account())
            .thenComparingLong(c -> c.decision().sequence()));
    return changes;
  }

  long decisions() {
    return decisions;
  }

  /** Signals that lead to no order before and now, for other reasons. */
  long otherReasons() {
    return otherReasons;
  }

  long simulatedOrders() {
    return simulated;
  }

  long simulatedFills() {
    return fills;
  }
}
