package io.alphaflow.ingest.operator;

import io.alphaflow.ingest.feed.FeedPosition;
import io.alphaflow.ingest.operator.MarketMessage.Drop;
import io.alphaflow.ingest.operator.MarketMessage.Forget;
import io.alphaflow.ingest.operator.MarketMessage.Holding;
import io.alphaflow.ingest.operator.MarketMessage.Parked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads the wanted instruments over the readers, each to the reader with the fewest, and follows
 * the set of wanted ones while the job runs. The place of an instrument that is wanted no more is
 * remembered: wanted again, it goes on from there, at the reader that had it, whose last records
 * might otherwise be overtaken by those of another one.
 *
 * <p>Readers are the ones who know what they have from their checkpoint, so nothing is handed out
 * before all have said it.
 */
final class MarketEnumerator implements SplitEnumerator<MarketSplit, MarketAssignments> {

  private static final Logger LOG = LoggerFactory.getLogger(MarketEnumerator.class);

  static final long POLL_MILLIS = 2_000;

  private final SplitEnumeratorContext<MarketSplit> context;
  private final InstrumentSet instruments;
  private final Beginning beginning;
  private final SortedMap<String, MarketSplit> idle = new TreeMap<>();
  private final SortedMap<String, Integer> readers = new TreeMap<>();
  private final Map<String, Integer> formerReaders = new HashMap<>();
  private final Set<String> leaving = new HashSet<>();
  private final Set<Integer> known = new HashSet<>();
  private SortedSet<String> wanted;
  private boolean isFirst;

  /** Makes the place of an instrument that was never read. */
  interface Beginning {
    FeedPosition of(String instrument, boolean required);
  }

  /**
   * An enumerator.
   *
   * @param restored null for a job without a checkpoint
   */
  MarketEnumerator(
      SplitEnumeratorContext<MarketSplit> context,
      InstrumentSet instruments,
      Beginning beginning,
      MarketAssignments restored) {
    this.context = context;
    this.instruments = instruments;
    this.beginning = beginning;
    this.isFirst = restored == null;
    if (restored != null) {
      restored.idle().forEach(split -> idle.put(split.splitId(), split));
    }
  }

  @Override
  public void start() {
    context.callAsync(instruments::current, this::polled, 0, POLL_MILLIS);
  }

  private void polled(SortedSet<String> current, Throwable error) {
    if (error != null) {
      LOG.warn("the wanted instruments cannot be told, reason={}", error.toString());
      return;
    }
    if (!current.equals(wanted)) {
      LOG.info("instruments wanted: {}", current);
    }
    wanted = current;
    handOut();
  }

  @Override
  public void addReader(int subtask) {
    // It tells what it has; what is known of its last life counts no more.
    readers.values().removeIf(reader -> reader == subtask);
    known.remove(subtask);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof Holding holding) {
      known.add(subtask);
      holding.splits().forEach(split -> holds(subtask, split));
    } else if (event instanceof Parked parked) {
      readers.remove(parked.split().splitId(), subtask);
      park(subtask, parked.split());
    }
    handOut();
  }

  private void holds(int subtask, MarketSplit split) {
    if (split.parked()) {
      if (!readers.containsKey(split.splitId())) {
        park(subtask, split);
      }
      return;
    }
    idle.remove(split.splitId());
    leaving.remove(split.splitId());
    readers.put(split.splitId(), subtask);
  }

  private void park(int subtask, MarketSplit split) {
    leaving.remove(split.splitId());
    formerReaders.put(split.splitId(), subtask);
    idle.put(split.splitId(), split);
    context.sendEventToSourceReader(subtask, new Forget(List.of(split.splitId())));
  }

  private void handOut() {
    if (wanted == null || known.size() < context.currentParallelism()) {
      return;
    }
    drop();
    Map<Integer, List<MarketSplit>> assignment = new TreeMap<>();
    for (String instrument : wanted) {
      if (!readers.containsKey(instrument)) {
        int reader = readerFor(instrument);
        readers.put(instrument, reader);
        assignment.computeIfAbsent(reader, r -> new ArrayList<>()).add(take(instrument));
      }
    }
    isFirst = false;
    if (!assignment.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(assignment));
    }
  }

  private MarketSplit take(String instrument) {
    MarketSplit known = idle.remove(instrument);
    boolean required = isFirst && instruments.isConfigured(instrument);
    return MarketSplit.of(known != null ? known.position() : beginning.of(instrument, required));
  }

  private void drop() {
    SortedMap<Integer, List<String>> drops = new TreeMap<>();
    readers.forEach(
        (instrument, reader) -> {
          if (!wanted.contains(instrument) && leaving.add(instrument)) {
            drops.computeIfAbsent(reader, r -> new ArrayList<>()).add(instrument);
          }
        });
    drops.forEach(
        (reader, list) -> context.sendEventToSourceReader(reader, new Drop(List.copyOf(list))));
  }

  private int readerFor(String instrument) {
    int parallelism = context.currentParallelism();
    Integer former = formerReaders.get(instrument);
    if (former != null && former < parallelism) {
      return former;
    }
    int[] load = new int[parallelism];
    readers.values().forEach(reader -> load[reader]++);
    int least = 0;
    for (int reader = 1; reader < parallelism; reader++) {
      if (load[reader] < load[least]) {
        least = reader;
      }
    }
    return least;
  }

  @Override
  public void addSplitsBack(List<MarketSplit> splits, int subtask) {
    // Handed out since the checkpoint that the reader goes back to.
    for (MarketSplit split : splits) {
      readers.remove(split.splitId(), subtask);
      idle.put(split.splitId(), split);
    }
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers get theirs when all have told what they have.
  }

  @Override
  public MarketAssignments snapshotState(long checkpoint) {
    return new MarketAssignments(List.copyOf(idle.values()));
  }

  @Override
  public void close() {
    instruments.close();
  }
}
