package io.alphaflow.cli.explain;

import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.Execution;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of the children of a parent: their signals, decisions, and what was traded. */
final class Children {

  /**
   * A child.
   *
   * @param number counted from 1
   * @param signal as it stands in the journal
   * @param decision that answered it; empty when there is none so far
   * @param traded of its order, base, units of 1e-8
   */
  record Child(
      long number, Placed<Signal> signal, Optional<Placed<Decision>> decision, long traded) {}

  private final RecordCodec<Decision> codec = Topics.DECISIONS.codec();
  private final Decision parent;
  private final SortedMap<Long, Placed<Decision>> decisions = new TreeMap<>();
  private final SortedMap<Long, Placed<Signal>> signals = new TreeMap<>();
  private final Map<String, Long> traded = new TreeMap<>();

  private Children(Decision parent) {
    this.parent = parent;
  }

  /** Reads the decisions that follow that of a parent; of another decision nothing. */
  static Children of(PartitionReader reader, Placed<Decision> parent) throws IOException {
    Children children = new Children(parent.record());
    if (children.isParent()) {
      RawRecord at = parent.raw();
      reader.forwards(
          Topics.DECISIONS, at.partition(), at.offset() + 1, children::decided, () -> false);
    }
    return children;
  }

  /** Whether the decision accepted a parent. */
  boolean isParent() {
    return parent.outcome() == Outcome.WORKING;
  }

  private void decided(RawRecord in) {
    try {
      Decision decision = codec.decode(in.value());
      if (decision.signalOrigin() == SignalOrigin.ALGORITHM
          && decision.account().equals(parent.account())
          && decision.strategy().equals(parent.strategy())
          && decision.instrument().equals(parent.instrument())) {
        decisions.putIfAbsent(decision.signalSequence(), new Placed<>(decision, in));
      }
    } catch (CodecException e) {
      // Not one that can be explained.
      return;
    }
  }

  /** The next entry of the journal, after the decisions were read. */
  void take(RawRecord in, JournalEntry entry) {
    if (!isParent()) {
      return;
    }
    if (entry instanceof Signal signal && signal.account().equals(parent.account())) {
      signal
          .child()
          .filter(child -> child.parent() == parent.sequence())
          .map(Execution.Child::number)
          .ifPresent(number -> signals.putIfAbsent(number, new Placed<>(signal, in)));
    } else if (entry instanceof ExecutionReport report
        && report.account().equals(parent.account())) {
      traded.merge(report.clientOrderId(), report.cumulativeQuantity(), Math::max);
    }
  }

  /** All so far, in their order. */
  List<Child> all() {
    List<Child> all = new ArrayList<>();
    signals.forEach(
        (number, signal) -> {
          Optional<Placed<Decision>> decision =
              Optional.ofNullable(decisions.get(signal.record().sequence()));
          long filled =
              decision
                  .flatMap(d -> d.record().approvedOrder())
                  .map(OrderIntent::clientOrderId)
                  .map(order -> traded.getOrDefault(order, 0L))
                  .orElse(0L);
          all.add(new Child(number, signal, decision, filled));
        });
    return all;
  }
}
