package io.alphaflow.simulator.market;

import io.alphaflow.simulator.matching.TopOfBook;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one-level book around the last trade of a recorded symbol, with the changes that have not
 * been told yet. A depth event holds every level that was touched since the one before with its
 * quantity at the end, so it is right on top of any snapshot taken meanwhile.
 *
 * <p>Belongs to the exchange's thread.
 */
public final class SyntheticBook implements PublicBook {

  /** How many books of the past are remembered. */
  public static final int REMEMBERED = 1_000;

  private static final class Side {

    private final Map<Long, Long> touched = new TreeMap<>();

    void move(long before, long now, long size) {
      if (before != now && before != 0) {
        touched.put(before, 0L);
      }
      touched.put(now, size);
    }

    long[] take() {
      long[] out = new long[touched.size() * 2];
      int i = 0;
      for (var level : touched.entrySet()) {
        out[i++] = level.getKey();
        out[i++] = level.getValue();
      }
      touched.clear();
      return out;
    }
  }

  private record Past(long updateId, TopOfBook top) {}

  private final Deque<Past> past = new ArrayDeque<>();
  private final Side bids = new Side();
  private final Side asks = new Side();
  private long pendingFrom;

  /**
   * The book moved.
   *
   * @param updateId one more than before
   * @param collect whether somebody waits for depth events
   */
  public void moved(long updateId, TopOfBook top, boolean collect) {
    if (collect || pendingFrom > 0) {
      TopOfBook before = past.isEmpty() ? new TopOfBook(0, 0, 0, 0) : past.getLast().top();
      bids.move(before.bid(), top.bid(), top.size());
      asks.move(before.ask(), top.ask(), top.size());
      pendingFrom = pendingFrom > 0 ? pendingFrom : updateId;
    }
    if (past.size() > REMEMBERED) {
      past.removeFirst();
    }
    past.addLast(new Past(updateId, top));
  }

  /** The changes since the last event, if there are any. */
  public Optional<DepthUpdate> takeUpdate() {
    if (pendingFrom == 0) {
      return Optional.empty();
    }
    DepthUpdate update =
        new DepthUpdate(pendingFrom, past.getLast().updateId(), bids.take(), asks.take());
    pendingFrom = 0;
    return Optional.of(update);
  }

  /** Whether changes wait to be told. */
  public boolean hasUpdate() {
    return pendingFrom > 0;
  }

  @Override
  public Depth depth(int updatesAgo) {
    if (past.isEmpty()) {
      return Depth.EMPTY;
    }
    var newestFirst = past.descendingIterator();
    Past shown = newestFirst.next();
    for (int i = 0; i < updatesAgo && newestFirst.hasNext(); i++) {
      shown = newestFirst.next();
    }
    TopOfBook top = shown.top();
    return new Depth(
        shown.updateId(), new long[] {top.bid(), top.size()}, new long[] {top.ask(), top.size()});
  }

  @Override
  public Optional<BestPrices> best() {
    return past.isEmpty()
        ? Optional.empty()
        : Optional.of(past.getLast().top())
            .map(t -> new BestPrices(t.bid(), t.size(), t.ask(), t.size()));
  }
}
