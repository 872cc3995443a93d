package io.alphaflow.archive;

import io.alphaflow.common.config.ConfigNode;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What becomes of old rows, in section {@code archive}. Ages are against the database's clock.
 *
 * @param aggregates whether TimescaleDB's Community edition keeps the hourly and daily aggregates
 *     up to date by itself
 * @param compressAfter age at which rows are compressed, Community edition only; 0 for never
 * @param retention how long the rows of a table are kept; a table that is not named: for ever
 */
public record StorageOptions(
    boolean aggregates, Duration compressAfter, SortedMap<String, Duration> retention)
    implements Serializable {

  /** Everything is kept, uncompressed. */
  public static final StorageOptions DEFAULTS =
      new StorageOptions(true, Duration.ZERO, new TreeMap<>());

  /** Below this a refresh of the daily aggregates would have no whole day to look at. */
  private static final Duration LEAST = Duration.ofDays(7);

  /** Copies. */
  public StorageOptions {
    retention = Collections.unmodifiableSortedMap(new TreeMap<>(retention));
  }

  static StorageOptions read(ConfigNode archive) {
    ConfigNode section = archive.section("retention");
    SortedMap<String, Duration> retention = new TreeMap<>();
    for (String table : section.values().keySet()) {
      if (BulkTable.find(table).isEmpty()) {
        section.error(
            table,
            section.string(table),
            "a table of " + BulkTable.names() + ": what tells why something was done is kept");
      } else {
        retention.put(table, atLeastAWeek(section, table));
      }
    }
    return new StorageOptions(
        archive.bool("aggregates", true),
        archive.durationOr("off", "compressAfter", Duration.ZERO),
        retention);
  }

  private static Duration atLeastAWeek(ConfigNode section, String table) {
    Duration kept = section.duration(table, LEAST);
    if (kept.compareTo(LEAST) < 0) {
      section.error(table, section.string(table), "at least 7d");
    }
    return kept;
  }
}
