package io.alphaflow.indicator;

/**
 * Double exponential moving average: {@code 2 e - ema(e)} with {@code e = ema(x)}, both of N.
 *
 * <p>Source: P. Mulloy, Smoothing Data with Faster Moving Averages, Stocks &amp; Commodities 12:1,
 * 1994. Seed: that of {@link Ema}, for both. Warm-up: 2 N - 1 numbers; before that {@link
 * Double#NaN}.
 */
public final class Dema implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "dema",
              "Double exponential moving average",
              values -> new Dema(values.integer("period"), Seed.of(values)))
          .formula("2 e - ema(e) with e = ema(x), both of N")
          .reference("P. Mulloy, Smoothing Data with Faster Moving Averages, 1994")
          .parameters(IndicatorDescriptor.period(20), Seed.PARAMETER)
          .output("value", "the average")
          .warmUp("2 N - 1")
          .seeding("as ema, for both averages")
          .build();

  private Ema single;
  private Ema twice;

  /** Used by the state codec. */
  Dema() {}

  /**
   * An average of span {@code period}.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Dema(int period, Seed seed) {
    single = new Ema(period, seed);
    twice = new Ema(period, seed);
  }

  @Override
  public double update(double number) {
    double average = single.update(number);
    if (single.isReady()) {
      twice.update(average);
    }
    return value();
  }

  @Override
  public double value() {
    return 2 * single.value() - twice.value();
  }

  @Override
  public boolean isReady() {
    return twice.isReady();
  }

  @Override
  public int warmUp() {
    return single.warmUp() + twice.warmUp() - 1;
  }
}
