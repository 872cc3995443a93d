package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;

/**
 * Wilder's directional movement: {@code +DI = 100 W(+DM) / W(TR)}, {@code -DI} likewise, {@code DX
 * = 100 |+DI - -DI| / (+DI + -DI)}, {@code ADX = W(DX)}, where W is Wilder's average of N, TR the
 * {@link TrueRange}, and +DM the rise of the high when that is above 0 and above the fall of the
 * low, else 0; -DM the other way round.
 *
 * <p>Source: J. W. Wilder, New Concepts in Technical Trading Systems, 1978. Seed: the means of the
 * first N, as Wilder has it (TA-Lib takes N - 1 of the ranges and movements; the difference fades).
 * Warm-up: 2 N bars; DI are there after N + 1. Before: {@link Double#NaN}. Without any range the DI
 * are 0, without any movement DX is.
 */
public final class Adx implements BarIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.BARS,
              "adx",
              "Average directional index, +DI and -DI",
              values -> new Adx(values.integer("period"), Seed.of(values)))
          .formula(
              "±DI = 100 W(±DM) / W(TR); adx = W(100 |+DI - -DI| / (+DI + -DI)); W: Wilder's"
                  + " average of N")
          .reference("J. W. Wilder, New Concepts in Technical Trading Systems, 1978")
          .parameters(IndicatorDescriptor.period(14), Seed.PARAMETER)
          .output("adx", "strength of the trend, 0 to 100")
          .output("plus-di", "upward movement, 0 to 100, after N + 1 bars already")
          .output("minus-di", "downward movement, 0 to 100, after N + 1 bars already")
          .warmUp("2 N")
          .seeding("mean: of the first N of each; first-value: the first of each")
          .build();

  private TrueRange range;
  private Ema ranges;
  private Ema ups;
  private Ema downs;
  private Ema index;
  private double high;
  private double low;

  /** Used by the state codec. */
  Adx() {}

  /**
   * An index of length {@code period}.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Adx(int period, Seed seed) {
    range = new TrueRange();
    ranges = Ema.wilder(period, seed);
    ups = Ema.wilder(period, seed);
    downs = Ema.wilder(period, seed);
    index = Ema.wilder(period, seed);
  }

  @Override
  public void update(Candle bar) {
    range.update(bar);
    if (range.isReady()) {
      double up = bar.high() - high;
      double down = low - bar.low();
      ranges.update(range.value());
      ups.update(up > down && up > 0 ? up : 0);
      downs.update(down > up && down > 0 ? down : 0);
      if (ranges.isReady()) {
        double both = plus() + minus();
        index.update(both == 0 ? 0 : 100 * (Math.abs(plus() - minus()) / both));
      }
    }
    high = bar.high();
    low = bar.low();
  }

  /** The average directional index. */
  @Override
  public double value() {
    return index.value();
  }

  /** +DI. */
  public double plus() {
    return part(ups);
  }

  /** -DI. */
  public double minus() {
    return part(downs);
  }

  private double part(Ema movement) {
    double whole = ranges.value();
    return whole == 0 ? 0 : 100 * (movement.value() / whole);
  }

  @Override
  public double value(int output) {
    return switch (output) {
      case 0 -> value();
      case 1 -> plus();
      default -> minus();
    };
  }

  @Override
  public boolean isReady() {
    return index.isReady();
  }

  @Override
  public int warmUp() {
    return 2 * index.warmUp();
  }
}
