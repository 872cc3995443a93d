package io.alphaflow.indicator;

/**
 * Simple moving average: {@code (x[t-N+1] + … + x[t]) / N}.
 *
 * <p>Source: any textbook; checked against the tables of Skender's Stock.Indicators. Warm-up: N
 * numbers; before that {@link Double#NaN}. Error: at most N roundings, however long it runs (see
 * the package).
 */
public final class Sma implements MovingAverage {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "sma", "Simple moving average", values -> new Sma(values.integer("period")))
          .formula("(x[t-N+1] + … + x[t]) / N")
          .reference("any textbook; checked against Skender's Stock.Indicators")
          .parameters(IndicatorDescriptor.period(20))
          .output("value", "the mean")
          .warmUp("N")
          .build();

  private double[] slots;
  private int next;
  private double blockSum;
  private boolean full;

  /** Used by the state codec. */
  Sma() {}

  /**
   * An average of the last {@code period} numbers.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Sma(int period) {
    slots = new double[Arguments.period(period)];
  }

  @Override
  public double update(double number) {
    slots[next] = Arguments.finite(number);
    blockSum += number;
    next++;
    if (next == slots.length) {
      fold();
    }
    return value();
  }

  /** Turns the numbers of the full block into the sums of its ends, in place. */
  private void fold() {
    for (int i = slots.length - 2; i >= 0; i--) {
      slots[i] += slots[i + 1];
    }
    next = 0;
    blockSum = 0;
    full = true;
  }

  @Override
  public double value() {
    return full ? (blockSum + slots[next]) / slots.length : Double.NaN;
  }

  @Override
  public boolean isReady() {
    return full;
  }

  @Override
  public int warmUp() {
    return slots.length;
  }
}
