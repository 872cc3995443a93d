package io.alphaflow.backtest.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time that parameters are chosen on, and a later one that they are tried on. Times
 * are epoch microseconds UTC, ends are exclusive.
 *
 * @param trainFrom start of the first stretch
 * @param trainTo its end
 * @param testFrom start of the second, not before that end
 * @param testTo its end
 */
public record Window(long trainFrom, long trainTo, long testFrom, long testTo) {

  /**
   * The windows of a walk through data: the second stretches follow each other without a gap, as
   * long as there is data; the last one may be shorter.
   *
   * @param from start of the data
   * @param to its end
   * @param train length of the first stretch; when anchored of the first one
   * @param test length of the second stretch
   * @param purge time between both that is used for neither: what is known at its start must not
   *     overlap what is asked after it
   * @param anchored whether all first stretches begin with the data, so that they become longer
   * @throws IllegalArgumentException when the data is too short for one window
   */
  public static List<Window> of(
      long from, long to, long train, long test, long purge, boolean anchored) {
    List<Window> windows = new ArrayList<>();
    for (long testFrom = from + train + purge; testFrom < to; testFrom += test) {
      long trainTo = testFrom - purge;
      windows.add(
          new Window(
              anchored ? from : trainTo - train, trainTo, testFrom, Math.min(to, testFrom + test)));
    }
    if (windows.isEmpty()) {
      throw new IllegalArgumentException(
          "the data ends before the first stretch to try parameters on begins");
    }
    return windows;
  }
}
