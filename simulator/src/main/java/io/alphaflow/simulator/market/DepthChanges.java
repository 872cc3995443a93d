package io.alphaflow.simulator.market;

import io.alphaflow.simulator.matching.TopOfBook;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The changes of a one-level book that have not been told yet. A depth event holds every level that
 * was touched since the one before with its quantity at the end, so it is right on top of any
 * snapshot taken meanwhile.
 */
public final class DepthChanges {

  private final Map<Long, Long> bids = new TreeMap<>();
  private final Map<Long, Long> asks = new TreeMap<>();
  private long firstId;
  private long lastId;

  /**
   * The book moved.
   *
   * @param updateId one more than before
   * @param before the book until now; none before the first trade
   */
  public void moved(long updateId, Optional<TopOfBook> before, TopOfBook now) {
    before.ifPresent(
        b -> {
          bids.put(b.bid(), 0L);
          asks.put(b.ask(), 0L);
        });
    bids.put(now.bid(), now.size());
    asks.put(now.ask(), now.size());
    firstId = firstId > 0 ? firstId : updateId;
    lastId = updateId;
  }

  /** Whether nothing waits to be told. */
  public boolean isEmpty() {
    return firstId == 0;
  }

  /** The changes since the last time, if there are any. */
  public Optional<DepthUpdate> take() {
    if (isEmpty()) {
      return Optional.empty();
    }
    DepthUpdate update = new DepthUpdate(firstId, lastId, levels(bids), levels(asks));
    firstId = 0;
    return Optional.of(update);
  }

  private static long[] levels(Map<Long, Long> touched) {
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
