package io.alphaflow.backtest.statistics;

import io.alphaflow.backtest.result.EquityCurve;
import java.util.concurrent.TimeUnit;

/**
 * Which days a market trades on. A UTC day ends at 24:00 and that moment is part of it, so that a
 * bar that closes at midnight belongs to the day that it is of.
 */
final class TradingCalendar {

  /** Of a market that never closes. */
  static final int EVERY_DAY = 365;

  /** Of stocks. */
  static final int BUSINESS_DAYS = 252;

  static final long DAY = TimeUnit.DAYS.toMicros(1);

  private static final int WEEK = 7;

  /** Holidays are fewer; what has more is full of gaps, and tells nothing of a weekend. */
  private static final double MOST = 0.8;

  private TradingCalendar() {}

  /** The day of a moment, counted from 1970-01-01. */
  static long day(long time) {
    return Math.floorDiv(time - 1, DAY);
  }

  /**
   * Periods in a year by the data: 252 when there is never more than one point a day and, over two
   * weeks or more, never one on two neighbouring days of the week but on each of the five others,
   * of which at most a fifth is without one; else 365. Which two they are is left open, because
   * daily bars carry the time of their start or of their end.
   */
  static int periodsPerYear(EquityCurve curve) {
    long[] times = curve.times();
    long days = times.length == 0 ? 0 : day(times[times.length - 1]) - day(times[0]) + 1;
    if (days < 2 * WEEK || times.length < MOST * days * (WEEK - 2) / WEEK) {
      return EVERY_DAY;
    }
    boolean[] seen = new boolean[WEEK];
    for (int i = 0; i < times.length; i++) {
      if (i > 0 && day(times[i]) == day(times[i - 1])) {
        return EVERY_DAY;
      }
      seen[(int) Math.floorMod(day(times[i]), (long) WEEK)] = true;
    }
    return isWeekendMissing(seen) ? BUSINESS_DAYS : EVERY_DAY;
  }

  private static boolean isWeekendMissing(boolean[] seen) {
    int missing = 0;
    boolean neighbours = false;
    for (int i = 0; i < WEEK; i++) {
      missing += seen[i] ? 0 : 1;
      neighbours |= !seen[i] && !seen[(i + 1) % WEEK];
    }
    return missing == 2 && neighbours;
  }
}
