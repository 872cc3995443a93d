package io.alphaflow.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import java.util.Map;
import java.util.TreeMap;

/**
 * Children never exceed their parent: what they traded, what those at the venue can still trade and
 * what is on its way to be judged. Counted from what the gate said and what the venue reported,
 * without a look at what the gate remembers.
 */
final class ParentInvariants {

  /** A child: {@code open} is what it can still trade. */
  private static final class Child {
    private final String parent;
    private long open;
    private long filled;

    Child(String parent, long open) {
      this.parent = parent;
      this.open = open;
    }
  }

  private final RandomJournal journal;
  private final Map<String, Long> quantities = new TreeMap<>();
  private final Map<String, Long> wishes = new TreeMap<>();
  private final Map<String, Child> onTheWay = new TreeMap<>();
  private final Map<String, Child> orders = new TreeMap<>();
  private int decisions;
  private int signals;

  ParentInvariants(RandomJournal journal) {
    this.journal = journal;
  }

  /** What parents there were, by account and number. */
  Map<String, Long> quantities() {
    return quantities;
  }

  /** What children of a parent traded. */
  long traded(String parent) {
    return orders.values().stream()
        .filter(child -> child.parent.equals(parent))
        .mapToLong(child -> child.filled)
        .sum();
  }

  /** The number of the signal that asked for the parent of an order; 0 for one that is no child. */
  long wish(String clientOrderId) {
    Child child = orders.get(clientOrderId);
    return child == null ? 0 : wishes.get(child.parent);
  }

  /** After each step. */
  void check() {
    GateRun run = journal.run;
    if (journal.last() instanceof ExecutionReport report) {
      reported(report);
    }
    run.decisions.subList(decisions, run.decisions.size()).forEach(this::decided);
    run.exits.subList(signals, run.exits.size()).forEach(this::made);
    decisions = run.decisions.size();
    signals = run.exits.size();
    quantities.forEach(
        (parent, quantity) ->
            assertThat(traded(parent) + open(onTheWay, parent) + open(orders, parent))
                .as("traded, open and on the way of parent %s", parent)
                .isLessThanOrEqualTo(quantity));
  }

  private static long open(Map<String, Child> children, String parent) {
    return children.values().stream()
        .filter(child -> child.parent.equals(parent))
        .mapToLong(child -> child.open)
        .sum();
  }

  private void reported(ExecutionReport report) {
    Child child = orders.get(report.clientOrderId());
    if (child != null) {
      if (report.executionType() == ExecutionType.FILL) {
        child.filled += report.lastQuantity();
        child.open -= report.lastQuantity();
      }
      child.open = report.last() ? 0 : child.open;
    }
  }

  private void decided(Decision decision) {
    if (decision.outcome() == Outcome.WORKING) {
      String parent = decision.id();
      quantities.put(parent, decision.workQuantity());
      wishes.put(parent, decision.signalSequence());
    } else if (decision.signalOrigin() == SignalOrigin.ALGORITHM) {
      String signal =
          String.join(
              "/",
              decision.account(),
              decision.strategy(),
              decision.instrument(),
              "" + decision.signalSequence());
      Child child = onTheWay.remove(signal);
      assertThat(child).as("child of %s", decision).isNotNull();
      decision
          .approvedOrder()
          .ifPresent(
              order -> {
                assertThat(order.quantity()).isLessThanOrEqualTo(child.open);
                orders.put(order.clientOrderId(), new Child(child.parent, order.quantity()));
              });
    }
  }

  private void made(Signal signal) {
    if (signal.execution() instanceof Execution.Child child) {
      String name =
          String.join(
              "/",
              signal.account(),
              signal.strategy(),
              signal.instrument(),
              "" + signal.sequence());
      onTheWay.put(name, new Child(signal.account() + "/" + child.parent(), signal.size()));
    }
  }
}
