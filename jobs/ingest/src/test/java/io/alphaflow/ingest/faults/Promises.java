package io.alphaflow.ingest.faults;

import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.Trade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the heartbeats of a partition have promised, and which trades broke it. */
final class Promises {

  /**
   * A promise.
   *
   * @param time before which nothing follows
   * @param at where its heartbeat stands
   */
  private record Promise(long time, int at) {}

  private final Map<String, Promise> furthest = new HashMap<>();
  private final Map<String, Promise> latest = new HashMap<>();
  private final Map<String, Integer> broken = new TreeMap<>();
  private int lastRewind = -1;

  /** A heartbeat at this place promises for these instruments. */
  void promise(Heartbeat heartbeat, int at, Set<String> seen) {
    for (String instrument : seen) {
      if (!heartbeat.except().contains(instrument)) {
        Promise promise = new Promise(heartbeat.time(), at);
        latest.put(instrument, promise);
        furthest.merge(instrument, promise, (a, b) -> b.time() > a.time() ? b : a);
      }
    }
  }

  /** A trade that stands there for the first time. */
  void trade(Trade trade) {
    for (Map<String, Promise> promises : List.of(furthest, latest)) {
      Promise promise = promises.get(trade.instrument());
      if (promise != null && trade.exchangeTime() < promise.time()) {
        broken.put(trade.instrument() + "/" + trade.tradeId(), promise.at());
      }
    }
  }

  /** What stands there was written before: the writer had crashed. */
  void rewind(int at) {
    lastRewind = at;
  }

  /** Trades that broke a promise: {@code instrument/id}. */
  Set<String> broken() {
    return broken.keySet();
  }

  /** Those of them whose promise may be from before a crash, unknown to the restored job. */
  Set<String> brokenOverCrash() {
    Set<String> old = new TreeSet<>();
    broken.forEach(
        (trade, at) -> {
          if (at < lastRewind) {
            old.add(trade);
          }
        });
    return old;
  }
}
