package io.alphaflow.indicator;

/**
 * Wilder's relative strength index: {@code 100 g / (g + l)}, which is {@code 100 - 100 / (1 + g /
 * l)}, where {@code g} and {@code l} are the smoothed rises and falls from number to number: {@code
 * g[t] = g[t-1] + (rise[t] - g[t-1]) / N}.
 *
 * <p>Source: J. W. Wilder, New Concepts in Technical Trading Systems, 1978. Seed: by default the
 * means of the first N changes; with {@link Seed#FIRST_VALUE} the first change. Warm-up: N + 1
 * numbers; before that {@link Double#NaN}. A series that only rises gives 100, one that only falls
 * 0. One that does not move at all has no strength either way: 50, so that a dead market looks
 * neither overbought nor oversold (libraries disagree here: TA-Lib gives 0, others 100).
 */
public final class Rsi implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "rsi",
              "Wilder's relative strength index",
              values -> new Rsi(values.integer("period"), Seed.of(values)))
          .formula(
              "100 g / (g + l); g, l: Wilder's averages of rises and falls; 50 when both are 0")
          .reference("J. W. Wilder, New Concepts in Technical Trading Systems, 1978")
          .parameters(IndicatorDescriptor.period(14), Seed.PARAMETER)
          .output("value", "from 0 to 100")
          .warmUp("N + 1")
          .seeding("mean: of the first N changes; first-value: the first change")
          .build();

  private int period;
  private Seed seed = Seed.MEAN;
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
    this(period, Seed.MEAN);
  }

  /**
   * An index over {@code period} changes.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Rsi(int period, Seed seed) {
    this.period = Arguments.period(period);
    this.seed = seed;
  }

  @Override
  public double update(double number) {
    Arguments.finite(number);
    if (started) {
      double change = number - last;
      boolean isFirst = changes == 0;
      if (changes < period) {
        changes++;
      }
      // While it fills up from a mean this is the plain mean: the divisor counts along.
      int divisor = seed == Seed.MEAN || isFirst ? changes : period;
      rise += (Math.max(change, 0) - rise) / divisor;
      fall += (Math.max(-change, 0) - fall) / divisor;
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
