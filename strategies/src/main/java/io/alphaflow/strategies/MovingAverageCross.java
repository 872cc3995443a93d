package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.IndicatorRef;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.Snapshot;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import java.util.List;
import java.util.Map;

/**
 * Moving-average crossover ({@code ma-cross}): buys when the fast average of the closes crosses
 * above the slow one, sells when it crosses below; see {@link CrossFollower} for what a cross is.
 *
 * <p>Confidence is 0.5 for a cross by nothing and 1 when the averages are already 0.1 % apart.
 * Warm-up: {@code slow} + 1 bars; with {@code type: ema} four times {@code slow} more, in which the
 * averages forget where they began.
 */
public final class MovingAverageCross extends CrossFollower {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "ma-cross",
          "buys when the fast moving average crosses above the slow one, sells when below",
          with(
              ParameterSpec.integer("fast", 12, 1, 10_000, "bars of the fast average"),
              ParameterSpec.integer(
                  "slow", 26, 2, 10_000, "bars of the slow average, more than fast"),
              ParameterSpec.choice("type", "ema", List.of("ema", "sma"), "kind of average")),
          MovingAverageCross::new);

  private static final double FULL_GAP = 0.001;

  private final IndicatorRef fast;
  private final IndicatorRef slow;

  MovingAverageCross(Parameters parameters, StrategyInputs inputs) {
    super(parameters, inputs, settle(parameters, "slow"));
    int quick = parameters.integer("fast");
    int calm = parameters.integer("slow");
    Thresholds.requireBelow("fast", quick, "slow", calm);
    String type = parameters.choice("type");
    this.fast = inputs.indicator(type + "(" + quick + ")");
    this.slow = inputs.indicator(type + "(" + calm + ")");
  }

  @Override
  double gap(Bar bar, MarketView market) {
    return market.value(fast) - market.value(slow);
  }

  @Override
  double confidence(Bar bar, MarketView market) {
    return confidence(Math.abs(gap(bar, market)) / market.value(slow), FULL_GAP);
  }

  @Override
  Map<String, Double> snapshot(Bar bar, MarketView market) {
    return new Snapshot()
        .with("close", number(bar.close()))
        .with(fast, market)
        .with(slow, market)
        .values();
  }
}
