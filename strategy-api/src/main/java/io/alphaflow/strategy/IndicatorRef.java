package io.alphaflow.strategy;

import io.alphaflow.indicator.IndicatorSpec;

/**
 * An output of an indicator that a strategy asked for; {@link MarketView#value} reads it.
 *
 * @param index among the strategy's indicators
 * @param output which of its values, from 0
 * @param spec what it is
 */
public record IndicatorRef(int index, int output, IndicatorSpec spec) {

  /**
   * Another output of the same indicator.
   *
   * @param name for example {@code upper}
   * @throws IllegalArgumentException when it has none of that name
   */
  public IndicatorRef output(String name) {
    return new IndicatorRef(index, spec.output(name), spec);
  }

  /** As it should be named in a signal's indicators, for example {@code sma(20)}. */
  public String label() {
    String name = spec.outputs().get(output);
    return output == 0 ? spec.toString() : spec + "." + name;
  }
}
