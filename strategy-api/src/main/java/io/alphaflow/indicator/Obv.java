package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;

/**
 * On-balance volume: the volumes of bars that closed higher than the one before, less those of bars
 * that closed lower.
 *
 * <p>Source: J. Granville, New Key to Stock Market Profits, 1963; checked against TA-Lib. Warm-up:
 * 1 bar, at which it is 0 (TA-Lib begins with that bar's volume); its changes mean something, its
 * level depends on where it began. The sum is compensated, see {@link CompensatedSum}: the
 * roundings of millions of bars do not add up.
 */
public final class Obv implements BarIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(Feed.BARS, "obv", "On-balance volume", values -> new Obv())
          .formula("o[t] = o[t-1] + volume, - volume or + 0, as the close rose, fell or stayed")
          .reference("J. Granville, New Key to Stock Market Profits, 1963")
          .output("value", "base quantity since the first bar; only its changes mean something")
          .warmUp("1")
          .seeding("0 at the first bar")
          .build();

  private boolean started;
  private double close;
  private CompensatedSum sum = new CompensatedSum();

  /** One that has seen nothing. */
  public Obv() {}

  @Override
  public void update(Candle bar) {
    if (started && bar.close() != close) {
      sum.add(bar.close() > close ? bar.volume() : -bar.volume());
    }
    started = true;
    close = bar.close();
  }

  @Override
  public double value() {
    return started ? sum.value() : Double.NaN;
  }

  @Override
  public boolean isReady() {
    return started;
  }

  @Override
  public int warmUp() {
    return 1;
  }
}
