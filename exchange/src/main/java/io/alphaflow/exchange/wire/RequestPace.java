package io.alphaflow.exchange.wire;

import java.util.function.LongSupplier;

/**
 * How fast requests may go: so many a minute, evenly, with a second's worth at once. Requests that
 * must not wait are counted too, so that others wait for longer. Thread-safe.
 */
public final class RequestPace {

  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int SECONDS = 60;

  private final LongSupplier nanos;
  private final long interval;
  private final long burst;
  private long earliest;

  /**
   * A pace.
   *
   * @param requestsPerMinute at least 1
   * @param nanos a clock that never goes back, nanoseconds
   */
  public RequestPace(int requestsPerMinute, LongSupplier nanos) {
    if (requestsPerMinute < 1) {
      throw new IllegalArgumentException(requestsPerMinute + " requests a minute");
    }
    this.nanos = nanos;
    this.interval = MINUTE_NANOS / requestsPerMinute;
    this.burst = interval * Math.max(0, requestsPerMinute / SECONDS - 1);
    this.earliest = nanos.getAsLong();
  }

  /** Counts a request; how long it should wait, nanoseconds. */
  public synchronized long take() {
    long now = nanos.getAsLong();
    long turn = earliest - now > 0 ? earliest : now;
    earliest = turn + interval;
    return Math.max(0, turn - burst - now);
  }
}
