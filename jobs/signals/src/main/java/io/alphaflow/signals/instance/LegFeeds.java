package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The groups that an instrument is a leg of, and what they are told of it. */
final class LegFeeds {

  private LegFeed[] feeds = {};
  private long told = Long.MIN_VALUE;

  /** Tells these from now on, as far as their end has not come. */
  void set(List<LegFeed> groups, long reached) {
    feeds = groups.stream().filter(feed -> !feed.isOver(reached)).toArray(LegFeed[]::new);
  }

  boolean isEmpty() {
    return feeds.length == 0;
  }

  /** Whether one of them wants the bars of an interval. */
  boolean want(String interval) {
    for (LegFeed feed : feeds) {
      if (feed.wants(interval)) {
        return true;
      }
    }
    return false;
  }

  /** All bars that they want. */
  Set<BarSpec> bars() {
    Set<BarSpec> bars = new LinkedHashSet<>();
    for (LegFeed feed : feeds) {
      bars.addAll(feed.bars());
    }
    return bars;
  }

  /** Tells those that want it a closed bar. */
  void closed(Bar bar, SignalOutput out) {
    for (LegFeed feed : feeds) {
      if (feed.wants(bar.interval())) {
        out.leg(new LegEvent.Closed(feed.group(), feed.leg(), bar));
      }
    }
  }

  /**
   * Tells the time that is reached, where it is that of another bar of theirs.
   *
   * @return whether the end of one has come: it is told nothing more
   */
  boolean progress(long reached, SignalOutput out) {
    if (feeds.length == 0 || reached <= told) {
      return false;
    }
    for (LegFeed feed : feeds) {
      if (feed.passes(told, reached)) {
        out.leg(new LegEvent.Progress(feed.group(), feed.leg(), reached));
      }
    }
    told = reached;
    int before = feeds.length;
    set(Arrays.asList(feeds), reached);
    return feeds.length < before;
  }
}
