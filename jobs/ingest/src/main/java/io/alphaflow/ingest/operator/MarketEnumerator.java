package io.alphaflow.ingest.operator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/**
 * Spreads the configured instruments over the readers: the n-th to reader n modulo their number,
 * all of a reader's in one go, so that it connects once. An instrument that is configured no more
 * is forgotten; one that is new to a restored job begins where a fresh one would.
 */
final class MarketEnumerator implements SplitEnumerator<MarketSplit, MarketAssignments> {

  private final SplitEnumeratorContext<MarketSplit> context;
  private final List<String> instruments;
  private final long startFrom;
  private final Set<String> known;
  private final List<MarketSplit> unassigned;

  MarketEnumerator(
      SplitEnumeratorContext<MarketSplit> context,
      List<String> instruments,
      long startFrom,
      MarketAssignments restored) {
    this.context = context;
    this.instruments = instruments;
    this.startFrom = startFrom;
    this.known = new LinkedHashSet<>(restored.known());
    this.known.retainAll(instruments);
    this.unassigned = new ArrayList<>(restored.unassigned());
    this.unassigned.removeIf(split -> !instruments.contains(split.instrument()));
  }

  @Override
  public void start() {
    for (String instrument : instruments) {
      if (known.add(instrument)) {
        unassigned.add(new MarketSplit(instrument, startFrom));
      }
    }
  }

  @Override
  public void addReader(int subtask) {
    List<MarketSplit> splits = new ArrayList<>();
    Iterator<MarketSplit> all = unassigned.iterator();
    while (all.hasNext()) {
      MarketSplit split = all.next();
      if (instruments.indexOf(split.instrument()) % context.currentParallelism() == subtask) {
        splits.add(split);
        all.remove();
      }
    }
    if (!splits.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(Map.of(subtask, splits)));
    }
  }

  @Override
  public void addSplitsBack(List<MarketSplit> splits, int subtask) {
    // The failed reader registers again and gets them then.
    unassigned.addAll(splits);
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers get theirs when they register.
  }

  @Override
  public MarketAssignments snapshotState(long checkpoint) {
    return new MarketAssignments(List.copyOf(known), List.copyOf(unassigned));
  }

  @Override
  public void close() {}
}
