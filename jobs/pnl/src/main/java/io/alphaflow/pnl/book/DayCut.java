package io.alphaflow.pnl.book;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Where a trading day ends and the next one begins. A cut after midnight belongs to the day before
 * it: with 17:00 in New York, the trading day of 30 January ends on that day at 17:00. Days of 23
 * or 25 hours are what the zone's clocks make of them.
 *
 * @param time of the zone's clocks
 * @param zone whose clocks
 */
public record DayCut(LocalTime time, ZoneId zone) implements Serializable {

  /** Midnight UTC: the trading day is the UTC day. */
  public static final DayCut UTC_MIDNIGHT = new DayCut(LocalTime.MIDNIGHT, ZoneId.of("UTC"));

  /** The trading day of a moment, epoch microseconds UTC. */
  public LocalDate day(long micros) {
    ZonedDateTime at = at(micros);
    boolean next = !time.equals(LocalTime.MIDNIGHT) && !at.toLocalTime().isBefore(time);
    return next ? at.toLocalDate().plusDays(1) : at.toLocalDate();
  }

  /** The first moment of the next trading day, epoch microseconds UTC. */
  public long end(long micros) {
    LocalDate day = day(micros);
    LocalDate cut = time.equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
    Instant end = ZonedDateTime.of(cut, time, zone).toInstant();
    return ChronoUnit.MICROS.between(Instant.EPOCH, end);
  }

  private ZonedDateTime at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone);
  }
}
