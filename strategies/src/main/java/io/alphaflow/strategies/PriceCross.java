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
 * Price and moving average ({@code price-cross}): buys when the close crosses above its average,
 * sells when it crosses below; see {@link CrossFollower} for what a cross is.
 *
 * <p>A close within {@code band} percent of the average counts as a touch, so a price that dances
 * around its average is not bought and sold with every bar. Confidence is 0.5 at the edge of the
 * band and 1 when the close is 0.5 % beyond it. Warm-up: {@code period} + 1 bars; with {@code type:
 * ema} four times {@code period} more, in which the average forgets where it began.
 */
public final class PriceCross extends CrossFollower {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "price-cross",
          "buys when the price crosses above its moving average, sells when below",
          with(
              ParameterSpec.integer("period", 50, 2, 10_000, "bars of the average"),
              ParameterSpec.choice("type", "sma", List.of("sma", "ema"), "kind of average"),
              ParameterSpec.number(
                  "band", 0, 0, 50, "percent around the average that is no side of it")),
          PriceCross::new);

  private static final double FULL_GAP = 0.005;

  private final IndicatorRef average;
  private final double band;

  PriceCross(Parameters parameters, StrategyInputs inputs) {
    super(parameters, inputs, settle(parameters, "period"));
    this.average =
        inputs.indicator(parameters.choice("type") + "(" + parameters.integer("period") + ")");
    this.band = parameters.number("band") / 100;
  }

  @Override
  double gap(Bar bar, MarketView market) {
    double distance = number(bar.close()) - market.value(average);
    double reach = band * market.value(average);
    return Math.signum(distance) * Math.max(0, Math.abs(distance) - reach);
  }

  @Override
  double confidence(Bar bar, MarketView market) {
    return confidence(Math.abs(gap(bar, market)) / market.value(average), FULL_GAP);
  }

  @Override
  Map<String, Double> snapshot(Bar bar, MarketView market) {
    return new Snapshot().with("close", number(bar.close())).with(average, market).values();
  }
}
