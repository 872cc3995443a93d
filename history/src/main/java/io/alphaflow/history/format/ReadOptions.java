package io.alphaflow.history.format;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * What the user says about the files; the rest is found in them.
 *
 * @param format the format
 * @param columns what is where: a name of {@code time, open, high, low, close, volume, price,
 *     quantity, …} with the header of its column, or the column's number from 1
 * @param timeFormat how times are written
 * @param zone of times that say none
 * @param latest the latest plausible time, epoch microseconds UTC
 */
public record ReadOptions(
    Optional<Format> format,
    Map<String, String> columns,
    Optional<TimeFormat> timeFormat,
    ZoneId zone,
    long latest) {

  /** Nothing said; times without a zone are UTC. */
  public static ReadOptions detect(long latest) {
    return new ReadOptions(Optional.empty(), Map.of(), Optional.empty(), ZoneOffset.UTC, latest);
  }

  /** The same with this format. */
  public ReadOptions withFormat(Format value) {
    return new ReadOptions(Optional.of(value), columns, timeFormat, zone, latest);
  }

  /** The same with this column map. */
  public ReadOptions withColumns(Map<String, String> value) {
    return new ReadOptions(format, value, timeFormat, zone, latest);
  }

  /** The same with times written like this. */
  public ReadOptions withTimes(TimeFormat value, ZoneId valueZone) {
    return new ReadOptions(format, columns, Optional.of(value), valueZone, latest);
  }
}
