package io.alphaflow.simulator.journal;

import java.util.function.LongSupplier;

/**
 * This machine's time, epoch µs; while a journal is replayed, the time at which it happened. Set
 * only before the exchange answers.
 */
public final class ReplayClock implements LongSupplier {

  private final LongSupplier wall;
  private long past;
  private volatile boolean replays;

  /** A clock that tells what {@code wall} does. */
  public ReplayClock(LongSupplier wall) {
    this.wall = wall;
  }

  /** It was this time. */
  public void standAt(long micros) {
    past = micros;
    replays = true;
  }

  /** From here on it is now. */
  public void run() {
    replays = false;
  }

  @Override
  public long getAsLong() {
    return replays ? past : wall.getAsLong();
  }
}
