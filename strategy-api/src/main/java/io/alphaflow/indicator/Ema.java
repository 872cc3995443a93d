package io.alphaflow.indicator;

/**
 * Exponential moving average: {@code e[t] = e[t-1] + a (x[t] - e[t-1])} with {@code a = 2 / (N +
 * 1)}.
 *
 * <p>Seed: the mean of the first N numbers stands at the N-th, as in TA-Lib and Skender's
 * Stock.Indicators. Warm-up: N numbers; before that {@link Double#NaN}. The influence of the seed,
 * and of any rounding, shrinks by {@code 1 - a} with each number, so nothing drifts.
 */
public final class Ema implements MovingAverage {

  private int period;
  private int seen;
  private double average;

  /** Used by the state codec. */
  Ema() {}

  /**
   * An average of span {@code period}.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Ema(int period) {
    this.period = Arguments.period(period);
  }

  @Override
  public double update(double number) {
    Arguments.finite(number);
    if (seen < period) {
      seen++;
      average += (number - average) / seen;
    } else if (period == 1) {
      // The sum below could miss the number itself by a rounding when the step down is huge.
      average = number;
    } else {
      average += 2.0 / (period + 1) * (number - average);
    }
    return value();
  }

  @Override
  public double value() {
    return isReady() ? average : Double.NaN;
  }

  @Override
  public boolean isReady() {
    return seen == period;
  }

  @Override
  public int warmUp() {
    return period;
  }
}
