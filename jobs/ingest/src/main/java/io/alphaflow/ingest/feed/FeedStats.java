package io.alphaflow.ingest.feed;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counters of a feed since it was made; readable from any thread, written by one. */
public final class FeedStats {

  /** What is counted. */
  public enum Count {
    /** Connections that were opened. */
    CONNECTIONS("connections"),
    /** Connections that were lost or given up, so that another one had to be opened. */
    RECONNECTS("reconnects"),
    /** Frames that came. */
    FRAMES("frames"),
    /** Ids by which pages of past trades moved the feed forward. */
    FETCHED("tradesFetched"),
    /** Trades of the streams that were dropped because their ids had been let through. */
    REPEATED("tradesRepeated"),
    /** Ids that cannot be had. */
    MISSING("tradeIdsMissing"),
    /** Streams that were connected and silent while the venue traded. */
    STALE("stale"),
    /** Order books that were begun anew because their changes did not fit together. */
    RESYNCS("resyncs");

    private final String metric;

    Count(String metric) {
      this.metric = metric;
    }

    /** Name of the metric. */
    public String metric() {
      return metric;
    }
  }

  private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);

  FeedStats() {}

  void add(Count count, long more) {
    // One writer: no need for a locked addition on each frame.
    counts.setRelease(count.ordinal(), counts.getPlain(count.ordinal()) + more);
  }

  /** A counter. */
  public long get(Count count) {
    return counts.getAcquire(count.ordinal());
  }
}
