package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;

/**
 * True range: {@code max(high, close[t-1]) - min(low, close[t-1])}.
 *
 * <p>Source: J. W. Wilder, New Concepts in Technical Trading Systems, 1978. Warm-up: 2 bars, as the
 * first has none before it; until then {@link Double#NaN}.
 */
public final class TrueRange implements BarIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(Feed.BARS, "true-range", "True range", values -> new TrueRange())
          .formula("max(high, close[t-1]) - min(low, close[t-1])")
          .reference("J. W. Wilder, New Concepts in Technical Trading Systems, 1978")
          .output("value", "the range, in the unit of the price")
          .warmUp("2")
          .seeding("none: it depends on the last two bars only")
          .build();

  private int bars;
  private double close;
  private double range = Double.NaN;

  /** One that has seen nothing. */
  public TrueRange() {}

  @Override
  public void update(Candle bar) {
    if (bars > 0) {
      range = Math.max(bar.high(), close) - Math.min(bar.low(), close);
    }
    bars = Math.min(bars + 1, 2);
    close = bar.close();
  }

  @Override
  public double value() {
    return range;
  }

  @Override
  public boolean isReady() {
    return bars == 2;
  }

  @Override
  public int warmUp() {
    return 2;
  }
}
