package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;

/**
 * Stochastic oscillator: {@code fast %K = 100 (close - lowest) / (highest - lowest)} over the last
 * N bars, {@code %K = sma(fast %K)}, {@code %D = sma(%K)}. With a smoothing of 1, %K is the fast
 * one.
 *
 * <p>Source: G. Lane, Lane's Stochastics, Stocks &amp; Commodities 2:3, 1984; checked against
 * TA-Lib. Warm-up: N + k + d - 2 bars; fast %K is there after N, %K after N + k - 1. Before: {@link
 * Double#NaN}. When the price did not move in N bars, fast %K is 50, neither high nor low (TA-Lib
 * has 0).
 */
public final class Stochastic implements BarIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.BARS,
              "stochastic",
              "Stochastic oscillator, fast and slow",
              values ->
                  new Stochastic(
                      values.integer("period"), values.integer("k"), values.integer("d")))
          .formula("fast-k = 100 (close - lowest low) / (highest high - lowest low)")
          .reference("G. Lane, Lane's Stochastics, Stocks & Commodities 2:3, 1984")
          .parameters(
              IndicatorDescriptor.period(14),
              IndicatorDescriptor.period("k", 3, "bars over which fast %K is averaged; 1: not"),
              IndicatorDescriptor.period("d", 3, "bars over which %K is averaged"))
          .output("k", "%K, 0 to 100, after N + k - 1 bars already")
          .output("d", "%D, 0 to 100")
          .output("fast-k", "%K before it is averaged; 50 when the price did not move in N bars")
          .warmUp("N + k + d - 2")
          .build();

  private RollingExtreme highest;
  private RollingExtreme lowest;
  private Sma slow;
  private Sma signal;
  private double fast = Double.NaN;

  /** Used by the state codec. */
  Stochastic() {}

  /**
   * An oscillator.
   *
   * @param period bars of the range
   * @param k bars over which fast %K is averaged
   * @param d bars over which %K is averaged
   * @throws IllegalArgumentException when one is below 1
   */
  public Stochastic(int period, int k, int d) {
    highest = RollingExtreme.highest(period);
    lowest = RollingExtreme.lowest(period);
    slow = new Sma(k);
    signal = new Sma(d);
  }

  @Override
  public void update(Candle bar) {
    double top = highest.update(bar.high());
    double bottom = lowest.update(bar.low());
    if (!highest.isReady()) {
      return;
    }
    fast = top == bottom ? 50 : 100 * ((bar.close() - bottom) / (top - bottom));
    slow.update(fast);
    if (slow.isReady()) {
      signal.update(slow.value());
    }
  }

  /** %K. */
  @Override
  public double value() {
    return slow.value();
  }

  /** %D. */
  public double signal() {
    return signal.value();
  }

  /** %K before it is averaged. */
  public double fast() {
    return fast;
  }

  @Override
  public double value(int output) {
    return switch (output) {
      case 0 -> value();
      case 1 -> signal();
      default -> fast();
    };
  }

  @Override
  public boolean isReady() {
    return signal.isReady();
  }

  @Override
  public int warmUp() {
    return highest.warmUp() + slow.warmUp() + signal.warmUp() - 2;
  }
}
