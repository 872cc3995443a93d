package io.alphaflow.ingest.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counters of a feed since it was made; readable from any thread. */
public final class FeedStats {

  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong fetched = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final Map<String, Long> passedOver = new ConcurrentHashMap<>();

  FeedStats() {}

  void connected() {
    connections.incrementAndGet();
  }

  void fetched(long trades) {
    fetched.addAndGet(trades);
  }

  void repeat() {
    repeated.incrementAndGet();
  }

  void passedOver(String instrument, long ids) {
    passedOver.put(instrument, ids);
  }

  /** Connections that were opened. */
  public long connections() {
    return connections.get();
  }

  /** Ids by which pages of past trades moved the feed forward. */
  public long fetched() {
    return fetched.get();
  }

  /** Live trades that were dropped because their ids had been let through. */
  public long repeated() {
    return repeated.get();
  }

  /** Ids that the venue itself does not have. */
  public long passedOver() {
    return passedOver.values().stream().mapToLong(Long::longValue).sum();
  }
}
