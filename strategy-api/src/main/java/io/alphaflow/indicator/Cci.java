package io.alphaflow.indicator;

import io.alphaflow.indicator.IndicatorSpec.Feed;
import io.alphaflow.parameter.ParameterSpec;

/**
 * Commodity channel index: {@code (p - mean) / (0.015 · mean |p - mean|)} of the typical price
 * {@code p = (high + low + close) / 3} over the last N bars.
 *
 * <p>Source: D. Lambert, Commodity Channel Index, Commodities, 1980; checked against TA-Lib.
 * Warm-up: N bars; before that {@link Double#NaN}. When all N are equal it is 0.
 *
 * <p>Cost: each update looks at all N prices. Their distances are from a mean that moves with each
 * bar, so no aggregate of parts gives them; a sorted structure would need a time of log N, and for
 * the usual N it would take longer.
 */
public final class Cci implements BarIndicator {

  private static final int LONGEST = 1_000;

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.of(
              Feed.BARS,
              "cci",
              "Commodity channel index",
              values -> new Cci(values.integer("period")))
          .formula("(p - mean) / (0.015 · mean |p - mean|), p = (high + low + close) / 3")
          .reference("D. Lambert, Commodity Channel Index, Commodities, 1980")
          .parameters(ParameterSpec.integer("period", 20, 1, LONGEST, "N"))
          .output("value", "mostly from -100 to 100; 0 when all N are equal")
          .warmUp("N")
          .cost("N steps: the distances are from a mean that moves")
          .build();

  private LastNumbers window;
  private double last;

  /** Used by the state codec. */
  Cci() {}

  /**
   * An index over {@code period} bars.
   *
   * @throws IllegalArgumentException when the period is below 1
   */
  public Cci(int period) {
    window = new LastNumbers(period);
  }

  @Override
  public void update(Candle bar) {
    last = bar.typical();
    window.add(last);
  }

  @Override
  public double value() {
    if (!window.isFull()) {
      return Double.NaN;
    }
    double mean = window.mean();
    double distance = window.meanDistance(mean);
    // Equal prices can differ from their computed mean in the last digit.
    return distance <= Math.ulp(mean) * window.length() ? 0 : (last - mean) / (0.015 * distance);
  }

  @Override
  public boolean isReady() {
    return window.isFull();
  }

  @Override
  public int warmUp() {
    return window.length();
  }
}
