package io.alphaflow.indicator;

import io.alphaflow.parameter.ParameterSpec;

/**
 * Bollinger bands: the middle is the mean of the last N numbers, upper and lower lie k population
 * standard deviations away; {@code %B = (x - lower) / (upper - lower)}; {@code width = (upper -
 * lower) / middle}.
 *
 * <p>Source: J. Bollinger, Bollinger on Bollinger Bands, 2001. Warm-up: N numbers; before that all
 * values are {@link Double#NaN}. When the bands have no width, the number is the middle and {@code
 * %B} is 0.5.
 */
public final class Bollinger implements SeriesIndicator {

  static final IndicatorDescriptor DESCRIPTOR =
      IndicatorDescriptor.series(
              "bollinger",
              "Bollinger bands, %B and band width",
              values -> new Bollinger(values.integer("period"), values.number("deviations")))
          .formula("mean ± k · population standard deviation of the last N")
          .reference("J. Bollinger, Bollinger on Bollinger Bands, 2001")
          .parameters(
              IndicatorDescriptor.period(20),
              ParameterSpec.number(
                  "deviations", 2, 0.01, 100, "k, distance of the bands in standard deviations"))
          .output("middle", "the mean")
          .output("upper", "the upper band")
          .output("lower", "the lower band")
          .output("percent-b", "(x - lower) / (upper - lower); 0.5 when the bands have no width")
          .output("width", "(upper - lower) / middle; 0 when the middle is 0")
          .warmUp("N")
          .build();

  private StandardDeviation deviation;
  private double deviations;
  private double last;

  /** Used by the state codec. */
  Bollinger() {}

  /**
   * Bands over {@code period} numbers at {@code deviations} standard deviations.
   *
   * @throws IllegalArgumentException when the period is below 1 or the deviations are not above 0
   */
  public Bollinger(int period, double deviations) {
    if (!(deviations > 0 && Double.isFinite(deviations))) {
      throw new IllegalArgumentException("deviations must be above 0, is " + deviations);
    }
    this.deviation = new StandardDeviation(period);
    this.deviations = deviations;
  }

  @Override
  public double update(double number) {
    deviation.update(number);
    last = number;
    return value();
  }

  /** The middle band. */
  @Override
  public double value() {
    return deviation.mean();
  }

  /** The upper band. */
  public double upper() {
    return value() + deviations * deviation.value();
  }

  /** The lower band. */
  public double lower() {
    return value() - deviations * deviation.value();
  }

  /** Where the last number stands: 0 at the lower band, 1 at the upper one. */
  public double percentB() {
    double reach = 2 * deviations * deviation.value();
    return reach == 0 ? 0.5 : (last - lower()) / reach;
  }

  /** The distance of the bands as a part of the middle; 0 when the middle is 0. */
  public double width() {
    double middle = value();
    return middle == 0 ? 0 : 2 * deviations * deviation.value() / middle;
  }

  @Override
  public double value(int output) {
    return switch (output) {
      case 0 -> value();
      case 1 -> upper();
      case 2 -> lower();
      case 3 -> percentB();
      default -> width();
    };
  }

  @Override
  public boolean isReady() {
    return deviation.isReady();
  }

  @Override
  public int warmUp() {
    return deviation.warmUp();
  }
}
