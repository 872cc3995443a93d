package io.alphaflow.signals.instance;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.List;

/**
 * What all machines of a desk have in common.
 *
 * @param catalog the kinds of strategies
 * @param configured the instances of the configuration
 * @param bars those that ingest publishes: they are built whether wanted or not, so that all bars
 *     here are the published ones, and an instance that comes later finds them under way
 */
public record Desk(StrategyCatalog catalog, List<StrategyInstance> configured, List<BarSpec> bars) {

  /** Copies the lists. */
  public Desk {
    configured = List.copyOf(configured);
    bars = List.copyOf(bars);
  }

  /** How many instruments an instance trades together; 0 when its kind is not known. */
  public int legs(String type) {
    return catalog.find(type).map(descriptor -> descriptor.legs()).orElse(0);
  }
}
