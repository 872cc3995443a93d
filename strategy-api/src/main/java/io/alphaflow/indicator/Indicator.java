package io.alphaflow.indicator;

/**
 * A statistic of what the market did, one event at a time: constant time and memory for each.
 *
 * <p>An indicator of one series of numbers is a {@link SeriesIndicator}; others take whole bars,
 * trades or quotes. A plain mutable class with a no-argument constructor for the state codec; its
 * fields are its stored form.
 */
public interface Indicator {

  /** The value after the last update; {@link Double#NaN} until {@link #isReady()}. */
  double value();

  /** Whether as many updates came as the definition needs. */
  boolean isReady();

  /** How many updates it takes until the first value. */
  int warmUp();
}
