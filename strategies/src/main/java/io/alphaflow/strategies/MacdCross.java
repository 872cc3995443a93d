package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.IndicatorRef;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.Snapshot;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import java.util.Map;

/**
 * MACD and its signal line ({@code macd}): buys when the distance of two exponential averages
 * crosses above its own average, sells when it crosses below; see {@link CrossFollower} for what a
 * cross is.
 *
 * <p>Confidence is 0.5 for a cross by nothing and 1 when the histogram is 0.05 % of the price.
 * Source: G. Appel, Technical Analysis: Power Tools for Active Investors, 2005. Warm-up: 5 × {@code
 * slow} + {@code signal} bars; the first four {@code slow} are for the averages to forget where
 * they began.
 */
public final class MacdCross extends CrossFollower {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "macd",
          "buys when the MACD line crosses above its signal line, sells when below",
          with(
              ParameterSpec.integer("fast", 12, 1, 10_000, "bars of the fast average"),
              ParameterSpec.integer(
                  "slow", 26, 2, 10_000, "bars of the slow average, more than fast"),
              ParameterSpec.integer("signal", 9, 1, 10_000, "values of the signal line")),
          MacdCross::new);

  private static final double FULL_GAP = 0.0005;

  private final IndicatorRef line;
  private final IndicatorRef signal;
  private final IndicatorRef histogram;

  MacdCross(Parameters parameters, StrategyInputs inputs) {
    super(parameters, inputs, settle(parameters, parameters.integer("slow")));
    int fast = parameters.integer("fast");
    int slow = parameters.integer("slow");
    Thresholds.requireBelow("fast", fast, "slow", slow);
    this.line =
        inputs.indicator("macd(" + fast + "," + slow + "," + parameters.integer("signal") + ")");
    this.signal = line.output("signal");
    this.histogram = line.output("histogram");
  }

  @Override
  double gap(Bar bar, MarketView market) {
    return market.value(histogram);
  }

  @Override
  double confidence(Bar bar, MarketView market) {
    return confidence(Math.abs(market.value(histogram)) / number(bar.close()), FULL_GAP);
  }

  @Override
  Map<String, Double> snapshot(Bar bar, MarketView market) {
    return new Snapshot()
        .with("close", number(bar.close()))
        .with(line, market)
        .with(signal, market)
        .with(histogram, market)
        .values();
  }
}
