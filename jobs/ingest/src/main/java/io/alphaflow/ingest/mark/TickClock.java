package io.alphaflow.ingest.mark;

import io.alphaflow.common.model.ClockTick;
import java.util.Optional;

/**
 * Turns market time into ticks of a venue's clock. A tick is a function of its number alone, so a
 * tick that is written twice, after a crash or because two instruments of the venue passed it, is
 * the same tick; nothing needs to be remembered over a restart.
 */
public final class TickClock {

  private final String venue;
  private final long intervalMicros;
  private long last = Long.MIN_VALUE;

  /** A clock that has not ticked. */
  public TickClock(String venue, long intervalMicros) {
    this.venue = venue;
    this.intervalMicros = intervalMicros;
  }

  /**
   * The tick that this time passes, if any: one, the latest, when it passes several.
   *
   * @param time epoch microseconds UTC
   */
  public Optional<ClockTick> advance(long time) {
    long number = Math.floorDiv(time, intervalMicros);
    if (number <= last) {
      return Optional.empty();
    }
    last = number;
    return Optional.of(new ClockTick(venue, number, number * intervalMicros));
  }
}
