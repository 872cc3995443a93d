package io.alphaflow.ingest.faults;

import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Trade;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** What the heartbeats of a partition have promised. */
final class Promises {

  private final TreeSet<String> seen = new TreeSet<>();
  private final Map<String, Long> furthest = new HashMap<>();

  /** Instruments of the partition. */
  TreeSet<String> seen() {
    return seen;
  }

  /** Whether the entry is a trade that was promised not to come any more. */
  boolean isBrokenBy(MarketEntry entry) {
    if (entry instanceof Heartbeat heartbeat) {
      for (String instrument : seen) {
        if (!heartbeat.except().contains(instrument)) {
          furthest.merge(instrument, heartbeat.time(), Math::max);
        }
      }
    } else if (entry instanceof Gap gap) {
      seen.add(gap.instrument());
    } else if (entry instanceof Trade trade) {
      seen.add(trade.instrument());
      return trade.exchangeTime() < furthest.getOrDefault(trade.instrument(), Long.MIN_VALUE);
    }
    return false;
  }
}
