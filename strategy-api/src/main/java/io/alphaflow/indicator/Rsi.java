package io.alphaflow.indicator;

/**
 * Wilder's relative strength index: {@code 100 g / (g + l)}, which is {@code 100 - 100 / (1 + g /
 * l)}, where {@code g} and {@code l} are the smoothed rises and falls from number to number: {@code
 * g[t] = g[t-1] + (rise[t] - g[t-1]) / N}.
 *
 * <p>Source: J. W. Wilder, New Concepts in Technical Trading Systems, 1978. Seed: the means of the
 * first N changes. Warm-up: N + 1 numbers; before that {@link Double#NaN}. A series that only rises
 * gives 100, one that only falls 0. One that does not move at all has no strength either way: 50,
 * so that a dead market looks neither overbought nor oversold (libraries disagree here: TA-Lib
 * gives 0, others 100).
 */
public final class Rsi implements SeriesIndicator {

  private int period;
  private int changes;
  private boolean started;
  private double last;
  private double rise;
  private double fall;

  /** Used by the state codec. */
  Rsi() {}

  /**
   * An index over {@code period} changes.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Rsi(int period) {
    this.period = Arguments.period(period);
  }

  @Override
  public double update(double number) {
    Arguments.finite(number);
    if (started) {
      double change = number - last;
      if (changes < period) {
        changes++;
      }
      // While it fills up this is the plain mean: the divisor counts along.
      rise += (Math.max(change, 0) - rise) / changes;
      fall += (Math.max(-change, 0) - fall) / changes;
    }
    started = true;
    last = number;
    return value();
  }

  @Override
  public double value() {
    if (!isReady()) {
      return Double.NaN;
    }
    double both = rise + fall;
    return both == 0 ? 50 : 100 * (rise / both);
  }

  @Override
  public boolean isReady() {
    return changes == period;
  }

  @Override
  public int warmUp() {
    return period + 1;
  }
}
