package io.alphaflow.strategies;

import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyProvider;
import java.util.List;

/** All strategies that come with the desk. */
public final class BuiltInStrategies implements StrategyProvider {

  /** Used by the service loader. */
  public BuiltInStrategies() {}

  @Override
  public List<StrategyDescriptor> strategies() {
    return List.of(
        MovingAverageCross.DESCRIPTOR,
        PriceCross.DESCRIPTOR,
        MacdCross.DESCRIPTOR,
        RsiReversion.DESCRIPTOR,
        BollingerSqueeze.DESCRIPTOR,
        Momentum.DESCRIPTOR,
        DonchianBreakout.DESCRIPTOR,
        DollarCostAverage.DESCRIPTOR,
        Grid.DESCRIPTOR,
        PairsReversion.DESCRIPTOR);
  }
}
