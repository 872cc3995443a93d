package io.alphaflow.signals.instance;

import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayDeque;
import java.util.List;

/** A change that waits for its time, with the bars that will warm up what is new by then. */
final class PendingChange {

  /** The stored form. */
  static final class Stored {
    /** The change without its history, as its topic has it. */
    byte[] change;

    long[] history = {};
    int kept;
    boolean cold;
  }

  private final StrategyChange change;
  private final ArrayDeque<Bar> history;
  private final int kept;
  private final boolean cold;

  /**
   * A change.
   *
   * @param change without history
   * @param history closed bars of the instrument and interval so far
   * @param kept as many of them are needed
   * @param cold whether bars are missing before the history
   */
  PendingChange(StrategyChange change, List<Bar> history, int kept, boolean cold) {
    this.change = change;
    this.history = new ArrayDeque<>(history);
    this.kept = kept;
    this.cold = cold;
    trim();
  }

  /** A change that brings no history. */
  static PendingChange bare(StrategyChange change) {
    return new PendingChange(change, List.of(), 0, false);
  }

  static PendingChange restore(Stored stored, String instrument) {
    try {
      StrategyChange change = Topics.STRATEGIES.codec().decode(stored.change);
      List<Bar> history = PackedBars.unpack(instrument, change.interval(), stored.history);
      return new PendingChange(change, history, stored.kept, stored.cold);
    } catch (CodecException e) {
      throw new IllegalStateException("a stored change of " + instrument, e);
    }
  }

  StrategyChange change() {
    return change;
  }

  boolean isDue(long time) {
    return change.effectiveTime() <= time;
  }

  /** Whether it needs bars of an interval. */
  boolean needs(String interval) {
    return change.action() == StrategyChange.Action.RUN && change.interval().equals(interval);
  }

  /** The next bar; one that the history ends with already changes nothing. */
  void add(Bar bar) {
    if (history.isEmpty() || history.peekLast().sequence() < bar.sequence()) {
      history.add(bar);
      trim();
    }
  }

  private void trim() {
    while (history.size() > kept) {
      history.poll();
    }
  }

  List<Bar> history() {
    return List.copyOf(history);
  }

  int kept() {
    return kept;
  }

  boolean isCold() {
    return cold;
  }

  Stored store(byte[] encoded) {
    Stored stored = new Stored();
    stored.change = encoded;
    stored.history = PackedBars.pack(history);
    stored.kept = kept;
    stored.cold = cold;
    return stored;
  }
}
