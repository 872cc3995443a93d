package io.alphaflow.indicator;

/**
 * Exponential moving average: {@code e[t] = e[t-1] + a (x[t] - e[t-1])} with {@code a = 2 / (N +
 * 1)}.
 *
 * <p>Seed: by default the mean of the first N numbers stands at the N-th, as in TA-Lib and
 * Skender's Stock.Indicators; with {@link Seed#FIRST_VALUE} the recursion begins at the first
 * number. Warm-up: N numbers either way; before that {@link Double#NaN}. The influence of the seed,
 * and of any rounding, shrinks by {@code 1 - a} with each number, so nothing drifts.
 *
 * <p>With {@code a = 1 / N} it is Wilder's average (New Concepts in Technical Trading Systems,
 * 1978).
 */
public final class Ema implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "ema",
              "Exponential moving average",
              values -> new Ema(values.integer("period"), Seed.of(values)))
          .formula("e[t] = e[t-1] + 2 / (N + 1) (x[t] - e[t-1])")
          .reference("any textbook; checked against Skender's Stock.Indicators")
          .parameters(IndicatorDescriptor.period(20), Seed.PARAMETER)
          .output("value", "the average")
          .warmUp("N")
          .seeding("mean: of the first N, at the N-th; first-value: the first number")
          .build();

  private int period;
  private Seed seed = Seed.MEAN;
  private boolean wilder;
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
    this(period, Seed.MEAN);
  }

  /**
   * An average of span {@code period}.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Ema(int period, Seed seed) {
    this.period = Arguments.period(period);
    this.seed = seed;
  }

  /** Wilder's average of length {@code period}. */
  static Ema wilder(int period, Seed seed) {
    Ema average = new Ema(period, seed);
    average.wilder = true;
    return average;
  }

  private double alpha() {
    return wilder ? 1.0 / period : 2.0 / (period + 1);
  }

  @Override
  public double update(double number) {
    Arguments.finite(number);
    boolean first = seen == 0;
    boolean filling = seen < period;
    if (filling) {
      seen++;
    }
    if (first || period == 1) {
      // The sum below could miss the number itself by a rounding when the step down is huge.
      average = number;
    } else if (filling && seed == Seed.MEAN) {
      average += (number - average) / seen;
    } else {
      average += alpha() * (number - average);
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
