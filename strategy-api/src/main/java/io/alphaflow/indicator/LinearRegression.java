package io.alphaflow.indicator;

/**
 * The straight line through the last N numbers with the least squared distances: its slope for each
 * step, its height at the first of them (intercept) and at the last (end), and how much of the
 * variance it explains (r²).
 *
 * <p>Source: any textbook; checked against TA-Lib. Means, squares and products are those around the
 * mean, joined by Chan's formula (see {@link StandardDeviation}), so there is no difference of two
 * large sums. Warm-up: N numbers, at least 2; before that {@link Double#NaN}. When all N are equal,
 * slope and r² are 0.
 */
public final class LinearRegression implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "linreg",
              "Rolling linear regression",
              values -> new LinearRegression(values.integer("period")))
          .formula("slope = Σ (i - mean(i)) (x[i] - mean(x)) / Σ (i - mean(i))², i = 0 … N-1")
          .reference("any textbook; checked against TA-Lib")
          .parameters(IndicatorDescriptor.period("period", 20, "N, at least 2"))
          .output("slope", "change for each step")
          .output("intercept", "the line at the oldest of the N")
          .output("end", "the line at the newest")
          .output("r2", "explained part of the variance, 0 to 1; 0 when all N are equal")
          .warmUp("N")
          .build();

  // From next on: moments of the ends of the block before. Below: the numbers of the one under way.
  private double[] means;
  private double[] squares;
  private double[] products;
  private int next;
  private double blockMean;
  private double blockSquares;
  private double blockProducts;
  private boolean full;

  /** Used by the state codec. */
  LinearRegression() {}

  /**
   * A line through the last {@code period} numbers.
   *
   * @throws IllegalArgumentException when the period is below 2
   */
  public LinearRegression(int period) {
    if (period < 2) {
      throw new IllegalArgumentException("period must be at least 2, is " + period);
    }
    means = new double[period];
    squares = new double[period];
    products = new double[period];
  }

  @Override
  public double update(double number) {
    means[next] = Arguments.finite(number);
    double distance = number - blockMean;
    // The new number lies (next + 1) / 2 steps from the middle of those before it.
    blockProducts += distance * next / 2;
    next++;
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
    products[period - 1] = 0;
    for (int i = period - 2; i >= 0; i--) {
      int length = period - 1 - i;
      double distance = means[i] - means[i + 1];
      double mean = means[i + 1] + distance / (length + 1);
      squares[i] = squares[i + 1] + distance * (means[i] - mean);
      products[i] = products[i + 1] - distance * length / 2;
      means[i] = mean;
    }
    next = 0;
    blockMean = 0;
    blockSquares = 0;
    blockProducts = 0;
    full = true;
  }

  /** How far the mean of the block under way lies above that of the end of the one before. */
  private double step() {
    return next == 0 ? 0 : blockMean - means[next];
  }

  private double mean() {
    return means[next] + step() * next / means.length;
  }

  private double products() {
    // The middles of the two parts are N / 2 apart, whatever their lengths.
    double apart = means.length / 2.0;
    double share = (double) (means.length - next) * next / means.length;
    return products[next] + blockProducts + step() * apart * share;
  }

  private double squares() {
    double share = (double) (means.length - next) * next / means.length;
    return squares[next] + blockSquares + step() * step() * share;
  }

  private double times() {
    double period = means.length;
    return period * (period * period - 1) / 12;
  }

  /** The slope for each step. */
  @Override
  public double value() {
    return full ? products() / times() : Double.NaN;
  }

  /** The line at the oldest of the numbers. */
  public double intercept() {
    return full ? mean() - value() * (means.length - 1) / 2 : Double.NaN;
  }

  /** The line at the newest of the numbers. */
  public double end() {
    return full ? mean() + value() * (means.length - 1) / 2 : Double.NaN;
  }

  /** The part of the variance that the line explains. */
  public double r2() {
    if (!full) {
      return Double.NaN;
    }
    double squares = squares();
    // Rounding must not explain more than all.
    return squares == 0 ? 0 : Math.min(1, value() * products() / squares);
  }

  @Override
  public double value(int output) {
    return switch (output) {
      case 0 -> value();
      case 1 -> intercept();
      case 2 -> end();
      default -> r2();
    };
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
