package io.alphaflow.indicator;

/**
 * A statistic of what the market did, one event at a time: constant time and memory for each.
 *
 * <p>An indicator of one series of numbers is a {@link SeriesIndicator}; others take whole bars,
 * trades or quotes. A plain mutable class with a no-argument constructor for the state codec; its
 * fields are its stored form.
 */
public interface Indicator {

  /** The main value after the last update; {@link Double#NaN} until it is known. */
  double value();

  /**
   * One of several values, in the order of the catalog, 0 the main one; {@link Double#NaN} until it
   * is known. Each is a finite number from then on.
   */
  default double value(int output) {
    return value();
  }

  /** Whether all values are known. */
  boolean isReady();

  /** How many updates it takes until then. */
  int warmUp();

  /**
   * Whether it also takes the beginning of a UTC day: updates count from the first of a day that it
   * saw begin.
   */
  default boolean needsWholeDay() {
    return false;
  }
}
