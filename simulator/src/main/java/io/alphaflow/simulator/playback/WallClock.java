package io.alphaflow.simulator.playback;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * This machine's clock in epoch µs UTC. It is read from the system once and then follows the
 * monotonic clock, so that a step of the system clock cannot bend the playback schedule.
 */
public final class WallClock implements LongSupplier {

  private final long originMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  private final long originNanos = System.nanoTime();

  @Override
  public long getAsLong() {
    return originMicros + (System.nanoTime() - originNanos) / 1_000;
  }
}
