package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;
import io.alphaflow.parameter.ParameterSpec;

/**
 * Keltner channel in its usual form: {@code ema(close) ± k · atr}.
 *
 * <p>Source: C. Keltner, How to Make Money in Commodities, 1960; with the exponential average and
 * true range after L. Raschke. Seed: those of {@link Ema} and {@link Atr}. Warm-up: N bars or
 * ranges + 1, whichever is more; the middle is there after N. Before: {@link Double#NaN}.
 */
public final class Keltner implements BarIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.BARS,
              "keltner",
              "Keltner channel",
              values ->
                  new Keltner(
                      values.integer("period"),
                      values.number("multiple"),
                      values.integer("ranges"),
                      Seed.of(values)))
          .formula("ema(close, N) ± k · atr(ranges)")
          .reference("C. Keltner, How to Make Money in Commodities, 1960, as L. Raschke has it")
          .parameters(
              IndicatorDescriptor.period(20),
              ParameterSpec.number("multiple", 2, 0.01, 100, "k, distance in average true ranges"),
              IndicatorDescriptor.period("ranges", 10, "length of the average true range"),
              Seed.PARAMETER)
          .output("middle", "the average, after N bars already")
          .output("upper", "the upper line")
          .output("lower", "the lower line")
          .warmUp("the greater of N and ranges + 1")
          .seeding("as ema and atr")
          .build();

  private double multiple;
  private Ema average;
  private Atr range;

  /** Used by the state codec. */
  Keltner() {}

  /**
   * A channel.
   *
   * @param period of the average of closes
   * @param multiple distance of the lines in average true ranges
   * @param ranges length of the average true range
   * @throws IllegalArgumentException when a length is below 1 or the multiple not above 0
   */
  public Keltner(int period, double multiple, int ranges, Seed seed) {
    if (!(multiple > 0 && Double.isFinite(multiple))) {
      throw new IllegalArgumentException("multiple must be above 0, is " + multiple);
    }
    this.multiple = multiple;
    this.average = new Ema(period, seed);
    this.range = new Atr(ranges, seed);
  }

  @Override
  public void update(Candle bar) {
    average.update(bar.close());
    range.update(bar);
  }

  /** The middle. */
  @Override
  public double value() {
    return average.value();
  }

  /** The upper line. */
  public double upper() {
    return value() + multiple * range.value();
  }

  /** The lower line. */
  public double lower() {
    return value() - multiple * range.value();
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
    return average.isReady() && range.isReady();
  }

  @Override
  public int warmUp() {
    return Math.max(average.warmUp(), range.warmUp());
  }
}
