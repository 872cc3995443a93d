package io.alphaflow.simulator.playback;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which market time is due at which wall time, over plays and pauses. Immutable; all times are
 * epoch µs.
 *
 * <p>Between a play and the next pause, market time {@code m} is due at {@code wall0 + (m -
 * market0) / speed}. A trade keeps the due time of the stretch in which it first fell due, however
 * late it is sent.
 */
final class Schedule {

  /** Playback from {@code market} on, begun at {@code wall}. */
  private record Stretch(long market, long wall) {}

  private final double speed;
  private final List<Stretch> stretches;
  private final boolean running;
  private final long stoppedAt;

  private Schedule(double speed, List<Stretch> stretches, boolean running, long stoppedAt) {
    this.speed = speed;
    this.stretches = stretches;
    this.running = running;
    this.stoppedAt = stoppedAt;
  }

  /** Not yet begun, at the market time of the first trade. */
  static Schedule startingAt(long firstMarket, double speed) {
    return new Schedule(speed, List.of(), false, firstMarket);
  }

  /** Not yet begun, at another market time; with the same speed. */
  Schedule standing(long market) {
    return startingAt(market, speed);
  }

  boolean isRunning() {
    return running;
  }

  Schedule play(long wall) {
    if (running) {
      return this;
    }
    List<Stretch> more = new ArrayList<>(stretches);
    more.add(new Stretch(stoppedAt, wall));
    return new Schedule(speed, List.copyOf(more), true, 0);
  }

  Schedule pause(long wall) {
    return running ? new Schedule(speed, stretches, false, marketAt(wall)) : this;
  }

  /** The market time that is due now. */
  long marketAt(long wall) {
    if (!running) {
      return stoppedAt;
    }
    Stretch last = stretches.get(stretches.size() - 1);
    return last.market + (long) Math.floor((wall - last.wall) * speed);
  }

  /** When this market time is or was due; empty while it lies behind a pause. */
  OptionalLong wallAt(long market) {
    if (stretches.isEmpty() || (!running && market > stoppedAt)) {
      return OptionalLong.empty();
    }
    int i = stretches.size() - 1;
    while (i > 0 && stretches.get(i).market >= market) {
      i--;
    }
    Stretch stretch = stretches.get(i);
    return OptionalLong.of(stretch.wall + (long) Math.ceil((market - stretch.market) / speed));
  }
}
