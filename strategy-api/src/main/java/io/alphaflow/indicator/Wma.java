package io.alphaflow.indicator;

/**
 * Linearly weighted moving average: {@code (1 x[t-N+1] + … + N x[t]) / (1 + … + N)}.
 *
 * <p>Source: any textbook; checked against TA-Lib. Warm-up: N numbers; before that {@link
 * Double#NaN}. Error: a few times N roundings, however long it runs: two blocks are joined by
 * {@code weighted(older) + weighted(newer) + length(older) · sum(newer)}, see the package.
 */
public final class Wma implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "wma",
              "Linearly weighted moving average",
              values -> new Wma(values.integer("period")))
          .formula("(1 x[t-N+1] + … + N x[t]) / (1 + … + N)")
          .reference("any textbook; checked against TA-Lib")
          .parameters(IndicatorDescriptor.period(20))
          .output("value", "the average")
          .warmUp("N")
          .build();

  // From next on: weighted sums of the ends of the block before. Below: numbers of the one under
  // way.
  private double[] slots;
  private int next;
  private double blockSum;
  private double blockWeighted;
  private boolean full;

  /** Used by the state codec. */
  Wma() {}

  /**
   * An average of the last {@code period} numbers.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Wma(int period) {
    slots = new double[Arguments.period(period)];
  }

  @Override
  public double update(double number) {
    slots[next] = Arguments.finite(number);
    next++;
    blockSum += number;
    blockWeighted += next * number;
    if (next == slots.length) {
      fold();
    }
    return value();
  }

  /** Turns the numbers of the full block into the weighted sums of its ends, in place. */
  private void fold() {
    double sum = 0;
    double weighted = 0;
    for (int i = slots.length - 1; i >= 0; i--) {
      // The number comes first with weight 1, so that each other weighs one more.
      sum += slots[i];
      weighted += sum;
      slots[i] = weighted;
    }
    next = 0;
    blockSum = 0;
    blockWeighted = 0;
    full = true;
  }

  @Override
  public double value() {
    if (!full) {
      return Double.NaN;
    }
    double period = slots.length;
    double weighted = slots[next] + blockWeighted + (period - next) * blockSum;
    return weighted / (period * (period + 1) / 2);
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
