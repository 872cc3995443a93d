package io.alphaflow.indicator;

/**
 * Population standard deviation of the last N numbers: {@code sqrt(Σ (x - mean)² / N)}.
 *
 * <p>Mean and sum of squared distances are built by Welford's update and joined by Chan's formula
 * (Chan, Golub, LeVeque, Updating Formulae and a Pairwise Algorithm for Computing Sample Variances,
 * 1979), so there is no difference of two large sums. Warm-up: N numbers; before that {@link
 * Double#NaN}. Equal numbers give exactly 0. See the package for why it does not drift.
 */
public final class StandardDeviation implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "stddev",
              "Standard deviation",
              values -> new StandardDeviation(values.integer("period")))
          .formula("sqrt(Σ (x - mean)² / N), of the population")
          .reference("Chan, Golub, LeVeque, 1979, for how it is updated")
          .parameters(IndicatorDescriptor.period(20))
          .output("value", "the deviation")
          .output("mean", "the mean of the same numbers")
          .warmUp("N")
          .build();

  // From next on: mean and squared distances of the ends of the block before. Below: its numbers.
  private double[] means;
  private double[] squares;
  private int next;
  private double blockMean;
  private double blockSquares;
  private boolean full;

  /** Used by the state codec. */
  StandardDeviation() {}

  /**
   * A deviation of the last {@code period} numbers.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public StandardDeviation(int period) {
    means = new double[Arguments.period(period)];
    squares = new double[period];
  }

  @Override
  public double update(double number) {
    means[next] = Arguments.finite(number);
    next++;
    double distance = number - blockMean;
    blockMean += distance / next;
    blockSquares += distance * (number - blockMean);
    if (next == means.length) {
      fold();
    }
    return value();
  }

  /** Turns the numbers of the full block into the moments of its ends, in place. */
  private void fold() {
    int period = means.length;
    squares[period - 1] = 0;
    for (int i = period - 2; i >= 0; i--) {
      double distance = means[i] - means[i + 1];
      double mean = means[i + 1] + distance / (period - i);
      squares[i] = squares[i + 1] + distance * (means[i] - mean);
      means[i] = mean;
    }
    next = 0;
    blockMean = 0;
    blockSquares = 0;
    full = true;
  }

  /** The mean of the same numbers; {@link Double#NaN} until ready. */
  public double mean() {
    if (!full) {
      return Double.NaN;
    }
    return means[next] + (next == 0 ? 0 : (blockMean - means[next]) * next / means.length);
  }

  @Override
  public double value() {
    if (!full) {
      return Double.NaN;
    }
    int period = means.length;
    double sum = squares[next];
    if (next > 0) {
      double distance = blockMean - means[next];
      sum += blockSquares + distance * distance * next * (period - next) / period;
    }
    return Math.sqrt(sum / period);
  }

  @Override
  public double value(int output) {
    return output == 0 ? value() : mean();
  }

  @Override
  public boolean isReady() {
    return full;
  }

  @Override
  public int warmUp() {
    return means.length;
  }
}
