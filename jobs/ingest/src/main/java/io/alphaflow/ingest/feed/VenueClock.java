package io.alphaflow.ingest.feed;

import io.alphaflow.common.model.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Market time as the venue's server time: the answer that came soonest of a few, carried on by our
 * own clock and asked for again every ten minutes. An answer that differs by more than an hour from
 * what was expected is told and not followed.
 */
final class VenueClock {

  private static final Logger LOG = LoggerFactory.getLogger(VenueClock.class);

  private static final int SAMPLES = 3;
  private static final long SKEW_MICROS = 3_600_000_000L;
  private static final long AGREE_MICROS = 5_000_000L;
  private static final Duration REFRESH = Duration.ofMinutes(10);
  private static final Duration AFTER_SKEW = Duration.ofMinutes(1);

  /**
   * An answer.
   *
   * @param offset from our clock to the venue's, microseconds
   * @param trip how long question and answer took, nanoseconds
   */
  private record Sample(long offset, long trip) {}

  private final FeedContext feed;
  private final Backoff backoff;
  private final List<Sample> samples = new ArrayList<>();
  private boolean known;
  private long offset;

  VenueClock(FeedContext feed) {
    this.feed = feed;
    this.backoff = new Backoff(feed.loop(), Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  /** Begins to ask. */
  void start() {
    long asked = feed.loop().nanos();
    feed.loop()
        .when(
            feed.venue().serverTime().thenApply(time -> sample(time, asked, feed.loop().nanos())),
            this::answered);
  }

  /** Whether there is a time. */
  boolean isKnown() {
    return known;
  }

  /**
   * The venue's time at one of our times.
   *
   * @param nanos our clock
   * @return epoch microseconds UTC
   */
  long at(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos) + offset;
  }

  private static Sample sample(long time, long asked, long answered) {
    long trip = answered - asked;
    // As if it had answered at the last moment: rather behind the venue than ahead of it.
    return new Sample(time - TimeUnit.NANOSECONDS.toMicros(answered), trip);
  }

  private void answered(Sample sample, Throwable error) {
    if (error != null) {
      long millis = backoff.after(error);
      LOG.warn("server time not available, retryMillis={} reason={}", millis, error.getMessage());
      feed.loop().after(millis, this::start);
      return;
    }
    backoff.reset();
    samples.add(sample);
    if (samples.size() < SAMPLES) {
      start();
      return;
    }
    boolean followed = follow(best());
    samples.clear();
    feed.loop().after((followed ? REFRESH : AFTER_SKEW).toMillis(), this::start);
  }

  /** The soonest of those that agree with the middle one. */
  private Sample best() {
    samples.sort(Comparator.comparingLong(Sample::offset));
    long middle = samples.get(SAMPLES / 2).offset();
    return samples.stream()
        .filter(s -> Math.abs(s.offset() - middle) <= AGREE_MICROS)
        .min(Comparator.comparingLong(Sample::trip))
        .orElseThrow();
  }

  private boolean follow(Sample best) {
    long difference = best.offset() - offset;
    if (known && Math.abs(difference) > SKEW_MICROS) {
      long time = at(feed.loop().nanos()) + difference;
      feed.loop()
          .notice(
              "",
              "CLOCK_SKEW",
              Severity.WARNING,
              "server-time/" + time,
              "the venue's clock differs by %d s from what it was before; the old time is kept"
                  .formatted(TimeUnit.MICROSECONDS.toSeconds(difference)));
      return false;
    }
    known = true;
    offset = best.offset();
    return true;
  }
}
