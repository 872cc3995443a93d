package io.alphaflow.simulator.market;

import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.capture.CapturedSymbol;
import io.alphaflow.simulator.matching.Level;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * The book of a captured symbol, rebuilt from the captured snapshot and those depth updates that
 * have been played. Until they have caught up with the snapshot, the snapshot itself is the book:
 * it lies ahead of the stream, which the venue's rule for a local book allows.
 *
 * <p>Built only when it is asked for. Belongs to the exchange's thread.
 */
public final class CapturedBook implements PublicBook {

  private final CapturedSymbol captured;
  private final IntSupplier played;
  private final NavigableMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<Long, Long> asks = new TreeMap<>();
  private long lastUpdateId;
  private int applied;
  private int nextSnapshot;

  /**
   * A book that follows playback.
   *
   * @param played how many of the symbol's depth updates have been played
   */
  public CapturedBook(CapturedSymbol captured, IntSupplier played) {
    this.captured = captured;
    this.played = played;
    start();
  }

  @Override
  public Depth depth(int updatesAgo) {
    bringTo(Math.max(0, played.getAsInt() - updatesAgo));
    return new Depth(lastUpdateId, levels(bids), levels(asks));
  }

  @Override
  public Optional<BestPrices> best() {
    bringTo(played.getAsInt());
    if (bids.isEmpty() || asks.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BestPrices(
            bids.firstKey(),
            bids.firstEntry().getValue(),
            asks.firstKey(),
            asks.firstEntry().getValue()));
  }

  /** The levels of a side now, best first. */
  public List<Level> side(Side side) {
    bringTo(played.getAsInt());
    NavigableMap<Long, Long> levels = side == Side.BUY ? bids : asks;
    return levels.entrySet().stream().map(l -> new Level(l.getKey(), l.getValue())).toList();
  }

  private void start() {
    bids.clear();
    asks.clear();
    lastUpdateId = 0;
    applied = 0;
    nextSnapshot = 0;
    loadSnapshotFrom(0);
  }

  private void bringTo(int count) {
    if (count < applied) {
      start();
    }
    while (applied < count) {
      apply(captured.updates().get(applied));
      applied++;
    }
  }

  private void apply(DepthUpdate update) {
    if (lastUpdateId > 0 && update.firstId() > lastUpdateId + 1) {
      // The recorder lost updates and fetched a snapshot again.
      loadSnapshotFrom(update.firstId() - 1);
    }
    if (update.lastId() > lastUpdateId) {
      set(bids, update.bids());
      set(asks, update.asks());
      lastUpdateId = update.lastId();
    }
  }

  private void loadSnapshotFrom(long updateId) {
    while (nextSnapshot < captured.snapshots().size()) {
      Depth snapshot = captured.snapshots().get(nextSnapshot++);
      if (snapshot.lastUpdateId() >= updateId) {
        bids.clear();
        asks.clear();
        set(bids, snapshot.bids());
        set(asks, snapshot.asks());
        lastUpdateId = snapshot.lastUpdateId();
        return;
      }
    }
  }

  private static void set(NavigableMap<Long, Long> side, long[] levels) {
    for (int i = 0; i < levels.length; i += 2) {
      if (levels[i + 1] == 0) {
        side.remove(levels[i]);
      } else {
        side.put(levels[i], levels[i + 1]);
      }
    }
  }

  private static long[] levels(NavigableMap<Long, Long> side) {
    long[] out = new long[side.size() * 2];
    int i = 0;
    for (var level : side.entrySet()) {
      out[i++] = level.getKey();
      out[i++] = level.getValue();
    }
    return out;
  }
}
