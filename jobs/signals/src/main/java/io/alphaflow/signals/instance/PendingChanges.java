package io.alphaflow.signals.instance;

import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The changes at an instrument that wait for their time, in the order in which they came. */
final class PendingChanges {

  private static final RecordCodec<StrategyChange> CODEC = Topics.STRATEGIES.codec();

  private final String instrument;
  private final List<PendingChange> changes = new ArrayList<>();
  private long next = Long.MAX_VALUE;

  /** As {@link #store} wrote them. */
  PendingChanges(String instrument, List<PendingChange.Stored> stored) {
    this.instrument = instrument;
    stored.forEach(change -> changes.add(PendingChange.restore(change, instrument)));
    changed();
  }

  /** What the configuration says is not stored: it is read from there again. */
  List<PendingChange.Stored> store() {
    List<PendingChange.Stored> stored = new ArrayList<>();
    for (PendingChange change : changes) {
      if (change.change().version() > 0) {
        stored.add(change.store(CODEC.encode(change.change())));
      }
    }
    return stored;
  }

  void add(PendingChange change) {
    changes.add(change);
    changed();
  }

  void addFirst(List<PendingChange> before) {
    changes.addAll(0, before);
    changed();
  }

  /** Takes out those whose time has come. */
  List<PendingChange> takeDue(long time) {
    List<PendingChange> due = changes.stream().filter(change -> change.isDue(time)).toList();
    changes.removeAll(due);
    changed();
    return due;
  }

  private void changed() {
    next = Long.MAX_VALUE;
    for (PendingChange change : changes) {
      next = Math.min(next, change.change().effectiveTime());
    }
  }

  /** The earliest of their times, epoch microseconds UTC; the latest time there is without any. */
  long next() {
    return next;
  }

  /** Whether one of them is of this instance. */
  boolean has(String id) {
    return changes.stream().anyMatch(change -> change.change().id().equals(id));
  }

  /** The bars of what will run here with them. */
  Set<BarSpec> bars() {
    Set<BarSpec> bars = new LinkedHashSet<>();
    for (PendingChange change : changes) {
      if (Changes.runs(change.change(), instrument)) {
        bars.add(BarSpec.parse(change.change().interval()));
      }
    }
    return bars;
  }

  /** Adds a closed bar to the history of those that need it. */
  void onBar(Bar bar) {
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i).needs(bar.interval())) {
        changes.get(i).add(bar);
      }
    }
  }
}
