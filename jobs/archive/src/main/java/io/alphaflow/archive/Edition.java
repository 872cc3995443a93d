package io.alphaflow.archive;

import java.util.Locale;

/** What a database offers beyond PostgreSQL. */
public enum Edition {
  /** Plain PostgreSQL. */
  NONE,
  /** TimescaleDB, Apache-2.0 edition: hypertables, {@code time_bucket}. */
  APACHE,
  /** TimescaleDB, Community edition: continuous aggregates, compression, policies as well. */
  TIMESCALE;

  /** As it stands in the migrations: {@code none}, {@code apache}, {@code timescale}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
