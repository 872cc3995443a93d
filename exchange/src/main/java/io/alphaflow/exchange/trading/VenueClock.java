package io.alphaflow.exchange.trading;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * The venue's wall clock, estimated from ours and its answers to the question for its time. Of the
 * last {@value #KEPT} answers the one with the shortest round trip counts: it can be wrong by at
 * most half of that. Times are epoch microseconds UTC. Thread-safe.
 */
public final class VenueClock {

  static final int KEPT = 8;

  private record Sample(long roundTrip, long offset) {}

  private final Clock local;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private volatile long offset;

  /** A clock without answers. */
  public VenueClock(Clock local) {
    this.local = local;
  }

  /** Our own wall clock. */
  public long localMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, local.instant());
  }

  /** The venue's wall clock as far as we know; ours before the first sample. */
  public long micros() {
    return localMicros() + offset;
  }

  /** Takes an answer of the venue that was asked for and received at these local times. */
  public synchronized void sample(long asked, long received, long venueTime) {
    if (samples.size() == KEPT) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(received - asked, venueTime - Math.floorDiv(asked + received, 2L)));
    offset =
        samples.stream().min(Comparator.comparingLong(Sample::roundTrip)).orElseThrow().offset();
  }

  /** Forgets all samples: the venue says that our time is wrong. */
  public synchronized void forget() {
    samples.clear();
  }
}
