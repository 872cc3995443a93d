package io.alphaflow.cli.audit;

import io.alphaflow.cli.Micros;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A day in UTC, by the market's time. */
record Day(LocalDate date) {

  /** Its first microsecond. */
  long from() {
    return Micros.of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** The microsecond behind its last. */
  long to() {
    return Micros.of(date.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  boolean has(long micros) {
    return micros >= from() && micros < to();
  }
}
