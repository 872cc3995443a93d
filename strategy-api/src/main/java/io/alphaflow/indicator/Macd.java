package io.alphaflow.indicator;

/**
 * Moving average convergence/divergence: {@code macd = ema(fast) - ema(slow)}, {@code signal =
 * ema(macd)}, {@code histogram = macd - signal}.
 *
 * <p>Source: G. Appel, Technical Analysis: Power Tools for Active Investors, 2005; checked against
 * Skender's Stock.Indicators. Seed: that of {@link Ema}, each average from its own first numbers
 * (TA-Lib begins the fast one later, with the slow one; the difference fades). Warm-up: slow +
 * signal - 1 numbers; the first value of {@code macd} is there after slow. Before: {@link
 * Double#NaN}.
 */
public final class Macd implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "macd",
              "Moving average convergence/divergence",
              values ->
                  new Macd(
                      values.integer("fast"),
                      values.integer("slow"),
                      values.integer("signal"),
                      Seed.of(values)))
          .formula("macd = ema(fast) - ema(slow); signal = ema(macd); histogram = macd - signal")
          .reference("G. Appel, Technical Analysis: Power Tools for Active Investors, 2005")
          .parameters(
              IndicatorDescriptor.period("fast", 12, "length of the fast average"),
              IndicatorDescriptor.period("slow", 26, "length of the slow average, above fast"),
              IndicatorDescriptor.period("signal", 9, "length of the average of macd"),
              Seed.PARAMETER)
          .output("macd", "the difference of the averages, after slow numbers already")
          .output("signal", "its average")
          .output("histogram", "macd - signal")
          .warmUp("slow + signal - 1")
          .seeding("as ema, each from its own first numbers")
          .build();

  private Ema fast;
  private Ema slow;
  private Ema signal;

  /** Used by the state codec. */
  Macd() {}

  /**
   * An indicator of these lengths.
   *
   * @throws IllegalArgumentException when a length is below 1, or fast not below slow
   */
  public Macd(int fast, int slow, int signal, Seed seed) {
    if (fast >= slow) {
      throw new IllegalArgumentException("fast " + fast + " must be below slow " + slow);
    }
    this.fast = new Ema(fast, seed);
    this.slow = new Ema(slow, seed);
    this.signal = new Ema(signal, seed);
  }

  @Override
  public double update(double number) {
    fast.update(number);
    slow.update(number);
    if (slow.isReady()) {
      signal.update(value());
    }
    return value();
  }

  /** The difference of the averages. */
  @Override
  public double value() {
    return fast.value() - slow.value();
  }

  /** The average of the difference. */
  public double signal() {
    return signal.value();
  }

  /** The difference less its average. */
  public double histogram() {
    return value() - signal();
  }

  @Override
  public double value(int output) {
    return switch (output) {
      case 0 -> value();
      case 1 -> signal();
      default -> histogram();
    };
  }

  @Override
  public boolean isReady() {
    return signal.isReady();
  }

  @Override
  public int warmUp() {
    return slow.warmUp() + signal.warmUp() - 1;
  }
}
