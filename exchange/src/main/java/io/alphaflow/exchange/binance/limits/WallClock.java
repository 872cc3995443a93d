package io.alphaflow.exchange.binance.limits;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock, which market data reads only to say when something was received. */
public final class WallClock {

  private WallClock() {}

  /** Epoch microseconds UTC. */
  public static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
