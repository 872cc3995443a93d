package io.alphaflow.signals.instance;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all machines of a desk have in common: kinds of strategies, configured instances, bars. */
public final class Desk {

  private final StrategyCatalog catalog;
  private final List<StrategyInstance> configured;
  private final List<BarSpec> bars;
  private final Map<String, List<StrategyInstance>> byInstrument = new HashMap<>();

  /**
   * A desk.
   *
   * @param catalog the kinds of strategies
   * @param configured the instances of the configuration
   * @param bars those that ingest publishes: they are built whether wanted or not, so that all bars
   *     here are the published ones, and an instance that comes later finds them under way
   */
  public Desk(StrategyCatalog catalog, List<StrategyInstance> configured, List<BarSpec> bars) {
    this.catalog = catalog;
    this.configured = List.copyOf(configured);
    this.bars = List.copyOf(bars);
    for (StrategyInstance instance : configured) {
      if (instance.enabled() && legs(instance.type()) <= 1) {
        for (InstrumentId symbol : instance.symbols()) {
          // With the one symbol only: ten thousand times ten thousand would be too many.
          byInstrument
              .computeIfAbsent(symbol.toString(), i -> new ArrayList<>())
              .add(instance.on(symbol));
        }
      }
    }
  }

  /** The kinds of strategies. */
  public StrategyCatalog catalog() {
    return catalog;
  }

  /** All instances of the configuration. */
  public List<StrategyInstance> configured() {
    return configured;
  }

  /** The enabled ones that trade an instrument on its own, as if it were their only one. */
  public List<StrategyInstance> configured(String instrument) {
    return byInstrument.getOrDefault(instrument, List.of());
  }

  /** The bars that ingest publishes. */
  public List<BarSpec> bars() {
    return bars;
  }

  /** How many instruments an instance trades together; 0 when its kind is not known. */
  public int legs(String type) {
    return catalog.find(type).map(StrategyDescriptor::legs).orElse(0);
  }
}
