package io.alphaflow.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times of records, epoch microseconds UTC, for persons. */
public final class Micros {

  private Micros() {}

  /** The clock of this machine. */
  public static long now() {
    return of(Instant.now());
  }

  /** A point in time. */
  public static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** ISO-8601, UTC. */
  public static String iso(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
