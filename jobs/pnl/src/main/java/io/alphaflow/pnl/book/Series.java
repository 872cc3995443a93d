package io.alphaflow.pnl.book;

import java.time.LocalDate;

/** The snapshots of an account: how many were made, and what its trading day began with. */
final class Series {

  private long sequence;
  private long interval;
  private String day = "";
  private long dayEnd = Long.MIN_VALUE;
  private long dayStartPnl;
  private long lastPnl;

  /** The number of the next snapshot. */
  long next() {
    return ++sequence;
  }

  /** Whether logical time has entered another mark interval. */
  boolean enters(long newInterval) {
    boolean later = newInterval > interval;
    interval = Math.max(interval, newInterval);
    return later;
  }

  /** An entry was applied: a trading day that has begun, begins with what was earned before it. */
  void advance(long time, long pnl, DayCut cut) {
    if (time >= dayEnd) {
      LocalDate now = cut.day(time);
      day = now.toString();
      dayEnd = cut.end(time);
      dayStartPnl = lastPnl;
    }
    lastPnl = pnl;
  }

  String day() {
    return day;
  }

  long dayPnl() {
    return Math.subtractExact(lastPnl, dayStartPnl);
  }
}
