package com.example.strategies;

import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyProvider;
import java.util.List;

/** What this jar brings; named in META-INF/services, so that the desk finds it. */
public final class MyStrategies implements StrategyProvider {

  @Override
  public List<StrategyDescriptor> strategies() {
    return List.of(DipBuyer.DESCRIPTOR);
  }
}
