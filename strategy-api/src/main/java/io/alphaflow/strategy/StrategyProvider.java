package io.alphaflow.strategy;

import java.util.List;

/**
 * Brings strategies of your own: name your class in {@code
 * META-INF/services/io.alphaflow.strategy.StrategyProvider} of the jar.
 */
public interface StrategyProvider {

  /** The kinds of strategies that the jar has. */
  List<StrategyDescriptor> strategies();
}
