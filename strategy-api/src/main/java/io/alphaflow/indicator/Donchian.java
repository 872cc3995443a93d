package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;

/**
 * Donchian channel: the highest high and the lowest low of the last N bars, this one included, and
 * their middle. A breakout is a price beyond the channel of the bar before.
 *
 * <p>Source: R. Donchian's four-week rule, 1960s. Warm-up: N bars; before that {@link Double#NaN}.
 */
public final class Donchian implements BarIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.BARS,
              "donchian",
              "Donchian channel",
              values -> new Donchian(values.integer("period")))
          .formula("highest high and lowest low of N bars, this one included")
          .reference("R. Donchian's four-week rule")
          .parameters(IndicatorDescriptor.period(20))
          .output("middle", "(upper + lower) / 2")
          .output("upper", "the highest high")
          .output("lower", "the lowest low")
          .warmUp("N")
          .cost("constant on average: N steps once in N updates")
          .build();

  private RollingExtreme highest;
  private RollingExtreme lowest;

  /** Used by the state codec. */
  Donchian() {}

  /**
   * A channel of {@code period} bars.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Donchian(int period) {
    highest = RollingExtreme.highest(period);
    lowest = RollingExtreme.lowest(period);
  }

  @Override
  public void update(Candle bar) {
    highest.update(bar.high());
    lowest.update(bar.low());
  }

  /** The middle. */
  @Override
  public double value() {
    return (upper() + lower()) / 2;
  }

  /** The highest high. */
  public double upper() {
    return highest.value();
  }

  /** The lowest low. */
  public double lower() {
    return lowest.value();
  }

  @Override
  public double value(int output) {
    return switch (output) {
      case 0 -> value();
      case 1 -> upper();
      default -> lower();
    };
  }

  @Override
  public boolean isReady() {
    return highest.isReady();
  }

  @Override
  public int warmUp() {
    return highest.warmUp();
  }
}
