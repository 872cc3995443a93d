package io.alphaflow.strategy;

import java.util.LinkedHashMap;
import java.util.Map;

/** Indicator values of a signal, in the order in which they were added. */
public final class Snapshot {

  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Adds a value. */
  public Snapshot with(String name, double value) {
    values.put(name, value);
    return this;
  }

  /** Adds an indicator's value under its label. */
  public Snapshot with(IndicatorRef indicator, MarketView market) {
    return with(indicator.label(), market.value(indicator));
  }

  /** All values. */
  public Map<String, Double> values() {
    return values;
  }
}
