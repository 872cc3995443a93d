package io.alphaflow.indicator;

/**
 * The highest or the lowest of the last N numbers, exactly.
 *
 * <p>Source: M. van Herk, A fast algorithm for local minimum and maximum filters, 1992. Warm-up: N
 * numbers; before that {@link Double#NaN}.
 */
public final class RollingExtreme implements SeriesIndicator {

  static final IndicatorDescriptor HIGHEST = descriptor("highest", "Rolling maximum", "max", true);
  static final IndicatorDescriptor LOWEST = descriptor("lowest", "Rolling minimum", "min", false);

  private boolean highest;
  private double[] slots;
  private int next;
  private double blockExtreme;
  private boolean full;

  private static IndicatorDescriptor descriptor(
      String name, String summary, String function, boolean highest) {
    return IndicatorDescriptor.series(
            name, summary, values -> new RollingExtreme(values.integer("period"), highest))
        .formula(function + "(x[t-N+1], …, x[t])")
        .reference("M. van Herk, A fast algorithm for local minimum and maximum filters, 1992")
        .parameters(IndicatorDescriptor.period(20))
        .output("value", "exactly one of the numbers")
        .warmUp("N")
        .cost("constant on average: N steps once in N updates")
        .build();
  }

  /** Used by the state codec. */
  RollingExtreme() {}

  private RollingExtreme(int period, boolean highest) {
    this.slots = new double[Arguments.period(period)];
    this.highest = highest;
  }

  /**
   * The highest of the last {@code period} numbers.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public static RollingExtreme highest(int period) {
    return new RollingExtreme(period, true);
  }

  /**
   * The lowest of the last {@code period} numbers.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public static RollingExtreme lowest(int period) {
    return new RollingExtreme(period, false);
  }

  @Override
  public double update(double number) {
    slots[next] = Arguments.finite(number);
    blockExtreme = next == 0 ? number : further(blockExtreme, number);
    next++;
    if (next == slots.length) {
      for (int i = slots.length - 2; i >= 0; i--) {
        slots[i] = further(slots[i], slots[i + 1]);
      }
      next = 0;
      full = true;
    }
    return value();
  }

  private double further(double a, double b) {
    return highest ? Math.max(a, b) : Math.min(a, b);
  }

  @Override
  public double value() {
    if (!full) {
      return Double.NaN;
    }
    return next == 0 ? slots[0] : further(blockExtreme, slots[next]);
  }

  @Override
  public boolean isReady() {
    return full;
  }

  @Override
  public int warmUp() {
    return slots.length;
  }
}
