package io.alphaflow.signals.instance;

import io.alphaflow.common.model.BarSpec;
import java.util.List;

/**
 * That an instrument is a leg of a group.
 *
 * @param group id of the instance
 * @param leg which of its instruments, from 0
 * @param bars that it wants, of time
 * @param until market time after which it wants nothing more, epoch microseconds UTC
 */
public record LegFeed(String group, int leg, List<BarSpec> bars, long until) {

  /** Copies the list. */
  public LegFeed {
    bars = List.copyOf(bars);
  }

  /** Whether it wants nothing more once a time was told. */
  boolean isOver(long told) {
    return told >= until;
  }

  /** Whether it wants the bars of an interval. */
  boolean wants(String interval) {
    for (int i = 0; i < bars.size(); i++) {
      if (bars.get(i).label().equals(interval)) {
        return true;
      }
    }
    return false;
  }

  /** Whether between two times a bar may have ended. */
  boolean passes(long before, long time) {
    if (before == Long.MIN_VALUE || before < until && until <= time) {
      return true;
    }
    for (int i = 0; i < bars.size(); i++) {
      if (bars.get(i).openTime(before) != bars.get(i).openTime(time)) {
        return true;
      }
    }
    return false;
  }
}
