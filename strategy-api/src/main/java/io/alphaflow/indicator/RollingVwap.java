package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;

/**
 * Volume-weighted average price of the last N bars: {@code Σ quote volume / Σ volume}; see {@link
 * SessionVwap} for the source and for bars without a quote volume.
 *
 * <p>Warm-up: N bars; before that {@link Double#NaN}. When nothing was traded in them it is the
 * typical price of the last. Error: at most N roundings of each sum, see the package.
 */
public final class RollingVwap implements BarIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.BARS,
              "rolling-vwap",
              "Volume-weighted average price of the last bars",
              values -> new RollingVwap(values.integer("period")))
          .formula("Σ quote volume / Σ volume of the last N bars")
          .reference("as vwap")
          .parameters(IndicatorDescriptor.period(20))
          .output("value", "the average; the typical price when nothing was traded")
          .warmUp("N")
          .build();

  private WindowSum quote;
  private WindowSum base;
  private double typical;

  /** Used by the state codec. */
  RollingVwap() {}

  /**
   * An average over {@code period} bars.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public RollingVwap(int period) {
    quote = new WindowSum(period);
    base = new WindowSum(period);
  }

  @Override
  public void update(Candle bar) {
    quote.add(bar.quoteVolume());
    base.add(bar.volume());
    typical = bar.typical();
  }

  @Override
  public double value() {
    double volume = base.value();
    return volume == 0 ? typical : quote.value() / volume;
  }

  @Override
  public boolean isReady() {
    return base.isFull();
  }

  @Override
  public int warmUp() {
    return base.period();
  }
}
