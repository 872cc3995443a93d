package io.alphaflow.exchange.wire;

import io.alphaflow.exchange.market.DepthSnapshot;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order book of a venue that sends it whole on the stream, first, and then its changes. Changes
 * get ids from their times, so that those of two connections fit together: a change covers all
 * times after the one before it. Thread-safe.
 */
public final class StreamedBook {

  private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
  private final TreeMap<Long, Long> asks = new TreeMap<>();
  private long last;

  /** The whole book at a time, epoch microseconds UTC. */
  public synchronized void reset(long time) {
    bids.clear();
    asks.clear();
    last = time;
  }

  /** A level; quantity 0 removes it. */
  public synchronized void level(boolean isBid, long price, long quantity) {
    TreeMap<Long, Long> side = isBid ? bids : asks;
    if (quantity == 0) {
      side.remove(price);
    } else {
      side.put(price, quantity);
    }
  }

  /** The id of a change at a time, above all before. */
  public synchronized long advance(long time) {
    last = Math.max(time, last + 1);
    return last;
  }

  /** The id of the last change. */
  public synchronized long last() {
    return last;
  }

  /** The best levels. */
  public synchronized DepthSnapshot snapshot(int levels) {
    long[][] bid = best(bids, levels);
    long[][] ask = best(asks, levels);
    return new DepthSnapshot(last, bid[0], bid[1], ask[0], ask[1]);
  }

  private static long[][] best(TreeMap<Long, Long> side, int levels) {
    int size = Math.min(levels, side.size());
    long[][] out = new long[2][size];
    int i = 0;
    for (Map.Entry<Long, Long> level : side.entrySet()) {
      if (i == size) {
        break;
      }
      out[0][i] = level.getKey();
      out[1][i++] = level.getValue();
    }
    return out;
  }
}
