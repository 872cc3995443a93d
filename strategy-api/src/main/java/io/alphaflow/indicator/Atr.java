package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;

/**
 * Average true range: Wilder's average of {@link TrueRange}, {@code a[t] = a[t-1] + (range -
 * a[t-1]) / N}.
 *
 * <p>Source: J. W. Wilder, New Concepts in Technical Trading Systems, 1978; checked against
 * Skender's Stock.Indicators. Seed: by default the mean of the first N ranges; with {@link
 * Seed#FIRST_VALUE} the first. Warm-up: N + 1 bars; before that {@link Double#NaN}.
 */
public final class Atr implements BarIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.BARS,
              "atr",
              "Average true range",
              values -> new Atr(values.integer("period"), Seed.of(values)))
          .formula("a[t] = a[t-1] + (true range - a[t-1]) / N")
          .reference("J. W. Wilder, New Concepts in Technical Trading Systems, 1978")
          .parameters(IndicatorDescriptor.period(14), Seed.PARAMETER)
          .output("value", "the average, in the unit of the price")
          .output("percent", "the same in percent of the close")
          .warmUp("N + 1")
          .seeding("mean: of the first N ranges; first-value: the first range")
          .build();

  private TrueRange range;
  private Ema average;
  private double close;

  /** Used by the state codec. */
  Atr() {}

  /**
   * An average over {@code period} ranges.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Atr(int period, Seed seed) {
    range = new TrueRange();
    average = Ema.wilder(period, seed);
  }

  @Override
  public void update(Candle bar) {
    range.update(bar);
    if (range.isReady()) {
      average.update(range.value());
    }
    close = bar.close();
  }

  @Override
  public double value() {
    return average.value();
  }

  /** In percent of the close; 0 when that is 0. */
  public double percent() {
    return close == 0 ? 0 * value() : 100 * (value() / close);
  }

  @Override
  public double value(int output) {
    return output == 0 ? value() : percent();
  }

  @Override
  public boolean isReady() {
    return average.isReady();
  }

  @Override
  public int warmUp() {
    return average.warmUp() + 1;
  }
}
