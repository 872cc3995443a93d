package io.alphaflow.simulator.market;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The changes of a book that have not been told yet. A depth event holds every level that was
 * touched since the one before with its quantity at the end, so it is right on top of any snapshot
 * taken meanwhile.
 */
public final class DepthChanges {

  private final Map<Long, Long> bids = new TreeMap<>();
  private final Map<Long, Long> asks = new TreeMap<>();
  private long firstId;
  private long lastId;

  /** The book moved; each change has the next update id. */
  public void moved(Depth before, Depth now) {
    touch(bids, before.bids(), now.bids());
    touch(asks, before.asks(), now.asks());
    firstId = firstId > 0 ? firstId : now.lastUpdateId();
    lastId = now.lastUpdateId();
  }

  private static void touch(Map<Long, Long> touched, long[] before, long[] now) {
    Map<Long, Long> old = new HashMap<>();
    for (int i = 0; i < before.length; i += 2) {
      old.put(before[i], before[i + 1]);
    }
    for (int i = 0; i < now.length; i += 2) {
      Long quantity = old.remove(now[i]);
      if (quantity == null || quantity != now[i + 1]) {
        touched.put(now[i], now[i + 1]);
      }
    }
    old.keySet().forEach(price -> touched.put(price, 0L));
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
