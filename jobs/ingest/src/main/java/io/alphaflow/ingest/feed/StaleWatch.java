package io.alphaflow.ingest.feed;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Tells when the silence of one instrument's trades is worth a look: after 20 times what lies
 * between two of them of late, but not before one bound and not after another. When the look finds
 * that the instrument is only quiet, the next one is twice as far away, up to ten minutes, until a
 * trade comes. Times are nanoseconds of a clock that goes forward. Constant memory.
 */
final class StaleWatch {

  private static final int TIMES = 20;
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

  /** How much the newest interval counts, as one of so many. */
  private static final int WEIGHT = 16;

  private final long earliest;
  private final long latest;
  private long lastFrame;
  private long lastLook;
  private long interval;
  private long mean = -1;

  StaleWatch(Duration earliest, Duration latest) {
    this.earliest = earliest.toNanos();
    this.latest = latest.toNanos();
  }

  /** A stream begins: silence counts from here. */
  void begin(long now) {
    lastFrame = now;
    lastLook = now;
    interval = patience();
  }

  /** A trade came. */
  void trade(long now) {
    long since = now - lastFrame;
    mean = mean < 0 ? since : mean + (since - mean) / WEIGHT;
    lastFrame = now;
    lastLook = now;
    interval = 0;
  }

  /** Whether to look now. */
  boolean isDue(long now) {
    if (interval == 0) {
      interval = patience();
    }
    return now - lastLook >= interval;
  }

  /** Nothing was found: the instrument is quiet. */
  void quiet(long now) {
    lastLook = now;
    interval = Math.min(interval * 2, LONGEST);
  }

  /** The look failed. */
  void again(long now) {
    lastLook = now;
  }

  /** How long nothing came, milliseconds. */
  long silentMillis(long now) {
    return TimeUnit.NANOSECONDS.toMillis(now - lastFrame);
  }

  private long patience() {
    return mean < 0 ? latest : Math.min(latest, Math.max(earliest, TIMES * mean));
  }
}
